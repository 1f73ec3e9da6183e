//! Turns evidence into a probability of being right: a logistic regression on standardised
//! numbers and their squares, fitted by Newton's method. The shipped coefficients are where the
//! fit to a shop's own reviewed cases starts from and is held to.

use crate::features::{FEATURES, Features, NAMES};
use crate::math::{count, ln, logistic};
use serde::{Deserialize, Serialize};

/// A constant, the numbers, and their squares.
pub(crate) const TERMS: usize = 1 + 2 * FEATURES;
/// The most steps of Newton's method; the penalty makes the problem so well-behaved that ten do.
const STEPS: usize = 25;
/// The gain, in logarithms of likelihood, at which it is done.
const DONE: f64 = 1e-6;
/// How often a step is halved at most.
const HALVINGS: i32 = 12;
/// How far from the usual a number still makes a difference, in standard deviations.
const FARTHEST: f64 = 4.0;

/// A choice whose outcome is known.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) features: Features,
    pub(crate) is_right: bool,
    pub(crate) weight: f64,
}

/// The fitted probability.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) struct Calibrator {
    mean: Vec<f64>,
    spread: Vec<f64>,
    coefficients: Vec<f64>,
}

/// The form on file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    constant: f64,
    terms: Vec<WrittenTerm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTerm {
    name: String,
    mean: f64,
    spread: f64,
    linear: f64,
    square: f64,
}

impl Calibrator {
    /// Fits the probability to known cases, from nothing. The penalty holds coefficients to 0.
    pub(crate) fn fit(cases: &[Case], penalty: f64) -> Self {
        let (mean, spread) = moments(cases);
        let start = Self { mean, spread, coefficients: vec![0.0; TERMS] };
        start.refit(cases, penalty)
    }

    /// Fits the probability to known cases, starting from what is there. The penalty, in cases,
    /// holds coefficients to what they were. Weights count as cases.
    pub(crate) fn refit(&self, cases: &[Case], penalty: f64) -> Self {
        let terms: Vec<_> = cases.iter().map(|case| self.terms(&case.features)).collect();
        let fit = Fit { start: &self.coefficients, cases, terms: &terms, penalty };
        Self { coefficients: fit.run(), ..self.clone() }
    }

    /// The probability that a choice with this evidence is right, strictly between 0 and 1.
    pub(crate) fn probability(&self, features: &Features) -> f64 {
        logistic(dot(&self.coefficients, &self.terms(features)))
    }

    fn terms(&self, features: &Features) -> [f64; TERMS] {
        let mut terms = [1.0; TERMS];
        for (i, feature) in features.iter().enumerate() {
            let value = ((feature - self.mean[i]) / self.spread[i]).clamp(-FARTHEST, FARTHEST);
            terms[1 + i] = value;
            terms[1 + FEATURES + i] = value * value;
        }
        terms
    }
}

/// A fit under way.
struct Fit<'a> {
    /// The coefficients that the fit is held to.
    start: &'a [f64],
    cases: &'a [Case],
    terms: &'a [[f64; TERMS]],
    penalty: f64,
}

impl Fit<'_> {
    /// Newton's method. A step that makes things worse is halved until it does not: far from the
    /// best place the curve is flat and whole steps go astray.
    fn run(&self) -> Vec<f64> {
        let mut at = self.start.to_vec();
        let mut loss = self.loss(&at);
        for _ in 0..STEPS {
            let step = self.step(&at);
            let moved = |part: f64| -> Vec<f64> {
                at.iter().zip(&step).map(|(value, change)| value + part * change).collect()
            };
            let parts = (0..HALVINGS).map(|times| 0.5_f64.powi(times));
            let better = parts.map(moved).map(|next| (self.loss(&next), next));
            let Some((new_loss, next)) = better.into_iter().find(|(new, _)| *new < loss) else {
                break;
            };
            let gained = loss - new_loss;
            (loss, at) = (new_loss, next);
            if gained < DONE {
                break;
            }
        }
        at
    }

    /// The penalty of a coefficient. The constant is free, but for a trace that keeps the matrix
    /// invertible.
    fn penalty(&self, index: usize) -> f64 {
        if index == 0 { 1e-3 * self.penalty } else { self.penalty }
    }

    /// How badly coefficients fit: the negative logarithm of how likely they make the outcomes.
    fn loss(&self, at: &[f64]) -> f64 {
        let cases = self.cases.iter().zip(self.terms).map(|(case, terms)| {
            let probability = logistic(dot(at, terms));
            -case.weight * ln(if case.is_right { probability } else { 1.0 - probability })
        });
        let held = at.iter().zip(self.start).enumerate();
        let held = held.map(|(i, (at, start))| 0.5 * self.penalty(i) * (at - start).powi(2));
        cases.sum::<f64>() + held.sum::<f64>()
    }

    /// The step that would be right were the curve a parabola.
    fn step(&self, at: &[f64]) -> [f64; TERMS] {
        let mut slope = [0.0; TERMS];
        let mut bends = vec![0.0; TERMS * TERMS];
        for (case, terms) in self.cases.iter().zip(self.terms) {
            let probability = logistic(dot(at, terms));
            let error = f64::from(u8::from(case.is_right)) - probability;
            let bend = case.weight * probability * (1.0 - probability);
            for (i, term) in terms.iter().enumerate() {
                slope[i] += case.weight * error * term;
                let scaled = bend * term;
                for (sum, other) in bends[i * TERMS..][..=i].iter_mut().zip(terms) {
                    *sum += scaled * other;
                }
            }
        }
        for (i, slope) in slope.iter_mut().enumerate() {
            *slope -= self.penalty(i) * (at[i] - self.start[i]);
            bends[i * TERMS + i] += self.penalty(i);
        }
        solve(bends, slope)
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

/// Solves a positive system, given by its lower half, by Cholesky's factor.
fn solve(mut matrix: Vec<f64>, mut right: [f64; TERMS]) -> [f64; TERMS] {
    for i in 0..TERMS {
        let (above, row) = matrix.split_at_mut(i * TERMS);
        for j in 0..i {
            let other = &above[j * TERMS..][..=j];
            row[j] = (row[j] - dot(&row[..j], &other[..j])) / other[j];
        }
        row[i] = (row[i] - dot(&row[..i], &row[..i])).max(f64::MIN_POSITIVE).sqrt();
        right[i] = (right[i] - dot(&row[..i], &right[..i])) / row[i];
    }
    for i in (0..TERMS).rev() {
        let below: f64 = (i + 1..TERMS).map(|j| matrix[j * TERMS + i] * right[j]).sum();
        right[i] = (right[i] - below) / matrix[i * TERMS + i];
    }
    right
}

fn moments(cases: &[Case]) -> (Vec<f64>, Vec<f64>) {
    let total: f64 = cases.iter().map(|case| case.weight).sum::<f64>().max(f64::MIN_POSITIVE);
    let average = |value: &dyn Fn(&Case) -> f64| -> f64 {
        cases.iter().map(|case| case.weight * value(case)).sum::<f64>() / total
    };
    (0..FEATURES)
        .map(|i| {
            let mean = average(&|case| case.features[i]);
            let variance = average(&|case| (case.features[i] - mean).powi(2));
            (mean, variance.sqrt().max(1e-6))
        })
        .unzip()
}

impl TryFrom<Written> for Calibrator {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let names = written.terms.iter().map(|term| term.name.as_str());
        if !names.eq(NAMES) {
            return Err("the terms are not those of this engine; train again".to_owned());
        }
        let terms = || written.terms.iter();
        let linear = terms().map(|term| term.linear);
        let square = terms().map(|term| term.square);
        Ok(Self {
            mean: terms().map(|term| term.mean).collect(),
            spread: terms().map(|term| term.spread.max(1e-6)).collect(),
            coefficients: [written.constant].into_iter().chain(linear).chain(square).collect(),
        })
    }
}

