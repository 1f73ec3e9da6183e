//! Turns evidence into a probability of being right: a logistic regression on standardised
//! numbers and their squares, fitted by Newton's method.

use super::cholesky::{Symmetric, dot};
use super::evidence::{FEATURES, Features};

/// A constant, the numbers, and their squares.
const TERMS: usize = 1 + 2 * FEATURES;
/// How strongly coefficients are held near zero.
const PENALTY: f64 = 1.0;
/// The most steps of Newton's method; the penalty makes the problem so well-behaved that ten do.
const STEPS: usize = 25;
/// The change of all coefficients together at which it is done.
const DONE: f64 = 1e-9;

/// A choice whose outcome is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) features: Features,
    pub(crate) is_right: bool,
    pub(crate) weight: f64,
}

/// The fitted probability.
#[derive(Clone, Debug)]
pub(crate) struct Calibrator {
    mean: Features,
    spread: Features,
    coefficients: [f64; TERMS],
}

impl Calibrator {
    /// Fits the probability to known cases. Weights are scaled so that they count as many cases
    /// as there are.
    pub(crate) fn fit(cases: &[Case]) -> Self {
        let (mean, spread) = moments(cases);
        let mut calibrator = Self { mean, spread, coefficients: [0.0; TERMS] };
        let terms: Vec<_> = cases.iter().map(|case| calibrator.terms(&case.features)).collect();
        let total: f64 = cases.iter().map(|case| case.weight).sum();
        let scale = super::binomial::count(cases.len()) / total.max(f64::MIN_POSITIVE);
        for _ in 0..STEPS {
            if calibrator.step(cases, &terms, scale) < DONE {
                break;
            }
        }
        calibrator
    }

    /// One step of Newton's method; returns how far it went.
    fn step(&mut self, cases: &[Case], terms: &[[f64; TERMS]], scale: f64) -> f64 {
        let mut slope = [0.0; TERMS];
        let mut sums = [[0.0; TERMS]; TERMS];
        for (case, terms) in cases.iter().zip(terms) {
            let probability = logistic(dot(&self.coefficients, terms));
            let weight = case.weight * scale;
            let error = f64::from(u8::from(case.is_right)) - probability;
            let bend = weight * probability * (1.0 - probability);
            for i in 0..TERMS {
                slope[i] += weight * error * terms[i];
                let scaled = bend * terms[i];
                for j in 0..=i {
                    sums[i][j] += scaled * terms[j];
                }
            }
        }
        let mut curvature = Symmetric::zero(TERMS);
        for (i, sums) in sums.iter().enumerate() {
            for (j, sum) in sums.iter().enumerate().take(i + 1) {
                curvature.set(i, j, *sum);
            }
        }
        for (i, slope) in slope.iter_mut().enumerate() {
            // The constant is free, but for a trace that keeps the matrix invertible.
            let penalty = if i == 0 { 1e-3 } else { PENALTY };
            *slope -= penalty * self.coefficients[i];
            curvature.set(i, i, curvature.get(i, i) + penalty);
        }
        let inverse = curvature.inverse();
        let mut moved = 0.0;
        for i in 0..TERMS {
            let change: f64 = (0..TERMS).map(|j| inverse.get(i, j) * slope[j]).sum();
            self.coefficients[i] += change.clamp(-1.0, 1.0);
            moved += change.abs();
        }
        moved
    }

    /// The probability that a choice with this evidence is right, strictly between 0 and 1.
    pub(crate) fn probability(&self, features: &Features) -> f64 {
        logistic(dot(&self.coefficients, &self.terms(features)))
    }

    fn terms(&self, features: &Features) -> [f64; TERMS] {
        let mut terms = [1.0; TERMS];
        for i in 0..FEATURES {
            let value = ((features[i] - self.mean[i]) / self.spread[i]).clamp(-4.0, 4.0);
            terms[1 + i] = value;
            terms[1 + FEATURES + i] = value * value;
        }
        terms
    }
}

fn moments(cases: &[Case]) -> (Features, Features) {
    let total: f64 = cases.iter().map(|case| case.weight).sum::<f64>().max(f64::MIN_POSITIVE);
    let average = |value: &dyn Fn(&Case, usize) -> f64| {
        let mut sums = [0.0; FEATURES];
        for case in cases {
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum += case.weight * value(case, i) / total;
            }
        }
        sums
    };
    let mean = average(&|case, i| case.features[i]);
    let spread = average(&|case, i| (case.features[i] - mean[i]).powi(2));
    (mean, spread.map(|variance| variance.sqrt().max(1e-6)))
}

fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value.clamp(-20.0, 20.0)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_match_frequencies() {
        let case = |score: f64, is_right| {
            let mut features = [0.0; FEATURES];
            features[0] = score;
            Case { features, is_right, weight: 1.0 }
        };
        let cases: Vec<_> = (0..1_000)
            .map(|i| {
                let is_good = i % 2 == 0;
                case(f64::from(u8::from(is_good)), if is_good { i % 20 != 0 } else { i % 5 == 0 })
            })
            .collect();
        let calibrator = Calibrator::fit(&cases);
        let probability = |score| calibrator.probability(&case(score, true).features);
        assert!((probability(1.0) - 0.9).abs() < 0.01, "{}", probability(1.0));
        assert!((probability(0.0) - 0.2).abs() < 0.01, "{}", probability(0.0));
    }
}
