//! What words of the trade mean the same: "send it back" and "return" are one concept. Ships
//! with the product, so that a shop need not think of every way to say a thing.

use crate::normalise::words;
use std::collections::{BTreeMap, BTreeSet};

const ENGLISH: &str = include_str!("en.json");

/// Phrases of one to four words and the concepts they stand for.
pub(crate) struct Concepts {
    phrases: BTreeMap<Vec<String>, Vec<String>>,
    longest: usize,
}

impl Concepts {
    /// The concepts of a language; none where none ship.
    pub(crate) fn new(locale: &str) -> Self {
        let mut concepts = Self { phrases: BTreeMap::new(), longest: 0 };
        if locale.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en")) {
            let shipped: BTreeMap<String, Vec<String>> =
                serde_json::from_str(ENGLISH).expect("the shipped concepts are tested");
            for (concept, phrases) in &shipped {
                for phrase in phrases {
                    concepts.add(concept, phrase);
                }
            }
        }
        concepts
    }

    fn add(&mut self, concept: &str, phrase: &str) {
        let phrase = words(phrase);
        self.longest = self.longest.max(phrase.len());
        self.phrases.entry(phrase).or_default().push(concept.to_owned());
    }

    /// The concepts in a text.
    pub(crate) fn of(&self, words: &[String]) -> BTreeSet<&str> {
        let phrases = (1..=self.longest).flat_map(|length| words.windows(length));
        phrases
            .filter_map(|phrase| self.phrases.get(phrase))
            .flatten()
            .map(String::as_str)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_words_share_a_concept() {
        let concepts = Concepts::new("en-GB");
        for text in ["can I send it back?", "returns", "I want to take them back"] {
            assert!(concepts.of(&words(text)).contains("return"), "{text}");
        }
        assert!(concepts.of(&words("xyz")).is_empty());
        assert!(Concepts::new("ja").of(&words("return")).is_empty());
    }
}
