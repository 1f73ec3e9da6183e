//! Words without their endings, so that "prices" and "price" count as one word.

use rust_stemmers::{Algorithm, Stemmer};

/// Takes endings off words of one language, by Snowball's rules (Porter 2001).
pub(crate) struct Stems(Option<Stemmer>);

impl Stems {
    /// For a locale; words stay as they are in languages without rules.
    pub(crate) fn new(locale: &str) -> Self {
        let algorithm = match locale.split('-').next().unwrap_or_default() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self(None),
        };
        Self(Some(Stemmer::create(algorithm)))
    }

    /// The stems of words.
    pub(crate) fn of(&self, words: &[String]) -> Vec<String> {
        let Some(stemmer) = &self.0 else { return words.to_vec() };
        words.iter().map(|word| stemmer.stem(word).into_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_count() {
        let stems =
            |locale: &str, words: [&str; 2]| Stems::new(locale).of(&words.map(str::to_owned));
        for (locale, words) in [
            ("en-GB", ["price", "prices"]),
            ("en", ["refunded", "refunds"]),
            ("de", ["gutschein", "gutscheine"]),
        ] {
            let stems = stems(locale, words);
            assert_eq!(stems[0], stems[1], "{locale}");
        }
        assert_eq!(stems("ja", ["price", "prices"]), ["price", "prices"]);
    }
}
