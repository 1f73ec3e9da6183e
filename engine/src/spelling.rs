//! Slips of the finger: a word that nobody knows, one letter away from a word that the shop's own
//! text uses.
//!
//! Known words are found by what is left when one letter is dropped (the symmetric delete method
//! of `SymSpell`, Garbe 2012), so that a look-up costs as many steps as the word has letters.

use std::collections::{HashMap, HashSet};

/// The fewest letters of a word that is put right: shorter ones lie too close together.
const SHORTEST: usize = 5;

/// The words of a shop.
pub(crate) struct Spelling {
    // Looked up, never walked through: their order reaches no result.
    known: HashSet<String>,
    shortened: HashMap<String, Vec<String>>,
}

impl Spelling {
    /// Learns how words are written.
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a String>) -> Self {
        let mut spelling = Self { known: HashSet::new(), shortened: HashMap::new() };
        for word in words {
            if !spelling.known.insert(word.clone()) || !is_candidate(word) {
                continue;
            }
            for short in shortened(word) {
                spelling.shortened.entry(short).or_default().push(word.clone());
            }
        }
        spelling
    }

    /// The word that was probably meant, if it is another one and there is no doubt which.
    pub(crate) fn meant(&self, word: &str) -> Option<&str> {
        if self.known.contains(word) || !is_candidate(word) {
            return None;
        }
        let mut found: Vec<&String> = shortened(word)
            .chain([word.to_owned()])
            .filter_map(|short| self.shortened.get(&short))
            .flatten()
            .chain(shortened(word).filter_map(|short| self.known.get(&short)))
            .filter(|other| is_candidate(other) && is_slip(word, other))
            .collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

fn is_candidate(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// A word without each one of its letters.
fn shortened(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(move |(place, letter)| {
        let mut short = word.to_owned();
        short.replace_range(place..place + letter.len_utf8(), "");
        short
    })
}

/// Whether one letter was dropped, added, changed, or two neighbours swapped. The first letter is
/// hardly ever wrong, and endings are grammar rather than slips.
fn is_slip(word: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle = |word: &[char]| word.len().saturating_sub(same_start + same_end);
    let swapped = middle(&a) == 2
        && middle(&b) == 2
        && a[same_start] == b[same_start + 1]
        && a[same_start + 1] == b[same_start];
    let one = middle(&a) <= 1 && middle(&b) <= 1;
    same_start > 0 && same_end > 0 && (one || swapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_put_right_where_there_is_no_doubt() {
        let words = ["delivery", "return", "refund", "mattress", "country", "counter"];
        let words: Vec<String> = words.map(str::to_owned).to_vec();
        let spelling = Spelling::new(words.iter());
        for (written, meant) in [
            ("delivry", "delivery"),
            ("delievry", "delivery"),
            ("retrun", "return"),
            ("refunnd", "refund"),
            ("matress", "mattress"),
            ("coumtry", "country"),
            ("returns", ""),
            ("delivery", ""),
            ("refind", "refund"),
            ("xyzzy", ""),
            ("ñandú", ""),
            ("", ""),
        ] {
            assert_eq!(spelling.meant(written).unwrap_or_default(), meant, "{written}");
        }
    }
}
