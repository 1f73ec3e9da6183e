//! Takes out of a question what can be recognised as personal: addresses, links, and numbers long
//! enough to be an order's or a telephone's. A name cannot be recognised.

const ADDRESS: &str = "[address]";
const LINK: &str = "[link]";
const NUMBER: &str = "[number]";
/// From so many digits on a word is an identifier, such as an order's number or a postcode.
const WORD_DIGITS: usize = 4;
/// And so many digits in a row of numbers are, as in `+47 912 34 567`.
const ROW_DIGITS: usize = 5;

/// The text without what is personal, on one line.
pub(super) fn masked(text: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut row: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if is_number(word) {
            row.push(word);
        } else {
            end_row(&mut words, &mut row);
            words.push(mask_of(word).unwrap_or(word));
        }
    }
    end_row(&mut words, &mut row);
    words.join(" ")
}

/// Numbers that stand together count together.
fn end_row<'t>(words: &mut Vec<&'t str>, row: &mut Vec<&'t str>) {
    let is_long = row.iter().map(|word| digits(word)).sum::<usize>() >= ROW_DIGITS;
    if is_long {
        words.push(NUMBER);
        row.clear();
    }
    words.extend(row.drain(..).map(|word| mask_of(word).unwrap_or(word)));
}

fn mask_of(word: &str) -> Option<&'static str> {
    if word.contains('@') {
        Some(ADDRESS)
    } else if word.contains("://") || word.to_lowercase().starts_with("www.") {
        Some(LINK)
    } else {
        (digits(word) >= WORD_DIGITS).then_some(NUMBER)
    }
}

fn is_number(word: &str) -> bool {
    digits(word) > 0 && !word.chars().any(char::is_alphabetic)
}

fn digits(word: &str) -> usize {
    word.chars().filter(|c| c.is_numeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_identifies_somebody_goes_and_the_question_stays() {
        for (text, expected) in [
            ("Where is FW-100012?", "Where is [number]"),
            ("write to ann@mail.example, please", "write to [address] please"),
            ("call +47 912 34 567 today", "call [number] today"),
            ("see https://a.example/x?y=1 or www.b.example", "see [link] or [link]"),
            ("2 or 3 weeks at -10 degrees?", "2 or 3 weeks at -10 degrees?"),
            ("is it\n 4000 m?", "is it [number] m?"),
            ("", ""),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_address_and_no_long_number_is_left(text in "[a-c0-9@ +.-]{0,60}") {
            let masked = masked(&text);
            prop_assert!(!masked.contains('@'), "{}", masked);
            prop_assert!(masked.split(' ').all(|word| digits(word) < WORD_DIGITS), "{}", masked);
        }
    }
}
