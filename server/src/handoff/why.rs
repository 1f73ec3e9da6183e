//! Why Vouch did not answer, from the ledger: the reason in words, and what the decision's line
//! says of threshold, guard and failed check.

use crate::ledger::{Entry, value_in_line as value};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::TicketNumber;
use vouch_shared::ticket::Why;

/// Why a conversation was handed over: the last turn before its ticket tells, whatever came later.
pub fn why(entries: &[Entry], ticket: &TicketNumber) -> Why {
    let is_ticket =
        |entry: &Entry| matches!(entry, Entry::Handoff { ticket: one, .. } if one == ticket);
    let end = entries.iter().position(is_ticket).unwrap_or(entries.len());
    let turns = entries[..end].iter().rev().filter_map(|entry| match entry {
        Entry::Turn { said, decision, handoff, rejected, .. } => {
            Some((said.shown(), decision, *handoff, rejected))
        }
        _ => None,
    });
    let mut why = Why {
        reason: HandoffReason::AskedForPerson,
        words: String::new(),
        said: None,
        confidence: None,
        threshold: None,
        guard: None,
        failed_check: None,
        detail: None,
        rejected: Vec::new(),
    };
    if let Some((said, decision, handoff, rejected)) = turns.take(1).next() {
        why.reason = handoff.unwrap_or(HandoffReason::AskedForPerson);
        why.said = Some(said.to_owned());
        if handoff.is_some() {
            let share = |key| value(decision, key).and_then(|text| text.parse().ok());
            why.confidence = share("confidence");
            why.threshold = share("threshold");
            why.guard = value(decision, "guard");
            why.failed_check = value(decision, "order_check");
            why.detail = value(decision, "detail");
            why.rejected.clone_from(rejected);
        }
    }
    why.words = words(&why);
    why
}

fn words(why: &Why) -> String {
    match why.reason {
        HandoffReason::LowConfidence => low_confidence(why),
        HandoffReason::NoKnowledge => "There is no approved text in this language.".to_owned(),
        HandoffReason::AskedForPerson => "The shopper asked for a person.".to_owned(),
        HandoffReason::Stopped => "An operator had stopped answers.".to_owned(),
        HandoffReason::OrderCheckFailed => {
            "The store's records of the order contradict themselves, so none of it was shown."
                .to_owned()
        }
        HandoffReason::OrdersUnavailable => "The store's orders could not be read.".to_owned(),
        HandoffReason::TooManyAttempts => {
            "There were too many tries to open an order, so it is locked for a while.".to_owned()
        }
        HandoffReason::NotLogged => {
            "The reply could not be recorded, and nothing is shown unrecorded.".to_owned()
        }
    }
}

fn low_confidence(why: &Why) -> String {
    let guard = match why.guard.as_deref() {
        Some("several-questions") => {
            "The message asks several things, and not all of them have an answer."
        }
        Some("too-long") => "The message is too long to be answered by a text.",
        Some("other-language") => "The message is in a language without approved text.",
        Some("closing") => "The message asks nothing.",
        Some("no-words") => "The message has no words that could be weighed.",
        Some("nothing-approved") => "There is no approved text yet.",
        _ => match (why.confidence, why.threshold) {
            (Some(confidence), Some(threshold)) => {
                return format!(
                    "The likeliest answer was {:.1} % sure; an answer needs {:.1} %.",
                    confidence * 100.0,
                    threshold * 100.0
                );
            }
            _ => "No approved answer was sure enough.",
        },
    };
    guard.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Said;
    use vouch_shared::ticket::Considered;

    fn of(entries: &[Entry]) -> Why {
        why(entries, &"V-1".into())
    }

    fn turn(decision: &str, handoff: Option<HandoffReason>) -> Entry {
        Entry::Turn {
            at: "2026-11-22T10:00:00.000Z".into(),
            turn: "t".into(),
            said: Said::Text("Which is warmest?".into()),
            decision: decision.into(),
            handoff,
            cards: Vec::new(),
            rejected: vec![Considered {
                answer: "care/down".into(),
                title: "Down".into(),
                confidence: 0.31,
            }],
        }
    }

    #[test]
    fn a_decisions_line_is_read_as_it_was_written() {
        let line = "handoff=low_confidence abstain best=care/down confidence=0.3120 \
            threshold=0.8750 margin=0.11 nearest=\"threshold=0.1 \\\"guard=x\" uncovered=[warmest]";
        let found = of(&[turn(line, Some(HandoffReason::LowConfidence))]);
        assert_eq!((found.confidence, found.threshold), (Some(0.312), Some(0.875)));
        assert_eq!(found.guard, None, "what a shopper wrote is no guard");
        assert_eq!(found.words, "The likeliest answer was 31.2 % sure; an answer needs 87.5 %.");
        assert_eq!(found.rejected.len(), 1);
    }

    #[test]
    fn what_comes_after_the_ticket_does_not_change_why_it_was_made() {
        let ticket = Entry::Handoff {
            at: "2026-11-22T10:01:00.000Z".into(),
            handoff: "h".into(),
            ticket: "V-1".into(),
            reason: "low_confidence".into(),
            name: String::new(),
            email: "a@mail.example".into(),
            message: "Please help".into(),
            cards: Vec::new(),
        };
        let line = "handoff=low_confidence abstain best=care/down confidence=0.3120 threshold=0.8";
        let before = turn(line, Some(HandoffReason::LowConfidence));
        let found = of(&[before, ticket, turn("satisfaction=solved", None)]);
        assert_eq!((found.reason, found.confidence), (HandoffReason::LowConfidence, Some(0.312)));
    }

    #[test]
    fn a_failed_check_is_named_with_what_it_found() {
        let line =
            "handoff=order_check_failed order_check=money detail=\"total 5 \\\"is\\\" not 6\"";
        let found = of(&[turn(line, Some(HandoffReason::OrderCheckFailed))]);
        assert_eq!(found.failed_check.as_deref(), Some("money"));
        assert_eq!(found.detail.as_deref(), Some("total 5 \"is\" not 6"));
    }

    #[test]
    fn whoever_was_answered_and_still_wrote_asked_for_a_person() {
        let found = of(&[turn("answer=returns/how confidence=0.99 threshold=0.8", None)]);
        assert_eq!(found.reason, HandoffReason::AskedForPerson);
        assert_eq!((found.confidence, found.rejected.len()), (None, 0));
        assert_eq!(of(&[]).words, "The shopper asked for a person.");
        let guarded = "handoff=low_confidence abstain guard=several-questions found=[a b] open=1";
        let found = of(&[turn(guarded, Some(HandoffReason::LowConfidence))]);
        assert!(found.words.contains("several things"), "{}", found.words);
    }
}
