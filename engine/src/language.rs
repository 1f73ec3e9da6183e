//! Whether a message is in another language than the approved text.

use whatlang::{Detector, Lang, Script, detect, detect_script};

/// The fewest letters from which a language can be told.
const ENOUGH_LETTERS: usize = 12;
/// How sure the detector must be where the shop's own text knows some of the words.
const SURE: f64 = 0.7;
/// How sure it must be where it knows hardly any.
const SUSPECTED: f64 = 0.15;
/// The share of a text's words below which the shop knows hardly any.
const STRANGE: f64 = 0.34;

/// Languages of shoppers that are written in Latin letters; the rarer ones that the detector knows
/// would only take short texts away from these.
const LATIN: [Lang; 20] = [
    Lang::Ces,
    Lang::Dan,
    Lang::Deu,
    Lang::Eng,
    Lang::Est,
    Lang::Fin,
    Lang::Fra,
    Lang::Hrv,
    Lang::Hun,
    Lang::Ita,
    Lang::Lav,
    Lang::Lit,
    Lang::Nld,
    Lang::Nob,
    Lang::Pol,
    Lang::Por,
    Lang::Ron,
    Lang::Spa,
    Lang::Swe,
    Lang::Tur,
];

/// The language of a text, as a two-letter code (ISO 639-1), if it is clearly another one than
/// that of a locale. Short texts, names and numbers are nobody's language. `known` is the share of
/// its words that the shop's own text has.
pub(crate) fn other_language(text: &str, locale: &str, known: f64) -> Option<&'static str> {
    let own = locale.split('-').next().unwrap_or_default();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if detect_script(text)? == Script::Latin {
        let found = Detector::with_allowlist(LATIN.to_vec()).detect(text)?;
        let code = two_letters(found.lang());
        let needed = if known < STRANGE { SUSPECTED } else { SURE };
        let is_sure = letters >= ENOUGH_LETTERS && found.confidence() >= needed;
        return (is_sure && code != own).then_some(code);
    }
    let code = two_letters(detect(text)?.lang());
    (letters > 1 && code != own).then_some(code)
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
            ("quanto costa la spedizione", "it"),
            ("注文した商品はいつ届きますか", "ja"),
            ("Когда придёт мой заказ", "ru"),
        ] {
            assert_eq!(other_language(text, "en-GB", 0.2), Some(code), "{text}");
        }
        for text in ["where is my order", "DHL?", "refund pls", "ok", "123", "😀", "return policy"]
        {
            assert_eq!(other_language(text, "en", 0.6), None, "{text}");
        }
        let german = "Wie lange habe ich Zeit, um etwas zurückzuschicken?";
        assert_eq!(other_language(german, "de", 0.2), None);
    }
}
