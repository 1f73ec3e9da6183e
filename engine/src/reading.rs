//! What is read in a text before it is compared: its words, their stems, and small signals.

use crate::normalise::words;
use crate::signals::{Found, Signals};
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

impl Reader {
    pub(crate) fn new(locale: &str) -> Self {
        Self { signals: Signals::new(locale), stems: Stems::new(locale) }
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
