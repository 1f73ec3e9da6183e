//! What characters are to a reader, wherever text comes from a stranger.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// White space, and the format characters that show nothing or turn the direction of what
/// follows. They come along when text is copied, or are there to mislead.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The longest word that is searched by, in characters.
const MAX_WORD_CHARS: usize = 64;

/// The words of a text as a search compares them: without case, accents and marks.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(MAX_WORD_CHARS).collect()).collect()
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Taken apart on both sides of the change of case: signs such as № hold capitals, and some small
    // letters have marks that their capitals had not.
    let lower = text.nfkd().flat_map(char::to_lowercase);
    for c in lower.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ð' | 'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

/// What may stand within a word without being seen.
fn is_invisible_mark(c: char) -> bool {
    is_invisible(c) && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_marks() {
        for (text, expected) in [
            ("Résumé, CAFÉ!", vec!["resume", "cafe"]),
            ("Ærlig øl på Łódź – Straße", vec!["aerlig", "ol", "pa", "lodz", "strasse"]),
            ("V-1042 ann@mail.example", vec!["v", "1042", "ann", "mail", "example"]),
            ("İstanbul ışık", vec!["istanbul", "isik"]),
            ("re\u{ad}fund e\u{301}t\u{e9}", vec!["refund", "ete"]),
            ("ﬁt № ٣", vec!["fit", "no", "٣"]),
            ("  ... ", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(words(&"x".repeat(100))[0].len(), MAX_WORD_CHARS);
    }
}
