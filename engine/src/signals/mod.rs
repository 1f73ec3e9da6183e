//! Small words that turn a sentence round: "no", "thanks", "not working", "why". Two messages can
//! share every other word and ask for different things; the signals tell them apart.

use crate::normalise::words;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The signals of some languages.
pub(crate) struct Signals {
    phrases: BTreeMap<Vec<String>, Vec<Signal>>,
    longest: usize,
}

/// What a phrase can mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Signal {
    /// "no", "not", "without".
    Negation,
    /// "thanks", "got it": the shopper is done.
    Thanks,
    /// "thank you", "that answers": said when nothing else is wanted.
    Closing,
    /// "want", "please": something is wanted, though nothing is asked.
    Wish,
    /// "also", "plus": something else begins.
    Joining,
    /// "and": something else may begin.
    And,
    /// "not showing", "error": something does not work.
    Trouble,
    /// "my", "I": about the shopper's own affairs.
    Mine,
    /// "got", "ordered": about something that has happened.
    Past,
    /// "a real person", "an agent".
    Person,
    /// "talk", "put me through", "rather".
    Reach,
    /// What is asked for, such as an amount or a place.
    Asking(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    negation: Vec<String>,
    thanks: Vec<String>,
    closing: Vec<String>,
    wish: Vec<String>,
    joining: Vec<String>,
    and: Vec<String>,
    trouble: Vec<String>,
    mine: Vec<String>,
    past: Vec<String>,
    person: Vec<String>,
    reach: Vec<String>,
    asking: BTreeMap<String, Vec<String>>,
}

const ENGLISH: &str = include_str!("en.json");

impl Signals {
    /// The signals of a language, and the English ones, which shoppers everywhere use as well.
    pub(crate) fn new(locale: &str) -> Self {
        let own = match locale.split('-').next().unwrap_or_default() {
            "de" => Some(include_str!("de.json")),
            "es" => Some(include_str!("es.json")),
            "fr" => Some(include_str!("fr.json")),
            _ => None,
        };
        let mut signals = Self { phrases: BTreeMap::new(), longest: 0 };
        for json in own.into_iter().chain([ENGLISH]) {
            signals.add_all(serde_json::from_str(json).expect("the shipped signals are tested"));
        }
        signals
    }

    fn add_all(&mut self, shipped: Shipped) {
        for (signal, phrases) in [
            (Signal::Negation, shipped.negation),
            (Signal::Thanks, shipped.thanks),
            (Signal::Closing, shipped.closing),
            (Signal::Wish, shipped.wish),
            (Signal::Joining, shipped.joining),
            (Signal::And, shipped.and),
            (Signal::Trouble, shipped.trouble),
            (Signal::Mine, shipped.mine),
            (Signal::Past, shipped.past),
            (Signal::Person, shipped.person),
            (Signal::Reach, shipped.reach),
        ] {
            self.add(&signal, phrases);
        }
        for (kind, phrases) in shipped.asking {
            self.add(&Signal::Asking(kind), phrases);
        }
    }

    fn add(&mut self, signal: &Signal, phrases: Vec<String>) {
        for phrase in phrases {
            let phrase = words(&phrase);
            self.longest = self.longest.max(phrase.len());
            self.phrases.entry(phrase).or_default().push(signal.clone());
        }
    }

    /// The signals in a text.
    pub(crate) fn of(&self, words: &[String]) -> Found {
        let phrases = (1..=self.longest).flat_map(|length| words.windows(length));
        let found = phrases.filter_map(|phrase| self.phrases.get(phrase)).flatten();
        Found(found.cloned().collect())
    }
}

/// The signals of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found(BTreeSet<Signal>);

impl Found {
    pub(crate) fn has(&self, signal: &Signal) -> bool {
        self.0.contains(signal)
    }

    /// Whether somebody is to be reached: a person, and a word for talking to one.
    pub(crate) fn wants_person(&self) -> bool {
        self.has(&Signal::Person) && self.has(&Signal::Reach)
    }

    /// Whether something is asked for.
    pub(crate) fn asks(&self) -> bool {
        self.0.iter().any(|one| matches!(one, Signal::Asking(_)))
    }

    /// Whether the shopper is done: thanks, and nothing is asked or wanted.
    pub(crate) fn closes(&self) -> bool {
        self.has(&Signal::Closing) && !self.asks() && !self.has(&Signal::Wish)
    }

    /// Whether both ask for something, and for nothing in common.
    pub(crate) fn ask_for_different_things(&self, other: &Self) -> bool {
        // "Is" and "can" say little beside "how much".
        let weak = Signal::Asking("yes or no".to_owned());
        let asking = |found: &Self| -> BTreeSet<Signal> {
            let kinds = found.0.iter().filter(|one| matches!(one, Signal::Asking(_)));
            let strong: BTreeSet<Signal> =
                kinds.clone().filter(|kind| **kind != weak).cloned().collect();
            if strong.is_empty() { kinds.cloned().collect() } else { strong }
        };
        let (own, theirs) = (asking(self), asking(other));
        !own.is_empty() && !theirs.is_empty() && own.is_disjoint(&theirs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Found {
        Signals::new("en-GB").of(&words(text))
    }

    #[test]
    fn small_words_are_noticed() {
        assert!(found("No cancellation").has(&Signal::Negation));
        assert!(found("i got refund thankyou").has(&Signal::Thanks));
        assert!(found("cash on delivery option not showing").has(&Signal::Trouble));
        assert!(!found("do you take cash on delivery").has(&Signal::Trouble));
        assert!(found("how much is it").ask_for_different_things(&found("how long is it now")));
        assert!(found("brilliant, found it, thank you").closes());
        assert!(!found("thank you, how do i return it").closes());
        assert!(!found("thanks i need an invoice").closes());
        assert!(!found("how much").ask_for_different_things(&found("refund")));
    }

    #[test]
    fn every_shipped_language_has_every_signal() {
        for (locale, text) in
            [("de", "funktioniert nicht"), ("fr", "ne marche pas"), ("es", "no funciona")]
        {
            let found = Signals::new(locale).of(&words(text));
            assert!(found.has(&Signal::Trouble) && found.has(&Signal::Negation), "{locale}");
        }
    }
}
