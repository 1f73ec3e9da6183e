//! The system's own wording, by key, in each language we have. Approved text and orders are never
//! found here: those come from the site's knowledge and the store's database.

use std::collections::BTreeMap;

/// The language of last resort; every key exists in it.
pub const DEFAULT_LOCALE: &str = "en";

const FILES: &[(&str, &str)] = &[(DEFAULT_LOCALE, include_str!("../../shared/locales/en.json"))];

/// All wording in all languages.
#[derive(Debug)]
pub struct Catalogue {
    locales: BTreeMap<String, Texts>,
}

/// All wording in one language.
#[derive(Clone, Debug)]
pub struct Texts {
    locale: String,
    by_key: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads the files that are compiled in; keys that a language lacks come from English.
    ///
    /// # Errors
    /// When a file is not a JSON object of strings, which a test would have shown.
    pub fn load() -> Result<Self, serde_json::Error> {
        let mut locales = BTreeMap::new();
        let mut fallback = BTreeMap::new();
        for (locale, json) in FILES {
            let own: BTreeMap<String, String> = serde_json::from_str(json)?;
            let by_key: BTreeMap<_, _> = fallback.clone().into_iter().chain(own).collect();
            if fallback.is_empty() {
                fallback.clone_from(&by_key);
            }
            locales.insert((*locale).to_owned(), Texts { locale: (*locale).to_owned(), by_key });
        }
        Ok(Self { locales })
    }

    /// Wording in that language, its base language (`de` for `de-AT`), or English.
    pub fn texts(&self, locale: &str) -> &Texts {
        let locale = locale.to_ascii_lowercase();
        let base = locale.split('-').next().unwrap_or_default();
        [locale.as_str(), base, DEFAULT_LOCALE]
            .iter()
            .find_map(|name| self.locales.get(*name))
            .expect("English is compiled in")
    }
}

impl Texts {
    /// The language of the wording, BCP 47.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &str {
        self.by_key.get("meta.direction").map_or("ltr", String::as_str)
    }

    /// The wording for a key. A key that does not exist is shown as itself, so that a slip is
    /// seen rather than hidden.
    pub fn get(&self, key: &str) -> String {
        self.by_key.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The wording for a key with `{name}` replaced by its value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.get(key), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// What the widget needs: all wording that the server does not put into cards, with the given
    /// values filled in. Values of the moment stay `{name}` for the widget.
    pub fn for_widget(&self, values: &[(&str, &str)]) -> BTreeMap<String, String> {
        const WIDGET: [&str; 10] = [
            // For the form that the widget opens by itself.
            "handoff.asked_for_person",
            "widget.",
            "policy.",
            "order.",
            "order_form.",
            "choices.",
            "generated.",
            "form.",
            "receipt.",
            "staff.",
        ];
        let wanted = |key: &str| WIDGET.iter().any(|prefix| key.starts_with(prefix));
        self.by_key
            .iter()
            .filter(|(key, _)| wanted(key))
            .map(|(key, _)| (key.clone(), self.fill(key, values)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_readable_and_english_is_complete() {
        let catalogue = Catalogue::load().unwrap();
        assert_eq!(catalogue.texts("en-GB").locale(), "en");
        assert_eq!(catalogue.texts("xx").locale(), "en");
        let english = catalogue.texts("en");
        assert!(english.get("greeting").starts_with("Hi"));
        assert_eq!(english.get("no.such.key"), "no.such.key");
        assert!(english.fill("widget.title", &[("shop", "Fjell")]).contains("Fjell"));
        assert!(!english.for_widget(&[]).contains_key("handoff.stopped"));
        assert!(english.for_widget(&[]).contains_key("handoff.asked_for_person"));
    }
}
