//! Messages of several questions: each gets its answer, or a person gets them all.

use crate::decision::{Decision, Outcome};
use crate::engine::{CHOICES, Engine, MAX_SENTENCES, Weighed};
use crate::normalise::{sentences, words};
use vouch_shared::id::AnswerId;

/// The confidence from which on a joined part is about something the shop has an answer to.
const ABOUT: f64 = 0.5;

/// What the parts of a message are about.
struct Parts {
    /// The classes that are sure, and how sure the least of them is.
    found: Vec<usize>,
    confidence: f64,
    /// How many other parts ask something.
    open: usize,
}

impl Engine {
    /// What a message of several questions gets: each its answer if every one has one, a person
    /// if only some have.
    pub(crate) fn several(&self, text: &str, whole: &Weighed) -> Option<Decision> {
        if !whole.repeated.is_empty() {
            return None;
        }
        let mut parts = [Self::sentence_parts, Self::joined_parts]
            .into_iter()
            .map(|parts| parts(self, text))
            .find(Parts::are_several)?;
        parts.found.sort_unstable();
        let answers: Option<Vec<AnswerId>> =
            parts.found.iter().map(|&class| self.learnt.answer(class)).collect();
        let outcome = match (parts.found.len(), parts.open, answers) {
            (2..=CHOICES, 0, Some(answers)) => Outcome::Answers(answers),
            _ => Outcome::Abstain,
        };
        let names: Vec<_> = parts.found.iter().map(|&class| self.learnt.label(class)).collect();
        let why = format!(
            "guard=several-questions found=[{}] open={} confidence={:.4} threshold={:.4}",
            names.join(" "),
            parts.open,
            parts.confidence,
            self.threshold,
        );
        Some(self.decision(outcome, self.refused(whole), &why))
    }

    /// Sentence by sentence: one that asks and is not sure is open.
    fn sentence_parts(&self, text: &str) -> Parts {
        let sentences: Vec<&str> = sentences(text).take(MAX_SENTENCES).collect();
        let mut parts = Parts { found: Vec::new(), confidence: 1.0, open: 0 };
        for part in sentences.iter().filter(|_| sentences.len() > 1) {
            let Some((best, confidence)) = self.best(part) else { continue };
            if confidence >= self.threshold {
                parts.found(best, confidence);
            } else if self.is_question(text, part) {
                parts.open += 1;
            }
        }
        parts
    }

    /// What stands around "also" or "and how": a part counts where it is about something else
    /// that the shop has an answer to. "And can I" alone is often about the same.
    fn joined_parts(&self, text: &str) -> Parts {
        let joined = self.learnt.examples.reader.joined(text);
        let mut parts = Parts { found: Vec::new(), confidence: 1.0, open: 0 };
        let mut other = Vec::new();
        for part in joined.iter().take(MAX_SENTENCES).filter(|_| joined.len() > 1) {
            let Some((best, confidence)) = self.best(part) else { continue };
            if confidence >= self.threshold {
                parts.found(best, confidence);
            } else if confidence >= ABOUT {
                other.push(best);
            }
        }
        parts.open = other.iter().filter(|class| !parts.found.contains(class)).count();
        parts
    }

    /// The likeliest class of a part, and how sure it is.
    fn best(&self, part: &str) -> Option<(usize, f64)> {
        let weighed = self.weigh(part)?;
        let best = weighed.ranked.first().copied()?;
        Some((best, self.sure(&weighed, &[best])))
    }

    /// Whether a part of a message asks something: it ends in a question mark or has a word that
    /// asks.
    fn is_question(&self, text: &str, part: &str) -> bool {
        let end = part.as_ptr() as usize - text.as_ptr() as usize + part.len();
        let mark = text[end..].starts_with(['?', '？']);
        let asked = words(part);
        mark && asked.len() > 1 || self.learnt.examples.reader.read(part).asks
    }
}

impl Parts {
    fn found(&mut self, class: usize, confidence: f64) {
        self.confidence = self.confidence.min(confidence);
        if !self.found.contains(&class) {
            self.found.push(class);
        }
    }

    /// Whether one answer would leave something unanswered.
    fn are_several(&self) -> bool {
        self.found.len() > 1 || (self.found.len() == 1 && self.open > 0)
    }
}
