//! Learning from reviewed cases how much an engine's confidence is worth.

use crate::calibrate::{Calibrator, Case};
use crate::decision::Question;
use crate::engine::{Engine, Learnt, best};
use crate::evaluate::{EvalCase, Expect};
use crate::evidence::Evidence;
use crate::knowledge::Target;
use crate::threshold::{Outcome, Rule, threshold};

/// How many parts reviewed cases are split into, so that none is judged by a calibrator that saw it.
const FOLDS: usize = 5;
/// How many cases the shipped coefficients count for against a shop's own.
const SHIPPED_COUNTS: f64 = 30.0;
/// The doubt that a proof leaves.
const DOUBT: f64 = 0.1;

impl Engine {
    /// The same engine with how much its confidence is worth learnt from reviewed cases. It starts
    /// from what ships, whatever it was calibrated by before.
    #[must_use]
    pub fn calibrated_by(self, reviewed: &[EvalCase], risk: f64) -> Recalibrated {
        let shipped = &self.coefficients.calibrator;
        let reviews = self.learnt.reviews(reviewed);
        let cases: Vec<Case> = reviews.iter().map(|review| review.case.clone()).collect();
        let outcomes = crossed(shipped, &reviews);
        let calibrator = shipped.refit(&cases, SHIPPED_COUNTS);
        let choose = |rule| threshold(&outcomes, risk, rule);
        let (expected, proven) = (choose(Rule::Expected), choose(Rule::Proven { doubt: DOUBT }));
        let engine = Self { calibrator, ..self }.with_threshold(expected);
        Recalibrated { engine, proven, outcomes }
    }
}

/// An engine that was calibrated by reviewed cases.
pub struct Recalibrated {
    pub engine: Engine,
    /// The threshold that keeps the risk but for a doubt of 10 %.
    pub proven: f64,
    pub(crate) outcomes: Vec<Outcome>,
}

impl Recalibrated {
    /// The threshold for another risk: that of the expected share of wrong answers, and the
    /// proven one.
    pub fn thresholds(&self, risk: f64) -> (f64, f64) {
        let choose = |rule| threshold(&self.outcomes, risk, rule);
        (choose(Rule::Expected), choose(Rule::Proven { doubt: DOUBT }))
    }
}

/// A reviewed question, as the calibrator sees it.
struct Review {
    pub(crate) inside: bool,
    pub(crate) is_traffic: bool,
    pub(crate) case: Case,
}

/// Each case's outcome by a calibrator that has not seen its part of the cases.
fn crossed(shipped: &Calibrator, reviews: &[Review]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(reviews.len());
    for fold in 0..FOLDS {
        let others = reviews.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let others: Vec<Case> = others.map(|(_, review)| review.case.clone()).collect();
        let calibrator = shipped.refit(&others, SHIPPED_COUNTS);
        let own = reviews.iter().enumerate().filter(|(index, _)| index % FOLDS == fold);
        outcomes.extend(own.map(|(_, review)| Outcome {
            inside: review.inside,
            is_traffic: review.is_traffic,
            confidence: calibrator.probability(&review.case.features),
            is_right: review.case.is_right,
        }));
    }
    outcomes
}

impl Learnt {
    /// Reviewed cases, and with them the owner's own examples of what is not to be answered.
    fn reviews(&self, cases: &[EvalCase]) -> Vec<Review> {
        // What several questions at once get says nothing about a single choice.
        let single = cases.iter().filter(|case| !matches!(case.expect, Expect::Answers(_)));
        let asked = single.filter_map(|case| {
            let question = Question { text: &case.question, after: case.after.as_ref() };
            let evidence = self.evidence(question.text)?;
            let expected = self.class(&case.expect);
            Some(self.review(&evidence, expected))
        });
        let known = self.outside.iter().map(|features| Review {
            inside: false,
            is_traffic: false,
            case: Case { features: *features, is_right: false, weight: 1.0 },
        });
        asked.chain(known).collect()
    }

    fn review(&self, evidence: &Evidence, expected: Option<usize>) -> Review {
        let best = best(&self.examples, evidence);
        let features = evidence.features(&[best], &self.examples, &self.reference);
        let is_right = expected == Some(best);
        Review {
            inside: expected.is_some(),
            is_traffic: true,
            case: Case { features, is_right, weight: 1.0 },
        }
    }

    /// The class that a question should lead to; nothing where it has no answer here.
    fn class(&self, expect: &Expect) -> Option<usize> {
        let wanted = match expect {
            Expect::Answer(id) => Target::Answer(id.clone()),
            Expect::Order => Target::Order,
            Expect::Answers(_) | Expect::Handoff => return None,
        };
        self.targets.iter().position(|target| target.as_ref() == Some(&wanted))
    }
}
