//! Names made from headings, for ids that people can read and type.

use unicode_normalization::UnicodeNormalization;

/// The slug of a heading: lower-case letters and digits, everything else as single hyphens.
/// Accents on Latin letters are dropped, apostrophes vanish, other scripts stay as they are.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.nfkc().flat_map(char::to_lowercase) {
        match character {
            '\'' | '\u{2019}' => {}
            'ß' => slug.push_str("ss"),
            _ if character.is_alphanumeric() => slug.push(without_accent(character)),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn without_accent(character: char) -> char {
    std::iter::once(character).nfd().next().filter(char::is_ascii).unwrap_or(character)
}

/// Whether a document may be called so: `a-z`, `0-9` and single hyphens inside.
pub(crate) fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable() {
        for (title, expected) in [
            ("How long do I have?", "how-long-do-i-have"),
            ("Returns & refunds", "returns-refunds"),
            ("What's not covered", "whats-not-covered"),
            ("  Größe und Maße — Übersicht ", "grosse-und-masse-ubersicht"),
            ("Délais", "delais"),
            ("配送について", "配送について"),
            ("№ 5", "no-5"),
            ("?!", ""),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn document_ids_are_slugs() {
        for good in ["returns", "gift-cards", "b2b"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "Returns", "a b", "-a", "a-", "a--b", "a/b", "ü", &"x".repeat(81)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
