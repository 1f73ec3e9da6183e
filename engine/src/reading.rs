//! What is read in a text before it is compared: its words, their stems, and small signals.

use crate::normalise::words;
use crate::signals::{Found, Signal, Signals};
use crate::stems::Stems;

/// Reads texts of one language.
pub(crate) struct Reader {
    signals: Signals,
    stems: Stems,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) words: Vec<String>,
    /// The words without their endings.
    pub(crate) stems: Vec<String>,
    pub(crate) signals: Found,
    /// Whether it names a number.
    pub(crate) has_digits: bool,
    /// Whether it asks: it has a question mark, or a word that asks.
    pub(crate) asks: bool,
}

/// The fewest words of a part that says something of its own.
const PART_WORDS: usize = 3;

impl Reader {
    pub(crate) fn new(locale: &str) -> Self {
        Self { signals: Signals::new(locale), stems: Stems::new(locale) }
    }

    /// The parts of a text around words that join questions: "also", "and how".
    pub(crate) fn joined<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut parts = Vec::new();
        let mut rest = text;
        let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace());
        for (at, _) in spaces {
            let begun = text.len() - rest.len();
            let Some(before) = text.get(begun..at) else { continue };
            let after = text[at..].trim_start();
            let mut next = after.split_whitespace().map(words);
            let (join, then) = (next.next().unwrap_or_default(), next.next().unwrap_or_default());
            let join = self.signals.of(&join);
            let then = self.signals.of(&then);
            let joins = join.has(&Signal::Joining)
                || join.has(&Signal::And) && (then.asks() || then.has(&Signal::Joining));
            let tail = after.split_once(char::is_whitespace).map_or("", |(_, tail)| tail);
            if joins && words(before).len() >= PART_WORDS && words(tail).len() >= PART_WORDS {
                parts.push(before);
                rest = tail;
            }
        }
        parts.push(rest);
        parts
    }

    pub(crate) fn read(&self, text: &str) -> Reading {
        let words = words(text);
        let signals = self.signals.of(&words);
        Reading {
            stems: self.stems.of(&words),
            has_digits: words.iter().any(|word| word.chars().any(char::is_numeric)),
            asks: text.contains(['?', '？', '؟']) || signals.asks(),
            signals,
            words,
        }
    }
}
