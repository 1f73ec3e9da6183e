//! How similar every example is to every other, and which words each class knows.

use super::cholesky::Symmetric;
use super::examples::{Example, Source};
use super::vocabulary::{Index, Vector, Vocabulary};
use std::collections::BTreeMap;

/// The similarity of all pairs.
pub(crate) fn kernel(index: &Index, vectors: &[Vector]) -> Symmetric {
    let mut kernel = Symmetric::zero(vectors.len());
    for (row, vector) in vectors.iter().enumerate() {
        for (column, similarity) in index.similarities(vector).into_iter().enumerate().take(row + 1)
        {
            kernel.set(row, column, similarity);
        }
    }
    kernel
}

/// How little each kind of example is trusted.
pub(crate) fn noise(example: &Example) -> f64 {
    match example.source {
        Source::Question | Source::Title | Source::Outside { .. } => 0.3,
        Source::Text => 0.5,
    }
}

/// Vectors, their index, and the words of each class.
pub(crate) struct Space {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) vectors: Vec<Vector>,
    pub(crate) index: Index,
    pub(crate) lexicon: Lexicon,
}

impl Space {
    pub(crate) fn new(locale: &str, examples: &[Example]) -> Self {
        let vocabulary =
            Vocabulary::new(locale, examples.iter().map(|example| example.words.as_slice()));
        let vectors: Vec<_> = examples.iter().map(|e| vocabulary.vector(&e.words)).collect();
        let index = Index::new(&vocabulary, &vectors);
        Self { vocabulary, vectors, index, lexicon: Lexicon::new(examples) }
    }
}

/// In how many examples of each class a word stands.
pub(crate) struct Lexicon {
    words: BTreeMap<String, BTreeMap<usize, u32>>,
    examples: f64,
}

/// The distinct words of a text and the share of their weight that classes know.
pub(crate) struct Coverage {
    /// By class, from 0 to 1.
    pub(crate) by_class: Vec<f64>,
    /// By any class.
    pub(crate) any: f64,
    /// Distinct words.
    pub(crate) words: usize,
    /// Words that no class knows.
    pub(crate) unknown: Vec<String>,
}

impl Lexicon {
    fn new(examples: &[Example]) -> Self {
        let mut words: BTreeMap<String, BTreeMap<usize, u32>> = BTreeMap::new();
        for example in examples {
            for word in distinct(&example.words) {
                *words.entry(word.clone()).or_default().entry(example.class).or_default() += 1;
            }
        }
        Self { words, examples: examples.iter().map(|_| 1.0).sum() }
    }

    /// How well classes cover the words of a text, as if the examples in `without` (a class and
    /// the words of one of its examples) had not been there.
    pub(crate) fn coverage(
        &self,
        text: &[String],
        without: &BTreeMap<&str, BTreeMap<usize, u32>>,
        classes: usize,
    ) -> Coverage {
        let mut coverage =
            Coverage { by_class: vec![0.0; classes], any: 0.0, words: 0, unknown: Vec::new() };
        let mut total = 0.0;
        let none = BTreeMap::new();
        for word in distinct(text) {
            let counts = self.words.get(word).unwrap_or(&none);
            let left_out = without.get(word.as_str()).unwrap_or(&none);
            let left = |class: &usize, count: &u32| {
                count - left_out.get(class).copied().unwrap_or_default().min(*count)
            };
            let known: u32 = counts.iter().map(|(class, count)| left(class, count)).sum();
            let weight = (1.0 + (self.examples + 0.5) / (f64::from(known) + 0.5)).ln();
            total += weight;
            coverage.words += 1;
            if known == 0 {
                coverage.unknown.push(word.clone());
                continue;
            }
            coverage.any += weight;
            for (class, count) in counts {
                if left(class, count) > 0 {
                    coverage.by_class[*class] += weight;
                }
            }
        }
        for share in coverage.by_class.iter_mut().chain([&mut coverage.any]) {
            *share /= f64::max(total, f64::MIN_POSITIVE);
        }
        coverage
    }
}

/// How often each word stands in some examples, by class: what to leave out.
pub(crate) fn counts<'a>(
    examples: impl Iterator<Item = &'a Example>,
) -> BTreeMap<&'a str, BTreeMap<usize, u32>> {
    let mut counts: BTreeMap<&str, BTreeMap<usize, u32>> = BTreeMap::new();
    for example in examples {
        for word in distinct(&example.words) {
            *counts.entry(word).or_default().entry(example.class).or_default() += 1;
        }
    }
    counts
}

fn distinct(words: &[String]) -> Vec<&String> {
    let mut distinct: Vec<_> = words.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}
