//! Messages that make sense only after an answer: "and to Norway?".

use crate::decision::{Decision, Outcome};
use crate::engine::Engine;
use crate::knowledge::Target;
use crate::normalise::words;
use crate::signals::Signal;
use vouch_shared::id::AnswerId;

/// The most words of a message that only makes sense after an answer.
const FOLLOW_UP_WORDS: usize = 7;

impl Engine {
    /// A short message after an answer, read together with the document's title. It can only lead
    /// to the same section or to one beside it.
    pub(crate) fn follow_up(
        &self,
        text: &str,
        after: &AnswerId,
        alone: &Decision,
    ) -> Option<Decision> {
        let is_alone = matches!(alone.outcome, Outcome::Answer(_) | Outcome::Answers(_));
        let short = words(text).len() <= FOLLOW_UP_WORDS;
        let target = Target::Answer(after.clone());
        let last = self.learnt.targets.iter().position(|known| known.as_ref() == Some(&target))?;
        if is_alone || !short || self.learnt.examples.reader.read(text).signals.has(&Signal::Thanks)
        {
            return None;
        }
        let document = self.learnt.documents.get(last)?.as_ref()?;
        let beside = |class: usize| {
            self.learnt.documents.get(class).is_some_and(|other| other.as_ref() == Some(document))
        };
        // Not after the section's own title: with it, every message sounds like that section.
        let weighed = self.weigh(&format!("{document} {text}"))?;
        let best = *weighed.ranked.first()?;
        let confidence = self.sure(&weighed, &[best]);
        // So few words must all be known, and nothing may fit better.
        let clear =
            weighed.evidence.coverage.unknown.is_empty() && weighed.evidence.margin(&[best]) > 0.0;
        if !clear || !beside(best) || confidence < self.threshold {
            return None;
        }
        let why = format!("{} after={after}", self.why(&weighed, best, confidence));
        let candidate = self.candidate(best, confidence);
        Some(self.decision(self.outcome(best), candidate.into_iter().collect(), &why))
    }
}
