//! Which words each class knows, and how much of a text they cover.

use crate::math::{ln, share};
use std::collections::{BTreeMap, HashMap};

/// In how many examples of each class a word stands.
pub(crate) struct Lexicon {
    // Looked up, never walked through: its order reaches no result.
    words: HashMap<String, BTreeMap<usize, u32>>,
    examples: usize,
}

/// What of a text is left out when coverage is asked for: the words of some examples, by class.
pub(crate) type Without<'a> = HashMap<&'a str, BTreeMap<usize, u32>>;

/// The distinct words of a text and the share of their weight that classes know.
pub(crate) struct Coverage {
    /// By class, from 0 to 1.
    pub(crate) by_class: Vec<f32>,
    /// By any class.
    pub(crate) any: f64,
    /// Distinct words.
    pub(crate) words: usize,
    /// Words that no class knows.
    pub(crate) unknown: Vec<String>,
}

impl Lexicon {
    /// Counts the words of examples, each given with its class.
    pub(crate) fn new<'a>(examples: impl Iterator<Item = (usize, &'a [String])>) -> Self {
        let mut lexicon = Self { words: HashMap::new(), examples: 0 };
        for (class, words) in examples {
            lexicon.examples += 1;
            for word in distinct(words) {
                let counts = lexicon.words.entry(word.clone()).or_default();
                *counts.entry(class).or_default() += 1;
            }
        }
        lexicon
    }

    /// How well classes cover the words of a text, as if what is left out had not been there.
    pub(crate) fn coverage(
        &self,
        text: &[String],
        without: &Without<'_>,
        classes: usize,
    ) -> Coverage {
        let mut by_class = vec![0.0; classes];
        let (mut any, mut total, mut unknown) = (0.0, 0.0, Vec::new());
        let words = distinct(text);
        let none = BTreeMap::new();
        for word in &words {
            let counts = self.words.get(*word).unwrap_or(&none);
            let left_out = without.get(word.as_str()).unwrap_or(&none);
            let left: Vec<(usize, u32)> = counts
                .iter()
                .map(|(class, count)| {
                    (*class, count - left_out.get(class).unwrap_or(&0).min(count))
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            let known: u32 = left.iter().map(|(_, count)| count).sum();
            let weight = self.rarity(known);
            total += weight;
            if known == 0 {
                unknown.push((*word).clone());
                continue;
            }
            any += weight;
            for (class, _) in left {
                by_class[class] += weight;
            }
        }
        let whole = f64::max(total, f64::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, reason = "shares need no more digits")]
        let by_class = by_class.into_iter().map(|weight| (weight / whole) as f32).collect();
        Coverage { by_class, any: any / whole, words: words.len(), unknown }
    }

    /// How much a word tells that stands in so many examples.
    fn rarity(&self, known: u32) -> f64 {
        ln(1.0 + (1.0 / share(1, self.examples.max(1)) + 0.5) / (f64::from(known) + 0.5))
    }
}

/// How often each word stands in some examples, by class: what to leave out.
pub(crate) fn counts<'a>(examples: impl Iterator<Item = (usize, &'a [String])>) -> Without<'a> {
    let mut counts = Without::new();
    for (class, words) in examples {
        for word in distinct(words) {
            *counts.entry(word.as_str()).or_default().entry(class).or_default() += 1;
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