impl From<Calibrator> for Written {
    fn from(calibrator: Calibrator) -> Self {
        let rounded = |value: f64| (value * 1e6).round() / 1e6;
        let term = |(i, name): (usize, &&str)| WrittenTerm {
            name: (*name).to_owned(),
            mean: rounded(calibrator.mean[i]),
            spread: rounded(calibrator.spread[i]),
            linear: rounded(calibrator.coefficients[1 + i]),
            square: rounded(calibrator.coefficients[1 + FEATURES + i]),
        };
        Self {
            constant: rounded(calibrator.coefficients[0]),
            terms: NAMES.iter().enumerate().map(term).collect(),
        }
    }
}

/// Weights that give each group its share of all cases together.
pub(crate) fn weigh(cases: &mut [(usize, Case)], shares: &[f64]) {
    let total = count(cases.len());
    for (group, share) in shares.iter().enumerate() {
        let members = cases.iter().filter(|(other, _)| *other == group).count();
        for (_, case) in cases.iter_mut().filter(|(other, _)| *other == group) {
            case.weight = total * share / count(members);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(score: f64, is_right: bool) -> Case {
        let mut features = [0.0; FEATURES];
        features[0] = score;
        Case { features, is_right, weight: 1.0 }
    }

    fn cases(often: u32) -> Vec<Case> {
        (0..1_000)
            .map(|i| {
                let is_good = i % 2 == 0;
                let is_right = if is_good { i % (2 * often) != 0 } else { i % 5 == 0 };
                case(f64::from(u8::from(is_good)), is_right)
            })
            .collect()
    }

    #[test]
    fn probabilities_match_frequencies() {
        let calibrator = Calibrator::fit(&cases(10), 1.0);
        let probability = |score| calibrator.probability(&case(score, true).features);
        assert!((probability(1.0) - 0.9).abs() < 0.01, "{}", probability(1.0));
        assert!((probability(0.0) - 0.2).abs() < 0.01, "{}", probability(0.0));
    }

    #[test]
    fn few_cases_of_a_shop_move_little_and_many_move_all() {
        let shipped = Calibrator::fit(&cases(10), 1.0);
        let probability = |it: &Calibrator| it.probability(&case(1.0, true).features);
        let none = shipped.refit(&[], 10.0);
        assert!((probability(&none) - probability(&shipped)).abs() < 1e-9);
        let worse = cases(2);
        let little = probability(&shipped.refit(&worse[..10], 10.0));
        let all = probability(&shipped.refit(&worse, 10.0));
        assert!(all < little && little < probability(&shipped), "{all} {little}");
        assert!((all - 0.5).abs() < 0.05, "{all}");
    }

    #[test]
    fn coefficients_are_kept_under_their_names() {
        let calibrator = Calibrator::fit(&cases(10), 1.0);
        let json = serde_json::to_string(&calibrator).unwrap();
        let read: Calibrator = serde_json::from_str(&json).unwrap();
        let features = case(1.0, true).features;
        assert!((read.probability(&features) - calibrator.probability(&features)).abs() < 1e-4);
        let other = json.replacen("\"margin\"", "\"marginal\"", 1);
        assert!(serde_json::from_str::<Calibrator>(&other).is_err());
    }
}
