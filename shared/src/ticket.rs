//! Tickets: what was handed over to people, and what staff do with it.

use crate::conversation::Verdict;
use crate::handoff::HandoffReason;
use crate::id::{AnswerId, CardId, ConversationId, TicketNumber, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest internal note, in characters.
pub const MAX_NOTE_CHARS: usize = 10_000;
/// The longest tag, in characters.
pub const MAX_TAG_CHARS: usize = 40;
/// The most tags of one ticket.
pub const MAX_TAGS: usize = 20;
/// The most tickets that one change may name.
pub const MAX_BULK: usize = 200;

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Somebody has to do something.
    Open,
    /// The shopper was answered and may write again.
    Waiting,
    /// Out of sight until a moment.
    Snoozed,
    Closed,
}

impl TicketState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Waiting, Self::Snoozed, Self::Closed];

    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How soon a ticket is looked at among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.as_str() == name)
    }
}

/// A list of tickets that people work through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Everything that somebody has to do something about.
    #[default]
    Open,
    /// Open, and the asker's own.
    Mine,
    /// Open, and nobody's.
    Unassigned,
    /// Answered; the shopper may write again.
    Waiting,
    Snoozed,
    /// Without a first reply although it was due.
    Overdue,
    /// With a note that names the asker.
    Mentions,
    Closed,
    All,
}

impl Queue {
    pub const ALL: [Self; 9] = [
        Self::Open,
        Self::Mine,
        Self::Unassigned,
        Self::Overdue,
        Self::Waiting,
        Self::Snoozed,
        Self::Mentions,
        Self::Closed,
        Self::All,
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Waiting => "waiting",
            Self::Snoozed => "snoozed",
            Self::Overdue => "overdue",
            Self::Mentions => "mentions",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    /// The queue of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == name)
    }
}

/// A staff member, as colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    pub email: String,
    pub name: String,
    /// Whether tickets may be assigned to them.
    pub answers: bool,
}

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketLine {
    pub number: TicketNumber,
    /// Rises with each change; a change names the one that it was decided on.
    pub version: i64,
    pub state: TicketState,
    pub priority: Priority,
    /// Whose it is, by address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The same by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_name: Option<String>,
    /// The shopper's name; may be empty.
    pub name: String,
    pub email: String,
    /// The beginning of the message.
    pub excerpt: String,
    /// Why it was handed over: a [`HandoffReason`] by its name.
    pub reason: String,
    pub locale: String,
    pub tags: Vec<String>,
    pub created_at: Timestamp,
    /// When something last happened to it.
    pub active_at: Timestamp,
    /// When the first reply is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_reply_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
    /// The ticket that this one duplicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<TicketNumber>,
}

/// Some tickets of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketList {
    pub tickets: Vec<TicketLine>,
    /// What to ask for the following ones with, as `cursor`; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub counts: QueueCounts,
    /// What can be filtered by.
    pub facets: Facets,
    /// The server's time, for countdowns.
    pub now: Timestamp,
}

/// How many tickets each queue holds, whatever the filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCounts {
    pub open: i64,
    pub mine: i64,
    pub unassigned: i64,
    pub waiting: i64,
    pub snoozed: i64,
    pub overdue: i64,
    pub mentions: i64,
    pub closed: i64,
    pub all: i64,
}

impl QueueCounts {
    /// The count of a queue.
    pub fn of(&self, queue: Queue) -> i64 {
        match queue {
            Queue::Open => self.open,
            Queue::Mine => self.mine,
            Queue::Unassigned => self.unassigned,
            Queue::Waiting => self.waiting,
            Queue::Snoozed => self.snoozed,
            Queue::Overdue => self.overdue,
            Queue::Mentions => self.mentions,
            Queue::Closed => self.closed,
            Queue::All => self.all,
        }
    }
}

/// The reasons, languages and tags that the site's tickets have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    pub reasons: Vec<String>,
    pub locales: Vec<String>,
    pub tags: Vec<String>,
}

