//! How many wrong answers each further right one costs: the curve that all thresholds draw.

use super::count;
use super::paper::{Paper, Words};
use vouch_engine::evaluate::{Judged, Report};

/// The share of wrong answers at the top of the diagram, at least.
const TOP: f64 = 0.06;

/// A threshold's place: the share of the answerable that is answered right, and the wrong of all.
type Place = (f64, f64);

pub(super) fn draw(judged: &[Judged], report: &Report, risk: f64) -> String {
    let places = places(judged);
    let used = (report.right_rate, report.wrong_rate);
    let top = TOP.max(risk * 2.0).max(used.1 * 1.2);
    let subtitle = format!(
        "{} cases; {}; ring: the threshold in use ({:.4}); dots: other risks, hollow: proven",
        report.cases, report.engine, report.threshold
    );
    let description = format!(
        "With the threshold in use {:.1} % of the answerable questions are answered right and \
         {:.2} % of all questions wrong; {:.2} % were accepted. {}",
        used.0 * 100.0,
        used.1 * 100.0,
        risk * 100.0,
        in_words(report)
    );
    let words = Words {
        title: "Right answers and what they cost",
        subtitle: &subtitle,
        description: &description,
        x: "answered right, of the questions that have an answer",
        y: "answered wrong, of all questions",
    };
    let mut paper = Paper::new(&words, top, 6);
    paper.rule("limit", (0.0, risk), (1.0, risk));
    let accepted = format!("accepted: {} %", risk * 100.0);
    paper.label((0.0, risk), (8.0, -6.0), "class=\"limit-text\"", &accepted);
    paper.curve(&places);
    for at in &report.risk_coverage {
        let name = format!("{} %", at.risk * 100.0);
        if let Some(proven) = &at.proven {
            let tip = format!("{name} proven: threshold {:.4}", proven.threshold);
            paper.dot("hollow", (proven.right_rate, proven.wrong_rate), 4.0, &tip);
        }
        let place = (at.expected.right_rate, at.expected.wrong_rate);
        paper.dot("dot", place, 5.0, &format!("{name}: threshold {:.4}", at.expected.threshold));
        paper.label(place, (-8.0, -9.0), "text-anchor=\"end\"", &name);
    }
    paper.dot("ring", used, 6.5, &format!("in use: threshold {:.4}", report.threshold));
    paper.finish()
}

/// All places, from the strictest threshold on.
fn places(judged: &[Judged]) -> Vec<Place> {
    let inside = count(judged.iter().filter(|one| one.is_in_scope()).count().max(1));
    let all = count(judged.len().max(1));
    let mut order: Vec<&Judged> = judged.iter().collect();
    order.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    let (mut right, mut wrong) = (0.0, 0.0);
    let mut places = vec![(0.0, 0.0)];
    // Equal confidences pass together.
    for together in order.chunk_by(|a, b| a.confidence().total_cmp(&b.confidence()).is_eq()) {
        let passing = count(together.iter().filter(|one| one.is_best_right()).count());
        right += passing;
        wrong += count(together.len()) - passing;
        places.push((right / inside, wrong / all));
    }
    places
}

fn in_words(report: &Report) -> String {
    let row = |at: &vouch_engine::evaluate::AtRisk| {
        format!(
            "At an accepted risk of {} %: {:.1} % right, {:.2} % wrong.",
            at.risk * 100.0,
            at.expected.right_rate * 100.0,
            at.expected.wrong_rate * 100.0
        )
    };
    report.risk_coverage.iter().map(row).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use vouch_engine::decision::{Candidate, Decision, Outcome};
    use vouch_engine::evaluate::Expect;
    use vouch_engine::knowledge::Target;

    #[test]
    fn the_curve_runs_from_the_strictest_threshold_to_the_loosest() {
        let one = |confidence: f64, expect: Expect| {
            let target = Target::Answer("a".into());
            let candidates = vec![Candidate { target, title: String::new(), confidence }];
            let (outcome, explanation) = (Outcome::Abstain, String::new());
            let decision = Decision { outcome, candidates, explanation, language: None };
            Judged { question: String::new(), expect, decision }
        };
        let right = || Expect::Answer("a".into());
        let judged = [
            one(0.2, Expect::Handoff),
            one(0.9, right()),
            one(0.5, right()),
            one(0.5, Expect::Handoff),
        ];
        assert_eq!(places(&judged), [(0.0, 0.0), (0.5, 0.0), (1.0, 0.25), (1.0, 0.5)]);
        assert_eq!(places(&[]), [(0.0, 0.0)]);
    }
}
