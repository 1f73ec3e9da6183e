//! The table of what was measured, with the published rows beside it.

use anyhow::Result;
use std::io::{Write, stdout};
use vouch_engine::evaluate::{AtThreshold, Report};

/// The best published rows for a set, whatever their rule, with thresholds that were chosen on the
/// very questions that were scored. Sources stand in docs/engine.md.
const PUBLISHED: [(&str, &str); 3] = [
    ("sofmattress", "18.2 / 26.5 / 34.0"),
    ("powerplay11", "7.1 / 12.3 / 18.1"),
    ("clinc150 full", "every row at 6.2 % wrong or more"),
];
/// The accepted risks of the table.
pub(crate) const RISKS: [f64; 3] = [0.005, 0.01, 0.02];

/// One line of the table.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) cases: usize,
    pub(crate) accuracy: f64,
    pub(crate) auroc: f64,
    /// Shares of right of the answerable and of wrong of all, by risk.
    pub(crate) at: Vec<(f64, f64)>,
}

impl Line {
    /// What a report says, and where cases calibrated it, what is proven.
    pub(crate) fn of(label: &str, report: &Report) -> Vec<Self> {
        let line = |label: String, at: Vec<&AtThreshold>| Self {
            label,
            cases: report.cases,
            accuracy: report.in_scope_accuracy,
            auroc: report.auroc,
            at: at.into_iter().map(|at| (at.right_rate, at.wrong_rate)).collect(),
        };
        let rows = || report.risk_coverage.iter().filter(|at| RISKS.contains(&at.risk));
        let proven: Vec<_> = rows().filter_map(|at| at.proven.as_ref()).collect();
        let mut lines = vec![line(label.to_owned(), rows().map(|at| &at.expected).collect())];
        if !proven.is_empty() {
            lines.push(line(format!("{label}, proven at 90 %"), proven));
        }
        lines
    }

    pub(crate) fn print(&self) -> Result<()> {
        let percent = |value: f64| format!("{:.2}", value * 100.0);
        let at = |(right, wrong): &(f64, f64)| format!("{} ({})", percent(*right), percent(*wrong));
        let at: Vec<String> = self.at.iter().map(at).collect();
        let published = PUBLISHED.iter().find(|(set, _)| self.label.starts_with(set));
        writeln!(
            stdout().lock(),
            "| {} | {} | {} | {:.4} | {} | {} |",
            self.label,
            self.cases,
            percent(self.accuracy),
            self.auroc,
            at.join(" | "),
            published.map_or("", |(_, rows)| rows),
        )?;
        Ok(())
    }
}

/// What the columns are.
pub(crate) fn head() -> Result<()> {
    writeln!(
        stdout().lock(),
        "| set | cases | accuracy % | AUROC | right of answerable (wrong of all) at 0.5 % | at 1 % | at 2 % \
         | published, with oracle thresholds |\n|---|---|---|---|---|---|---|---|"
    )?;
    Ok(())
}
