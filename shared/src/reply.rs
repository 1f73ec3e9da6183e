//! Staff answering a ticket: replies, taking a conversation over, giving it back.

use crate::block::Block;
use crate::id::{AnswerId, TicketNumber, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest reply, in characters.
pub const MAX_REPLY_CHARS: usize = 10_000;
/// The most things that go with a reply.
pub const MAX_INSERTS: usize = 5;

/// The conversation that previewed cards are signed for: none.
pub const PREVIEW: &str = "preview";

/// A reply to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffReply {
    /// Chosen by the client, new for each reply. The same again is sent once.
    pub reply_id: String,
    /// What the person typed: plain text, paragraphs apart by empty lines. It may be empty where
    /// something is inserted.
    pub text: String,
    /// What goes below it, as cards of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inserts: Vec<Insert>,
}

/// Something that goes with a reply and that nobody typed: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Insert {
    /// Approved text, verbatim: a section or a canned reply.
    Section(AnswerId),
    /// The order of that number, if the ticket's address is the order's.
    Order(String),
}

/// Cards of a reply, signed as the shopper gets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyCards {
    /// Compact JWS, one a card.
    pub cards: Vec<String>,
}

/// How it stands between a ticket's shopper and the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Talk {
    /// Who has taken the conversation over; the machine is silent for as long.
    pub taken_over: Option<TakenOver>,
    /// What the shopper thought once the ticket was closed.
    pub satisfaction: Option<Satisfaction>,
    /// Whether orders can be inserted.
    pub has_orders: bool,
}

/// A person who has the say in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenOver {
    pub email: String,
    pub name: String,
    pub since: Timestamp,
}

/// What became of a mail that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InboundTaken {
    /// It went into the conversation of this ticket.
    Answer(TicketNumber),
    /// It opened this ticket.
    Opened(TicketNumber),
    /// It was not taken in, and need not be sent again; why.
    Refused(String),
}

/// What a shopper thought of a closed ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    Solved,
    NotSolved,
}

impl Satisfaction {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Solved, Self::NotSolved];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::NotSolved => "not_solved",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// Approved text that a reply can hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundSection {
    pub answer: AnswerId,
    /// With the document's title before it.
    pub title: String,
    pub blocks: Vec<Block>,
    /// Whether it is a canned reply, which never answers a question by itself.
    pub canned: bool,
}

/// What a search for approved text found, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundSections {
    pub sections: Vec<FoundSection>,
}
