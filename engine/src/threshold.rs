//! The threshold: the lowest confidence at which the share of wrong answers stays within the
//! risk that the owner accepted.
//!
//! Two rules choose it from cases with known outcomes. Conformal risk control (Angelopoulos and
//! others 2022) keeps the *expected* share of wrong answers within the risk: one more wrong
//! answer is counted than was seen. Learn then test (Angelopoulos and others 2021) keeps the
//! share within the risk *with a stated confidence*: exact binomial tests, from the strictest
//! threshold down until one fails. Both count questions with and without an answer
//! apart and weigh them by the shares in which shoppers ask them.

use crate::bound::{chance_of_sum, upper};
use crate::math::{count, share};
use serde::Serialize;

/// The threshold that lets through nothing but the repetition of an example question.
pub(crate) const NEVER: f64 = 1.0;
/// No answer that is likelier wrong than right, whatever risk is accepted.
const LOWEST: f64 = 0.5;
/// The share of questions without an answer that is assumed until cases show more: reviewed
/// cases are often collected from what could be answered.
const OUTSIDE_ASSUMED: f64 = 0.2;

/// A case and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Whether the question has an answer.
    pub(crate) inside: bool,
    /// The confidence in the best choice.
    pub(crate) confidence: f64,
    /// Whether the best choice was right.
    pub(crate) is_right: bool,
    /// Whether a shopper asked it. The owner's own examples of what has no answer say nothing
    /// about how often such questions come.
    pub(crate) is_traffic: bool,
}

/// How a threshold is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    /// The expected share of wrong answers.
    Expected,
    /// The share of wrong answers but for this doubt.
    Proven { doubt: f64 },
}

/// The lowest threshold that keeps the risk; [`NEVER`] when too little is known for any.
pub(crate) fn threshold(outcomes: &[Outcome], risk: f64, rule: Rule) -> f64 {
    let inside = outcomes.iter().filter(|outcome| outcome.inside).count();
    let outside = outcomes.len() - inside;
    let traffic = || outcomes.iter().filter(|outcome| outcome.is_traffic);
    let outside_share =
        share(traffic().filter(|outcome| !outcome.inside).count(), traffic().count())
            .max(OUTSIDE_ASSUMED);
    let keeps = |[wrong_inside, wrong_outside]: [usize; 2]| match rule {
        Rule::Expected => {
            (1.0 - outside_share) * share(wrong_inside + 1, inside + 1)
                + outside_share * share(wrong_outside + 1, outside + 1)
                <= risk
        }
        Rule::Proven { doubt } => {
            let groups = [
                (1.0 - outside_share, wrong_inside, inside),
                (outside_share, wrong_outside, outside),
            ];
            chance_of_sum(groups, risk) <= doubt
        }
    };
    let mut wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.is_right).collect();
    wrong.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    // The more is let through the more is wrong, so the prefixes that keep the risk come first.
    let mut counts = vec![[0, 0]];
    for outcome in &wrong {
        let mut next = counts[counts.len() - 1];
        next[usize::from(!outcome.inside)] += 1;
        counts.push(next);
    }
    match counts.partition_point(|counts| keeps(*counts)) {
        0 => NEVER,
        kept => wrong
            .get(kept - 1)
            .map_or(LOWEST, |first| first.confidence.next_up().clamp(LOWEST, NEVER)),
    }
}

/// What reviewed cases allow an owner to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    pub cases: usize,
    pub wrong: usize,
    /// The doubt that is left, for example 0.1.
    pub doubt: f64,
    /// The share of wrong answers that can be claimed.
    pub share: f64,
    /// How many cases, none wrong, the accepted risk would need.
    pub needed: usize,
}

impl Claim {
    /// What so many reviewed cases prove about the share of wrong answers.
    pub fn new(cases: usize, wrong: usize, risk: f64, doubt: f64) -> Self {
        let needed = crate::bound::needed(risk, doubt);
        Self { cases, wrong, doubt, share: upper(wrong, cases, doubt), needed }
    }
}

