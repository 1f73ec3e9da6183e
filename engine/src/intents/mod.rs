//! Examples that ship with the product: questions about an order, requests for a person, and
//! messages that no shop's policy answers, by topic.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The built-in examples of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Intents {
    pub(crate) order: Vec<String>,
    pub(crate) person: Vec<String>,
    /// By topic, so that a whole topic can be left out to see how the engine takes the unknown.
    pub(crate) outside: BTreeMap<String, Vec<String>>,
}

const ENGLISH: &str = include_str!("en.json");

/// The examples for a language, and English ones, which shoppers everywhere use as well.
pub(crate) fn intents(locale: &str) -> Vec<Intents> {
    let language = locale.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let own = match language.as_str() {
        "de" => Some(include_str!("de.json")),
        "es" => Some(include_str!("es.json")),
        "fr" => Some(include_str!("fr.json")),
        _ => None,
    };
    own.into_iter().chain([ENGLISH]).map(parse).collect()
}

fn parse(json: &str) -> Intents {
    serde_json::from_str(json).expect("the shipped examples are tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_language_parses_and_has_examples() {
        for locale in ["en", "de-AT", "fr", "es-MX", "ja", ""] {
            for intents in intents(locale) {
                assert!(intents.order.len() >= 20 && intents.person.len() >= 18, "{locale}");
                assert!(intents.outside.values().all(|examples| examples.len() >= 4), "{locale}");
            }
        }
        assert_eq!(intents("de-AT").len(), 2);
        assert_eq!(intents("en-GB").len(), 1);
    }
}