/// A ticket with everything that it takes to answer it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketView {
    pub ticket: TicketLine,
    pub message: String,
    pub conversation: ConversationId,
    pub why: Why,
    pub transcript: Vec<Step>,
    /// The order that the shopper proved in this conversation: its newest card, as compact JWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Other tickets of the same address, newest first.
    pub others: Vec<TicketLine>,
    /// Those of them, or of the same conversation, that are open and may be the same matter.
    pub duplicates: Vec<TicketNumber>,
    /// What happened to it, oldest first.
    pub history: Vec<TicketEvent>,
    /// The server's time, for countdowns.
    pub now: Timestamp,
}

/// Why Vouch did not answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    pub reason: HandoffReason,
    /// In a sentence.
    pub words: String,
    /// What the shopper had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// How sure the likeliest answer was, as a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// How sure it would have had to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// What kept it from being weighed, such as `several-questions`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<String>,
    /// The check of the store's records that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_check: Option<String>,
    /// What that check found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The answers that were considered and not given, likeliest first.
    pub rejected: Vec<Considered>,
}

/// An answer that was considered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Considered {
    /// An answer's id, `order` or `person`.
    pub answer: AnswerId,
    /// Its title; empty for what is no approved text.
    pub title: String,
    /// How sure it was, as a share.
    pub confidence: f64,
}

/// A step of a conversation, told apart by `type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    Opened {
        at: Timestamp,
        cards: Vec<String>,
    },
    Turn {
        at: Timestamp,
        said: String,
        how: How,
        /// The line that says why the reply was this one.
        decision: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handoff: Option<HandoffReason>,
        /// As compact JWS.
        cards: Vec<String>,
    },
    Handoff {
        at: Timestamp,
        ticket: TicketNumber,
        message: String,
        cards: Vec<String>,
    },
    Feedback {
        at: Timestamp,
        card: CardId,
        verdict: Verdict,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// The shopper's device would not show a card.
    Refusal {
        at: Timestamp,
        reason: String,
    },
    /// A person answered.
    Staff {
        at: Timestamp,
        /// By their address.
        staff: String,
        cards: Vec<String>,
    },
    /// The shopper answered by mail.
    Mail {
        at: Timestamp,
        text: String,
    },
    /// Who has the say changed.
    Say {
        at: Timestamp,
        turn: SayTurn,
        staff: String,
        cards: Vec<String>,
    },
}

/// How the say in a conversation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SayTurn {
    TakenOver,
    Released,
    /// The ticket was closed.
    Closed,
}

/// How a shopper said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum How {
    Typed,
    /// Picked from titles.
    Chosen,
    /// Gave an order's number and a proof, which is not kept.
    Claimed,
}

/// Something that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketEvent {
    pub id: String,
    pub at: Timestamp,
    /// A member's address, `shopper` or `vouch`.
    pub actor: String,
    /// The same by name.
    pub actor_name: String,
    #[serde(flatten)]
    pub what: Happening,
}

/// What happened, told apart by `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    Created,
    /// Nobody's, where `to` is absent.
    Assigned {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    Prioritised {
        priority: Priority,
    },
    Tagged {
        tag: String,
    },
    Untagged {
        tag: String,
    },
    Noted {
        note: String,
        mentions: Vec<String>,
    },
    Snoozed {
        until: Timestamp,
    },
    /// A snooze is over.
    Woken,
    /// Waits for the shopper from now on.
    Waits,
    Closed,
    Reopened,
    MergedInto {
        ticket: TicketNumber,
    },
    /// Another ticket was found to be the same matter.
    Absorbed {
        ticket: TicketNumber,
    },
    Replied,
    /// The shopper wrote again.
    Answered,
}

/// Something to do with a ticket, told apart by `do`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Deed {
    /// Nobody's, where `to` is absent.
    Assign {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// Makes it the asker's own.
    Take,
    Prioritise {
        priority: Priority,
    },
    Tag {
        tag: String,
    },
    Untag {
        tag: String,
    },
    Snooze {
        until: Timestamp,
    },
    /// Waits for the shopper.
    Wait,
    Close,
    /// Also takes a ticket out of the one that it was merged into.
    Reopen,
    /// Closes it as the same matter as another.
    Merge {
        into: TicketNumber,
    },
}

