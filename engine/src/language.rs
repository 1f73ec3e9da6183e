//! Whether a message is in another language than the approved text.

use whatlang::{Lang, Script, detect, detect_script};

/// The fewest letters from which a language can be told.
const ENOUGH_LETTERS: usize = 12;
/// How sure the detector must be.
const SURE: f64 = 0.8;

/// The language of a text, as a two-letter code (ISO 639-1), if it is clearly another one than
/// that of a locale. Short texts, names and numbers are nobody's language.
pub(crate) fn other_language(text: &str, locale: &str) -> Option<&'static str> {
    let own = locale.split('-').next().unwrap_or_default();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let latin = detect_script(text)? == Script::Latin;
    if latin && letters < ENOUGH_LETTERS {
        return None;
    }
    let found = detect(text)?;
    let code = two_letters(found.lang());
    let is_sure =
        if latin { found.is_reliable() && found.confidence() >= SURE } else { letters > 1 };
    (is_sure && code != own).then_some(code)
}

fn two_letters(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Bul => "bg",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tha => "th",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Vie => "vi",
        // Others have no text that a shop here could have approved; the name only has to differ.
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_and_short_words_are_not() {
        for (text, code) in [
            ("Wie lange habe ich Zeit, um etwas zurückzuschicken?", "de"),
            ("Combien de temps ai-je pour renvoyer un article ?", "fr"),
            ("注文した商品はいつ届きますか", "ja"),
            ("Когда придёт мой заказ", "ru"),
        ] {
            assert_eq!(other_language(text, "en-GB"), Some(code), "{text}");
        }
        for text in ["where is my order", "DHL?", "refund pls", "ok", "123", "😀", "return policy"]
        {
            assert_eq!(other_language(text, "en"), None, "{text}");
        }
        assert_eq!(
            other_language("Wie lange habe ich Zeit, um etwas zurückzuschicken?", "de"),
            None
        );
    }
}