impl std::fmt::Display for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |share: f64| (share * 10_000.0).ceil() / 100.0;
        let wrong = if self.wrong == 0 { "none".to_owned() } else { self.wrong.to_string() };
        write!(
            f,
            "with {} reviewed and {wrong} wrong you may claim at most {} % wrong, at {} %",
            self.cases,
            percent(self.share),
            count(100) * (1.0 - self.doubt),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome(inside: bool, is_right: bool, confidence: f64) -> Outcome {
        Outcome { inside, confidence, is_right, is_traffic: true }
    }

    /// 400 right, and wrong cases of rising confidence below 0.9, with and without an answer.
    fn outcomes() -> Vec<Outcome> {
        let steps = || (0..100).map(|i| 0.9 * f64::from(i) / 100.0);
        let right = (0..400).map(|_| outcome(true, true, 0.95));
        let wrong = steps().flat_map(|c| [outcome(true, false, c), outcome(false, false, c)]);
        right.chain(wrong).collect()
    }

    #[test]
    fn more_risk_lowers_the_threshold_and_proof_is_stricter_than_expectation() {
        let mut last = (NEVER, NEVER);
        for risk in [0.001, 0.01, 0.02, 0.05, 0.2, 1.0] {
            let expected = threshold(&outcomes(), risk, Rule::Expected);
            let proven = threshold(&outcomes(), risk, Rule::Proven { doubt: 0.1 });
            assert!(expected <= last.0 && proven <= last.1 && expected <= proven, "{risk}");
            last = (expected, proven);
        }
        assert!(last.0 < 0.6);
    }

    #[test]
    fn too_few_cases_mean_no_answers() {
        for rule in [Rule::Expected, Rule::Proven { doubt: 0.1 }] {
            assert!(threshold(&[outcome(true, true, 0.9)], 0.005, rule) >= NEVER);
            assert!(threshold(&[], 0.005, rule) >= NEVER);
        }
    }

    #[test]
    fn the_owners_own_examples_do_not_say_how_often_there_is_no_answer() {
        let shoppers: Vec<Outcome> = outcomes().into_iter().filter(|one| one.inside).collect();
        let unasked =
            |confidence: f64| Outcome { is_traffic: false, ..outcome(false, false, confidence) };
        // Many far-off examples would make the questions with an answer, and their mistakes, look
        // rare, were they taken for traffic.
        let with_examples: Vec<Outcome> =
            shoppers.iter().copied().chain((0..2_000).map(|_| unasked(0.01))).collect();
        let as_traffic: Vec<Outcome> =
            with_examples.iter().map(|one| Outcome { is_traffic: true, ..*one }).collect();
        let of = |outcomes: &[Outcome]| threshold(outcomes, 0.05, Rule::Expected);
        assert!(of(&with_examples) > of(&as_traffic), "{} {}", of(&with_examples), of(&as_traffic));
    }

    #[test]
    fn claims_read_well() {
        let claim = Claim::new(460, 0, 0.005, 0.1);
        assert_eq!(
            claim.to_string(),
            "with 460 reviewed and none wrong you may claim at most 0.5 % wrong, at 90 %"
        );
        assert_eq!(Claim::new(20, 1, 0.005, 0.1).needed, 460);
    }

    /// Draws so many cases from a world where confidence means what it says, and returns the
    /// true risk of the threshold that the rule chooses.
    fn true_risk(seed: u64, cases: usize, risk: f64, rule: Rule) -> f64 {
        let mut state = seed;
        let mut random = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            #[expect(clippy::cast_precision_loss, reason = "53 random bits")]
            let value = (state >> 11) as f64 / (1_u64 << 53) as f64;
            value
        };
        let drawn: Vec<_> = (0..cases)
            .map(|_| {
                let inside = random() < 0.7;
                let confidence = random();
                outcome(inside, inside && random() < confidence, confidence)
            })
            .collect();
        let t = threshold(&drawn, risk, rule);
        // Inside, confidence c is wrong with 1 - c: the integral from t to 1. Outside, always.
        0.7 * (1.0 - t) * (1.0 - t) / 2.0 + 0.3 * (1.0 - t)
    }

    #[test]
    fn both_rules_keep_their_promise_in_simulation() {
        let risks = |rule| -> Vec<f64> {
            (0..400).map(|seed| true_risk(seed * 7_919 + 1, 1_500, 0.05, rule)).collect()
        };
        let expected = risks(Rule::Expected);
        let mean = expected.iter().sum::<f64>() / count(expected.len());
        assert!(mean <= 0.05 && mean > 0.04, "{mean}");
        let proven = risks(Rule::Proven { doubt: 0.1 });
        let broken = proven.iter().filter(|risk| **risk > 0.05).count();
        // 10 % of 400 is 40; 55 would be seen once in about 150 honest runs.
        assert!(broken <= 55, "{broken} of 400");
    }

    proptest! {
        #[test]
        fn a_threshold_is_never_below_a_coin_toss(
            drawn in proptest::collection::vec((any::<bool>(), any::<bool>(), 0.0..1.0_f64), 0..200),
            risk in 0.0..1.0_f64,
        ) {
            let outcomes: Vec<_> =
                drawn.into_iter().map(|(inside, right, c)| outcome(inside, right && inside, c)).collect();
            let t = threshold(&outcomes, risk, Rule::Expected);
            prop_assert!((LOWEST..=NEVER).contains(&t));
        }
    }
}
