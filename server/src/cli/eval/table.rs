//! The figures that `vouch eval` prints, as people read them.

use super::figures::{Counts, Figures};
use std::fmt::{Result, Write as _};
use vouch_engine::evaluate::{AtThreshold, Report};

/// All figures as text.
pub(super) fn of(figures: &Figures<'_>) -> String {
    let mut text = String::new();
    write(&mut text, figures).expect("a String takes anything");
    text
}

fn write(text: &mut String, figures: &Figures<'_>) -> Result {
    let report = figures.report;
    writeln!(text, "engine      {}, threshold {:.4}", report.engine, report.threshold)?;
    outcomes(text, report)?;
    let rss = figures.rss_mb.map_or("unknown".to_owned(), |mb| format!("{mb:.0} MB"));
    writeln!(
        text,
        "cost        {:.1} ms a question (one in a hundred over {:.1}), {:.1} s to train, {rss}",
        figures.p50_ms,
        figures.p99_ms,
        figures.train_ms / 1000.0,
    )?;
    writeln!(text, "\n{}", figures.claim.sentence)?;
    if let Some(proven) = figures.claim.proven_threshold {
        writeln!(text, "{}", proven_sentence(proven, report.threshold))?;
    }
    risks(text, report)?;
    tags(text, figures)
}

fn outcomes(text: &mut String, report: &Report) -> Result {
    writeln!(text, "cases       {}", report.cases)?;
    let shown = |share: f64| format!("{:.2} %", share * 100.0);
    writeln!(text, "answered    {} ({})", report.answered, shown(report.coverage))?;
    writeln!(
        text,
        "right       {} ({} of those with an answer; at least {}, at 95 %)",
        report.right,
        shown(report.right_rate),
        shown(report.right_rate_lower95)
    )?;
    writeln!(
        text,
        "wrong       {} ({} of all; at most {}, at 95 %)",
        report.wrong,
        shown(report.wrong_rate),
        shown(report.wrong_rate_upper95)
    )?;
    writeln!(
        text,
        "choices     {}, the right one among them {} times",
        report.choices, report.choices_right
    )?;
    writeln!(
        text,
        "hand-off    {} of those without an answer; {} of those handed over have none",
        shown(report.handoff_recall),
        shown(report.handoff_precision)
    )?;
    writeln!(
        text,
        "ranking     the right one is likeliest in {}; AUROC {:.4}",
        shown(report.in_scope_accuracy),
        report.auroc
    )
}

/// What a proven threshold means for the one in use.
pub(in crate::cli) fn proven_sentence(proven: f64, used: f64) -> String {
    if proven >= 1.0 {
        "no threshold can be proven to keep the risk with these cases: review more".to_owned()
    } else if proven <= used {
        format!("the threshold in use is proven to keep the risk, at 90 % (from {proven:.4} on)")
    } else {
        format!("the threshold proven to keep the risk, at 90 %, is {proven:.4}; not in use")
    }
}

fn risks(text: &mut String, report: &Report) -> Result {
    writeln!(text, "\naccepted risk   threshold    right    wrong")?;
    for at in &report.risk_coverage {
        let risk = format!("{} %", at.risk * 100.0);
        risk_row(text, &risk, &at.expected)?;
        if let Some(proven) = &at.proven {
            risk_row(text, &format!("{risk} proven"), proven)?;
        }
    }
    Ok(())
}

fn risk_row(text: &mut String, name: &str, at: &AtThreshold) -> Result {
    let (right, wrong) = (at.right_rate * 100.0, at.wrong_rate * 100.0);
    writeln!(text, "{name:<14}  {:>9.4}  {right:>5.1} %  {wrong:>5.2} %", at.threshold)
}

fn tags(text: &mut String, figures: &Figures<'_>) -> Result {
    let Some(longest) = figures.by_tag.keys().map(|tag| tag.chars().count()).max() else {
        return Ok(());
    };
    let width = longest.max(3);
    writeln!(text, "\n{:<width$}  cases  right  wrong  choices  handed over", "tag")?;
    for (tag, counts) in &figures.by_tag {
        let Counts { cases, right, wrong, choices, handed_over, .. } = counts;
        writeln!(
            text,
            "{tag:<width$}  {cases:>5}  {right:>5}  {wrong:>5}  {choices:>7}  {handed_over:>11}"
        )?;
    }
    Ok(())
}
