//! What ships with the product: the calibrator and the thresholds that were trained on public
//! questions (`cargo xtask train-calibrator`), once with sentence vectors and once with words only.

use crate::calibrate::Calibrator;
use crate::threshold::NEVER;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};

const WITH_ENCODER: &str = include_str!("encoder.json");
const WORDS_ONLY: &str = include_str!("words.json");

/// One coefficients file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coefficients {
    /// The day on which it was trained.
    pub(crate) version: String,
    /// What it was trained on, with licences.
    pub(crate) sources: Vec<String>,
    /// Thresholds for shops of no reviewed cases, by how many example questions an answer has.
    pub(crate) thresholds: Vec<Thresholds>,
    pub(crate) calibrator: Calibrator,
}

/// The thresholds for shops with so many example questions an answer, and more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thresholds {
    pub(crate) examples_an_answer: f64,
    /// Accepted risk and threshold, strictest first.
    pub(crate) by_risk: Vec<(f64, f64)>,
}

static ENCODER: LazyLock<Arc<Coefficients>> = LazyLock::new(|| parse(WITH_ENCODER));
static WORDS: LazyLock<Arc<Coefficients>> = LazyLock::new(|| parse(WORDS_ONLY));

fn parse(json: &str) -> Arc<Coefficients> {
    Arc::new(Coefficients::parse(json).expect("the shipped coefficients are tested"))
}

/// The coefficients for an engine with or without an encoder.
pub(crate) fn shipped(encoder: bool) -> Arc<Coefficients> {
    Arc::clone(if encoder { &ENCODER } else { &WORDS })
}

impl Coefficients {
    /// Reads a coefficients file.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The threshold for a shop with so many examples an answer, before any case was reviewed.
    pub(crate) fn threshold(&self, examples_an_answer: f64, risk: f64) -> f64 {
        let fits = |row: &&Thresholds| row.examples_an_answer <= examples_an_answer;
        let Some(row) = self.thresholds.iter().rev().find(fits) else { return NEVER };
        let kept = row.by_risk.iter().rev().find(|(kept, _)| *kept <= risk);
        kept.map_or(NEVER, |(_, threshold)| *threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_whole_and_stricter_where_less_is_known() {
        for shipped in [shipped(true), shipped(false)] {
            assert!(!shipped.sources.is_empty() && !shipped.version.is_empty());
            for risk in [0.001, 0.005, 0.02, 0.1] {
                let by_examples: Vec<f64> =
                    [1.0, 3.0, 5.0, 10.0, 50.0].map(|n| shipped.threshold(n, risk)).to_vec();
                assert!(by_examples.is_sorted_by(|a, b| a >= b), "{risk}: {by_examples:?}");
            }
            assert!(shipped.threshold(0.0, 0.5) >= NEVER);
            assert!(shipped.threshold(10.0, 0.0) >= NEVER);
        }
    }
}
