//! Brings questions and texts to one form: what differs only in case, width, accents or hidden
//! characters is the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text: lower-case runs of letters and digits, with apostrophes inside words.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && !is_combining_mark(c))
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The sentences of a text, roughly: what stands between full stops, question marks and lines.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', '\n', ';', '。', '？', '！']).filter(|part| !part.trim().is_empty())
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut after_latin = false;
    for character in text.nfkc().flat_map(char::to_lowercase).nfd() {
        match character {
            // Accents of Latin letters go, for shoppers who type without them; marks of other
            // scripts carry meaning.
            mark if is_combining_mark(mark) && after_latin => {}
            '\u{2019}' | '\u{02BC}' | '`' | '\u{B4}' => folded.push('\''),
            'ß' => folded.push_str("ss"),
            hidden if is_hidden(hidden) => {}
            other => {
                after_latin = other.is_ascii_alphabetic();
                folded.push(other);
            }
        }
    }
    folded
}

fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        let expected = ["where's", "my", "order"];
        for text in
            ["Where\u{2019}s my order?", "WHERE'S\tMY order", "ｗｈｅｒｅ'ｓ my or\u{200b}der"]
        {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(words("Größe? Rücksendung über 50 €"), ["grosse", "rucksendung", "uber", "50"]);
        assert_eq!(words("'quoted'"), ["quoted"]);
    }

    #[test]
    fn emoji_and_marks_alone_are_no_words() {
        for text in ["", "😀👍🏽", "?!…", "\u{200b}", "''"] {
            assert!(words(text).is_empty(), "{text:?}");
        }
        assert_eq!(words("配送はいつ").len(), 1);
    }
}
