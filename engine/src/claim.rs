//! What an owner may claim after reviewing cases, and what more example questions would bring.

use crate::engine::Engine;
use crate::threshold::Claim;
use crate::train::{DOUBT, Recalibrated};

impl Recalibrated {
    /// What the reviewed cases say about a threshold, each judged by a calibrator that had not
    /// seen it. The owner's own examples of what must not be answered count as reviewed.
    pub fn claim(&self, threshold: f64, risk: f64) -> Claim {
        let is_wrong = |outcome: &&crate::threshold::Outcome| {
            !outcome.is_right && outcome.confidence >= threshold
        };
        let wrong = self.outcomes.iter().filter(is_wrong).count();
        Claim::new(self.outcomes.len(), wrong, risk, DOUBT)
    }
}

impl Engine {
    /// The threshold that this shop would start from with so many example questions an answer.
    pub fn factory_threshold_with(&self, examples_an_answer: f64, risk: f64) -> f64 {
        self.coefficients.threshold(examples_an_answer, risk)
    }
}
