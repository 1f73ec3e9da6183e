//! Tickets, conversations and answers to them.

use crate::decode::{FromJs, field, from_js, named_from_js, names_from_js};
use vouch_shared::conversation::Verdict;
use vouch_shared::reply::{FoundSection, FoundSections, ReplyCards, Satisfaction, TakenOver, Talk};
use vouch_shared::ticket::{
    BulkOutcome, BulkRefusal, Colleague, Considered, ConversationDetail, ConversationLine,
    ConversationList, Facets, Happening, How, Priority, QueueCounts, SavedView, SayTurn, Step,
    TicketEvent, TicketLine, TicketList, TicketState, TicketView, Why,
};
use wasm_bindgen::JsValue;

named_from_js! { Priority Satisfaction TicketState }

names_from_js! {
    How { "typed" => Typed, "chosen" => Chosen, "claimed" => Claimed }
    SayTurn { "taken_over" => TakenOver, "released" => Released, "closed" => Closed }
    Verdict { "helpful" => Helpful, "not_helpful" => NotHelpful, "wrong" => Wrong }
}

from_js! {
    BulkOutcome { done, refused }
    BulkRefusal { number, why }
    Colleague { email, name, answers }
    Considered { answer, title, confidence }
    ConversationDetail { id, locale, opened_at, tickets, transcript }
    ConversationLine { id, locale, opened_at, active_at, turns, ticket, excerpt }
    ConversationList { conversations, next }
    Facets { reasons, locales, tags }
    FoundSection { answer, title, blocks, canned }
    FoundSections { sections }
    QueueCounts { open, mine, unassigned, waiting, snoozed, overdue, mentions, closed, all }
    ReplyCards { cards }
    SavedView { name, query }
    TakenOver { email, name, since }
    Talk { taken_over, satisfaction, has_orders }
    TicketLine {
        number, version, state, priority, assignee, assignee_name, name, email, excerpt, reason,
        locale, tags, created_at, active_at, due_at, first_reply_at, snoozed_until, merged_into,
    }
    TicketList { tickets, next, counts, facets, now }
    TicketView {
        ticket, message, conversation, why, transcript, order, others, duplicates, history, now,
    }
    Why {
        reason, words, said, confidence, threshold, guard, failed_check, detail, rejected,
    }
}

impl FromJs for TicketEvent {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            id: field(value, "id")?,
            at: field(value, "at")?,
            actor: field(value, "actor")?,
            actor_name: field(value, "actor_name")?,
            what: Happening::from_js(value)?,
        })
    }
}

impl FromJs for Happening {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(match field::<String>(value, "kind")?.as_str() {
            "created" => Self::Created,
            "assigned" => Self::Assigned { to: field(value, "to")? },
            "prioritised" => Self::Prioritised { priority: field(value, "priority")? },
            "tagged" => Self::Tagged { tag: field(value, "tag")? },
            "untagged" => Self::Untagged { tag: field(value, "tag")? },
            "noted" => {
                Self::Noted { note: field(value, "note")?, mentions: field(value, "mentions")? }
            }
            "snoozed" => Self::Snoozed { until: field(value, "until")? },
            "woken" => Self::Woken,
            "waits" => Self::Waits,
            "closed" => Self::Closed,
            "reopened" => Self::Reopened,
            "merged_into" => Self::MergedInto { ticket: field(value, "ticket")? },
            "absorbed" => Self::Absorbed { ticket: field(value, "ticket")? },
            "replied" => Self::Replied,
            "answered" => Self::Answered,
            _ => return None,
        })
    }
}

impl FromJs for Step {
    fn from_js(value: &JsValue) -> Option<Self> {
        let at = field(value, "at")?;
        let cards = || field(value, "cards");
        Some(match field::<String>(value, "type")?.as_str() {
            "opened" => Self::Opened { at, cards: cards()? },
            "turn" => Self::Turn {
                at,
                said: field(value, "said")?,
                how: field(value, "how")?,
                decision: field(value, "decision")?,
                handoff: field(value, "handoff")?,
                cards: cards()?,
            },
            "handoff" => Self::Handoff {
                at,
                ticket: field(value, "ticket")?,
                message: field(value, "message")?,
                cards: cards()?,
            },
            "feedback" => Self::Feedback {
                at,
                card: field(value, "card")?,
                verdict: field(value, "verdict")?,
                words: field(value, "words")?,
            },
            "refusal" => Self::Refusal { at, reason: field(value, "reason")? },
            "staff" => Self::Staff { at, staff: field(value, "staff")?, cards: cards()? },
            "mail" => Self::Mail { at, text: field(value, "text")? },
            "say" => Self::Say {
                at,
                turn: field(value, "turn")?,
                staff: field(value, "staff")?,
                cards: cards()?,
            },
            _ => return None,
        })
    }
}
