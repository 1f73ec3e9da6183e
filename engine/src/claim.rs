//! What more example questions would bring.

use crate::engine::Engine;

impl Engine {
    /// The threshold that this shop would start from with so many example questions an answer.
    pub fn factory_threshold_with(&self, examples_an_answer: f64, risk: f64) -> f64 {
        self.coefficients.threshold(examples_an_answer, risk)
    }
}
