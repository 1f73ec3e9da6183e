//! Guards: what a message is before anything is chosen for it. They made the top errors, so each
//! stands alone and is named in the decision's line.

use crate::contact;
use crate::engine::{Engine, MAX_QUESTION_CHARS, MAX_SENTENCES, Weighed};
use crate::evidence::Evidence;
use crate::language::other_language;
use crate::normalise::{sentences, words};
use crate::signals::Signal;

/// The score from which on a sentence is taken as a request for a person. It is low on purpose:
/// asking for a person must always work.
const PERSON_SCORE: f32 = 0.4;
/// The share of a message's words that some example must know for the message to be taken as
/// written in the language of the approved text, whatever the detector says.
const SAME_LANGUAGE: f64 = 0.5;

impl Engine {
    /// Whether any sentence asks for a person.
    pub(crate) fn asks_for_person(&self, text: &str, whole: &Weighed) -> bool {
        let sentences: Vec<&str> = sentences(text).take(MAX_SENTENCES).collect();
        if let [sentence] = sentences[..] {
            // Already weighed; no need to do it again.
            return self.says_person(sentence).unwrap_or_else(|| self.is_person(&whole.evidence));
        }
        sentences.iter().any(|sentence| {
            let start: String = sentence.chars().take(MAX_QUESTION_CHARS).collect();
            self.says_person(&start).unwrap_or_else(|| {
                self.learnt.evidence(&start).is_some_and(|evidence| self.is_person(&evidence))
            })
        })
    }

    /// Whether the very words ask for a person, if they alone tell.
    fn says_person(&self, sentence: &str) -> Option<bool> {
        let words = words(sentence);
        if let Some(classes) = self.learnt.exact.get(&words.join(" ")) {
            return Some(classes.contains(&self.learnt.examples.person()));
        }
        let wants = self.learnt.examples.reader.read(sentence).signals.wants_person();
        (wants || contact::is_asked(&words)).then_some(true)
    }

    fn is_person(&self, evidence: &Evidence) -> bool {
        let person = self.learnt.examples.person();
        let rival = evidence.ranked(|class| class != person)[0];
        evidence.scores[person] >= PERSON_SCORE.max(evidence.scores[rival])
    }

    /// Whether the shopper thanks and wants nothing, unlike the questions that the best answer is
    /// for: "found the tracking link, thank you" is no question about tracking.
    pub(crate) fn is_closing(&self, weighed: &Weighed) -> bool {
        let Some(best) = weighed.ranked.first().filter(|_| weighed.repeated.is_empty()) else {
            return false;
        };
        let evidence = &weighed.evidence;
        evidence.asked.signals.closes()
            && evidence.only_here(&[*best], &self.learnt.examples, &Signal::Thanks) > 0.5
    }

    pub(crate) fn other_language(&self, text: &str, weighed: &Weighed) -> Option<&'static str> {
        let known = weighed.evidence.coverage.any;
        if !weighed.repeated.is_empty() || known >= SAME_LANGUAGE {
            return None;
        }
        other_language(text, &self.learnt.locale, known)
    }
}
