//! The figures that `vouch eval` prints, as programs read them.

use crate::knowledge::trained::{DOUBT, Trained};
use serde::Serialize;
use std::collections::BTreeMap;
use vouch_engine::evaluate::{EvalCase, Judged, Report};
use vouch_engine::threshold::Claim;

#[derive(Serialize)]
pub(super) struct Figures<'a> {
    #[serde(flatten)]
    pub(super) report: &'a Report,
    /// The time of one decision.
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    /// Memory of the whole process at the end, where the system tells (Linux).
    pub(super) rss_mb: Option<f64>,
    pub(super) train_ms: f64,
    pub(super) claim: &'a Claimed,
    /// The same counts for the cases of each tag.
    pub(super) by_tag: BTreeMap<&'a str, Counts>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(
        report: &'a Report,
        claim: &'a Claimed,
        train_ms: f64,
        mut took_ms: Vec<f64>,
        cases: &'a [EvalCase],
        judged: &[Judged],
    ) -> Self {
        took_ms.sort_by(f64::total_cmp);
        Self {
            report,
            p50_ms: percentile(&took_ms, 50),
            p99_ms: percentile(&took_ms, 99),
            rss_mb: resident_mb(),
            train_ms,
            claim,
            by_tag: by_tag(cases, judged),
        }
    }
}

/// What may be said about the share of wrong answers.
#[derive(Serialize)]
pub(super) struct Claimed {
    #[serde(flatten)]
    claim: Claim,
    /// The same for people.
    pub(super) sentence: String,
    /// The threshold that the reviewed cases prove but for the doubt, where cases were reviewed.
    pub(super) proven_threshold: Option<f64>,
}

impl Claimed {
    /// From the cases that the engine was calibrated by. Without such, from the cases that were
    /// scored: the threshold was chosen without them.
    pub(super) fn new(
        trained: &Trained,
        reviewed: Option<&[EvalCase]>,
        report: &Report,
        risk: f64,
    ) -> Self {
        let claim = match reviewed {
            Some(cases) => trained.claim(cases, risk),
            None => Claim::new(report.cases, report.wrong, risk, DOUBT),
        };
        Self { sentence: claim.to_string(), claim, proven_threshold: trained.proven_threshold() }
    }
}

/// What became of some cases.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub(super) cases: usize,
    pub(super) answered: usize,
    pub(super) right: usize,
    pub(super) wrong: usize,
    pub(super) choices: usize,
    pub(super) handed_over: usize,
}

impl Counts {
    fn add(&mut self, judged: &Judged) {
        let (answered, right) = (judged.is_answered(), judged.is_right());
        self.cases += 1;
        self.answered += usize::from(answered);
        self.right += usize::from(right);
        self.wrong += usize::from(answered && !right);
        self.handed_over += usize::from(judged.is_handed_over());
        self.choices = self.cases - self.answered - self.handed_over;
    }
}

fn by_tag<'a>(cases: &'a [EvalCase], judged: &[Judged]) -> BTreeMap<&'a str, Counts> {
    let mut by_tag: BTreeMap<&str, Counts> = BTreeMap::new();
    for (case, judged) in cases.iter().zip(judged) {
        for tag in &case.tags {
            by_tag.entry(tag).or_default().add(judged);
        }
    }
    by_tag
}

/// The nearest-rank percentile of sorted values.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Resident memory of this process in MB, where the system tells (Linux).
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kb: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kb / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vouch_engine::decision::{Decision, Outcome};
    use vouch_engine::evaluate::Expect;

    #[test]
    fn percentiles_are_nearest_rank() {
        let values: Vec<f64> = (1..=100_u8).map(f64::from).collect();
        assert!((percentile(&values, 50) - 50.0).abs() < 1e-9);
        assert!((percentile(&values, 99) - 99.0).abs() < 1e-9);
        assert!(percentile(&[], 50).abs() < 1e-9);
    }

    #[test]
    fn each_tag_has_its_own_counts() {
        let case = |tags: &str| -> EvalCase {
            serde_json::from_str(&format!(
                r#"{{"question": "q", "expect": {{"answer": "a"}}, "tags": [{tags}]}}"#
            ))
            .unwrap()
        };
        let judged = |outcome: Outcome| {
            let (candidates, explanation) = (Vec::new(), String::new());
            let decision = Decision { outcome, candidates, explanation, language: None };
            Judged { question: "q".to_owned(), expect: Expect::Answer("a".into()), decision }
        };
        let cases = [case("\"x\", \"y\""), case("\"x\""), case("\"x\""), case("")];
        let outcomes = [
            Outcome::Answer("a".into()),
            Outcome::Answer("b".into()),
            Outcome::Choices(Vec::new()),
            Outcome::Abstain,
        ];
        let judged: Vec<Judged> = outcomes.into_iter().map(judged).collect();
        let counts = by_tag(&cases, &judged);
        let x = Counts { cases: 3, answered: 2, right: 1, wrong: 1, choices: 1, handed_over: 0 };
        assert_eq!((&counts["x"], counts["y"].right, counts.len()), (&x, 1, 2));
    }
}
