//! What is usual in a shop: how much its own questions score when they are left out, and how much
//! questions score whose whole answer is left out. A score means something only beside these.

use crate::features::{Features, MARGIN, MEANING, SCORE, USUAL};
use crate::math::quantile;

/// How far a value can be from the usual before it makes no difference any more.
const FARTHEST: f64 = 6.0;
/// The smallest spread that is believed.
const NARROWEST: f64 = 0.02;

/// The middle of some values and how far they lie around it.
#[derive(Clone, Copy, Debug)]
struct Usual {
    middle: f64,
    spread: f64,
}

impl Usual {
    /// The value at a share of the way through, and the distance of the middle half.
    fn of(mut values: Vec<f64>, at: f64, otherwise: f64) -> Self {
        if values.is_empty() {
            return Self { middle: otherwise, spread: 0.2 };
        }
        let (low, high) = (quantile(&mut values, 0.25), quantile(&mut values, 0.75));
        Self { middle: quantile(&mut values, at), spread: (high - low).max(NARROWEST) }
    }

    /// Where a value lies, in spreads from the middle.
    fn place(self, value: f64) -> f64 {
        ((value - self.middle) / self.spread).clamp(-FARTHEST, FARTHEST)
    }
}

/// What is usual in a shop.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// Of questions that are left out one by one: the score, margin and likeness of their answer.
    score: Usual,
    margin: Usual,
    meaning: Usual,
    /// Of questions whose answer is left out: the high end of what the best other answer gets.
    unknown_score: Usual,
    unknown_meaning: Usual,
    /// By class: the highest score that it gets from questions of an answer that is left out.
    strangers: Vec<f64>,
}

/// What was seen of the questions of a shop.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) score: Vec<f64>,
    pub(crate) margin: Vec<f64>,
    pub(crate) meaning: Vec<f64>,
    pub(crate) unknown_score: Vec<f64>,
    pub(crate) unknown_meaning: Vec<f64>,
    /// Classes and the score that a question got there which belongs elsewhere.
    pub(crate) strangers: Vec<(usize, f64)>,
}

impl Reference {
    pub(crate) fn new(seen: Seen, classes: usize) -> Self {
        let mut strangers = vec![0.0; classes];
        for (class, score) in seen.strangers {
            strangers[class] = f64::max(strangers[class], score);
        }
        Self {
            score: Usual::of(seen.score, 0.5, 0.6),
            margin: Usual::of(seen.margin, 0.5, 0.4),
            meaning: Usual::of(seen.meaning, 0.5, 0.8),
            unknown_score: Usual::of(seen.unknown_score, 0.9, 0.5),
            unknown_meaning: Usual::of(seen.unknown_meaning, 0.9, 0.7),
            strangers,
        }
    }

    /// The numbers of a choice with those that compare it with what is usual.
    pub(crate) fn complete(&self, mut features: Features, group: &[usize]) -> Features {
        let [score, margin, meaning] = [SCORE, MARGIN, MEANING].map(|at| features[at]);
        let strangers = group.iter().filter_map(|&class| self.strangers.get(class));
        let strangers = strangers.copied().fold(0.0, f64::max);
        features[USUAL..USUAL + 6].copy_from_slice(&[
            self.score.place(score),
            self.margin.place(margin),
            self.meaning.place(meaning),
            self.unknown_score.place(score),
            self.unknown_meaning.place(meaning),
            score - strangers,
        ]);
        features
    }
}