/// Changes one ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketChange {
    /// The version that the asker saw. When it has changed since, nothing is done.
    pub version: i64,
    #[serde(flatten)]
    pub deed: Deed,
}

/// Changes many tickets, each on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkChange {
    pub tickets: Vec<TicketAt>,
    #[serde(flatten)]
    pub deed: Deed,
}

/// A ticket as the asker saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketAt {
    pub number: TicketNumber,
    pub version: i64,
}

/// What became of a change of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkOutcome {
    pub done: Vec<TicketNumber>,
    pub refused: Vec<BulkRefusal>,
}

/// A ticket that was not changed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRefusal {
    pub number: TicketNumber,
    pub why: String,
}

/// An internal note. `@name` names a colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    pub note: String,
}

/// What the event stream of tickets carries: these changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketsChanged {
    pub tickets: Vec<TicketNumber>,
    /// Whether one of them is new.
    pub created: bool,
}

/// A list that a member keeps under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub name: String,
    /// The address's query, such as `queue=open&tag=refund`.
    pub query: String,
}

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationLine {
    pub id: ConversationId,
    pub locale: String,
    pub opened_at: Timestamp,
    pub active_at: Timestamp,
    /// How many messages the shopper wrote.
    pub turns: i64,
    /// The ticket that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNumber>,
    /// What the shopper said first.
    pub excerpt: String,
}

/// Some conversations, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationList {
    pub conversations: Vec<ConversationLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A conversation with all its steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationDetail {
    pub id: ConversationId,
    pub locale: String,
    pub opened_at: Timestamp,
    pub tickets: Vec<TicketNumber>,
    pub transcript: Vec<Step>,
}

impl Happening {
    /// As the rest of a sentence that begins with who did it; `name` tells whose address it is.
    pub fn words(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Self::Created => "wrote this".to_owned(),
            Self::Assigned { to: Some(to) } => format!("assigned it to {}", name(to)),
            Self::Assigned { to: None } => "made it nobody's".to_owned(),
            Self::Prioritised { priority } => format!("set the priority to {}", priority.as_str()),
            Self::Tagged { tag } => format!("added the tag {tag}"),
            Self::Untagged { tag } => format!("took the tag {tag} away"),
            Self::Noted { .. } => "wrote a note".to_owned(),
            Self::Snoozed { .. } => "snoozed it".to_owned(),
            Self::Woken => "brought it back, as its snooze is over".to_owned(),
            Self::Waits => "set it to wait for the shopper".to_owned(),
            Self::Closed => "closed it".to_owned(),
            Self::Reopened => "opened it again".to_owned(),
            Self::MergedInto { ticket } => format!("merged it into {ticket}"),
            Self::Absorbed { ticket } => format!("merged {ticket} into it"),
            Self::Replied => "replied".to_owned(),
            Self::Answered => "wrote again".to_owned(),
        }
    }

    /// Whether the ticket has another version since. Notes stand beside it.
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Created | Self::Noted { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_on_the_wire() {
        for state in TicketState::ALL {
            assert_eq!(TicketState::parse(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        for priority in Priority::ALL {
            assert_eq!(Priority::parse(priority.as_str()), Some(priority));
            assert_eq!(serde_json::to_value(priority).unwrap(), priority.as_str());
        }
        for queue in Queue::ALL {
            assert_eq!(Queue::parse(queue.as_str()), Some(queue));
            assert_eq!(serde_json::to_value(queue).unwrap(), queue.as_str());
        }
    }

    #[test]
    fn a_change_is_flat() {
        let change: TicketChange =
            serde_json::from_str(r#"{"version":3,"do":"snooze","until":"t"}"#).unwrap();
        assert_eq!(change.deed, Deed::Snooze { until: "t".into() });
        let nobody: Deed = serde_json::from_str(r#"{"do":"assign"}"#).unwrap();
        assert_eq!(nobody, Deed::Assign { to: None });
        assert!(serde_json::from_str::<TicketChange>(r#"{"version":3,"do":"burn"}"#).is_err());
    }
}
