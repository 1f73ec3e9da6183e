//! Splits a text into the word pieces of uncased BERT: clean, decompose, strip marks, lower-case,
//! split at blanks, punctuation and Chinese characters, then the longest entries of the vocabulary.
//! The pieces are those of Hugging Face's `tokenizers`, except that a shopper who types `[SEP]`
//! gets brackets and letters: nothing in a text has a special meaning.

use std::collections::HashMap;
use unicode_categories::UnicodeCategories;
use unicode_normalization::UnicodeNormalization;

/// A longer word is unknown as a whole.
const LONGEST_WORD: usize = 100;

/// The vocabulary, ready to split texts.
pub struct WordPiece {
    /// Entries that begin a word.
    beginnings: HashMap<Box<str>, u32>,
    /// Entries that continue one, without the `##` before them.
    continuations: HashMap<Box<str>, u32>,
    /// Letters of the longest entry.
    longest_entry: usize,
    start: u32,
    end: u32,
    unknown: u32,
}

impl WordPiece {
    /// Takes `vocab.txt`, one entry a line. `None` if it lacks an entry that every text needs.
    pub fn new(vocabulary: &str) -> Option<Self> {
        let mut beginnings: HashMap<Box<str>, u32> = HashMap::new();
        let mut continuations: HashMap<Box<str>, u32> = HashMap::new();
        for (id, entry) in (0..).zip(vocabulary.lines()) {
            match entry.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => continuations.insert(rest.into(), id),
                None => beginnings.insert(entry.into(), id),
            };
        }
        let entries = beginnings.keys().chain(continuations.keys());
        Some(Self {
            longest_entry: entries.map(|entry| entry.chars().count()).max()?,
            start: *beginnings.get("[CLS]")?,
            end: *beginnings.get("[SEP]")?,
            unknown: *beginnings.get("[UNK]")?,
            beginnings,
            continuations,
        })
    }

    /// Whether a lower-case word is an entry of its own.
    pub fn knows(&self, word: &str) -> bool {
        self.beginnings.contains_key(word)
    }

    /// The ids of a text's pieces between `[CLS]` and `[SEP]`, at most `longest` in all.
    pub fn encode(&self, text: &str, longest: usize) -> Vec<u32> {
        let mut pieces = vec![self.start];
        for_each_word(text, |word| {
            self.split(word, &mut pieces);
            pieces.len() < longest
        });
        pieces.truncate(longest.saturating_sub(1));
        pieces.push(self.end);
        pieces
    }

    /// Appends the pieces of one word.
    fn split(&self, word: &[char], pieces: &mut Vec<u32>) {
        let before = pieces.len();
        let mut rest = if word.len() > LONGEST_WORD { &[] } else { word };
        let mut known = !rest.is_empty();
        while known && !rest.is_empty() {
            let entries =
                if pieces.len() == before { &self.beginnings } else { &self.continuations };
            if let Some((id, length)) = self.longest_match(entries, rest) {
                pieces.push(id);
                rest = &rest[length..];
            } else {
                known = false;
            }
        }
        if !known {
            pieces.truncate(before);
            pieces.push(self.unknown);
        }
    }

    /// The longest entry that `letters` begin with, and its length.
    fn longest_match(
        &self,
        entries: &HashMap<Box<str>, u32>,
        letters: &[char],
    ) -> Option<(u32, usize)> {
        let mut length = letters.len().min(self.longest_entry);
        let mut candidate: String = letters[..length].iter().collect();
        while length > 0 {
            if let Some(id) = entries.get(candidate.as_str()) {
                return Some((*id, length));
            }
            candidate.pop();
            length -= 1;
        }
        None
    }
}

/// Calls `take` with each word until it returns false.
fn for_each_word(text: &str, mut take: impl FnMut(&[char]) -> bool) {
    let mut word = Vec::new();
    for letter in normalise(text) {
        let alone = is_punctuation(letter) || is_chinese(letter);
        if !alone && !letter.is_whitespace() {
            word.push(letter);
            continue;
        }
        let more = word.is_empty() || take(&word);
        word.clear();
        if !more || alone && !take(&[letter]) {
            return;
        }
    }
    if !word.is_empty() {
        take(&word);
    }
}

fn normalise(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|letter| !is_dirt(*letter))
        .nfd()
        .filter(|letter| !letter.is_mark_nonspacing())
        .flat_map(char::to_lowercase)
}

/// Control and format characters, private ones, and the sign for what could not be decoded.
fn is_dirt(letter: char) -> bool {
    let blank = matches!(letter, '\t' | '\n' | '\r');
    letter == '\u{FFFD}' || (!blank && letter.is_other())
}

fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation() || letter.is_punctuation()
}

/// The blocks of Chinese characters as the reference has them, gaps included.
fn is_chinese(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x4E00..=0x9FFF
            | 0x3400..=0x4DBF
            | 0x2_0000..=0x2_A6DF
            | 0x2_A700..=0x2_B73F
            | 0x2_B740..=0x2_B81F
            | 0x2_B920..=0x2_CEAF
            | 0xF900..=0xFAFF
            | 0x2_F800..=0x2_FA1F
    )
}
