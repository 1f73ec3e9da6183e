//! Characters that can make a text read other than it is stored: none may enter approved text.

/// What is wrong with the first bad character of a text, and the line it stands on.
pub(crate) fn first_bad_character(text: &str) -> Option<(usize, String)> {
    let mut line = 1;
    let mut previous = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if let Some(name) = bad_name(character, previous, next) {
            let code = u32::from(character);
            return Some((line, format!("remove the {name} character (U+{code:04X})")));
        }
        line += usize::from(character == '\n');
        previous = Some(character);
    }
    None
}

/// A text without its bad characters, and how many there were.
pub(crate) fn without_bad(text: &str) -> (String, usize) {
    let mut kept = String::with_capacity(text.len());
    let mut bad = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let previous = kept.chars().next_back();
        if bad_name(character, previous, characters.peek().copied()).is_some() && character != '\r'
        {
            bad += 1;
        } else {
            kept.push(character);
        }
    }
    (kept, bad)
}

fn bad_name(character: char, previous: Option<char>, next: Option<char>) -> Option<&'static str> {
    match character {
        '\n' | '\t' => None,
        '\0' => Some("NUL"),
        _ if character.is_control() => Some("control"),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some("bidirectional override"),
        '\u{2028}' | '\u{2029}' => Some("line separator"),
        '\u{FFFD}' => Some("replacement"),
        // Persian, Indic scripts and emoji need joiners; between plain letters they only hide.
        '\u{200C}' | '\u{200D}' if is_beyond_ascii(previous) && is_beyond_ascii(next) => None,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => Some("invisible"),
        _ => None,
    }
}

fn is_beyond_ascii(character: Option<char>) -> bool {
    character.is_some_and(|character| !character.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_found_with_their_line() {
        for bad in ["\0", "\u{1b}", "\u{202e}", "\u{200b}", "a\u{200d}b", "\u{feff}", "\u{e0041}"] {
            let text = format!("fine\nnot{bad}fine");
            assert_eq!(first_bad_character(&text).map(|(line, _)| line), Some(2), "{bad:?}");
        }
        let reason = first_bad_character("a\u{202e}").unwrap().1;
        assert_eq!(reason, "remove the bidirectional override character (U+202E)");
    }

    #[test]
    fn ordinary_text_of_any_script_passes() {
        for good in ["30 days\n\t€ 5.–", "می‌خواهم", "👩\u{200d}👧", "日本語", "naïve", ""]
        {
            assert_eq!(first_bad_character(good), None, "{good:?}");
        }
    }
}
