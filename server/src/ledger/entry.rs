//! What is recorded of each step of a conversation.

use crate::auth::token::sha256_hex;
use crate::orders::{Asked, Proof};
use crate::store;
use serde::{Deserialize, Serialize};
use vouch_shared::conversation::Verdict;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{AnswerId, CardId, HandoffId, SiteKey, TicketNumber, TurnId};
use vouch_shared::ticket::Considered;

/// One entry, told apart by `type`. The order of fields is the order of the stored text, which
/// the hash covers; new fields go last and are optional.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entry {
    Opened {
        at: String,
        site: SiteKey,
        locale: String,
        cards: Vec<String>,
    },
    Turn {
        at: String,
        turn: TurnId,
        said: Said,
        /// Why this reply, in one readable line.
        decision: String,
        /// Why the reply hands over to a person, when it does.
        handoff: Option<HandoffReason>,
        cards: Vec<String>,
        /// What was considered and not given, likeliest first, where the reply hands over.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rejected: Vec<Considered>,
    },
    Handoff {
        at: String,
        handoff: HandoffId,
        ticket: TicketNumber,
        reason: String,
        name: String,
        email: String,
        message: String,
        cards: Vec<String>,
    },
    Feedback {
        at: String,
        card: CardId,
        verdict: Verdict,
        words: Option<String>,
    },
    /// The widget would not show a card.
    Refusal {
        at: String,
        card: Option<CardId>,
        reason: String,
    },
    /// A person answered.
    StaffMessage {
        at: String,
        ticket: TicketNumber,
        reply: String,
        /// Who, by their address; shoppers see the name on the card.
        staff: String,
        cards: Vec<String>,
    },
    /// The shopper answered by mail.
    ShopperMail {
        at: String,
        ticket: TicketNumber,
        message_id: String,
        /// Without what they quoted.
        text: String,
        /// The text part in full.
        whole: String,
    },
    /// A person took the conversation over: from here on the machine is silent.
    TakenOver {
        at: String,
        ticket: TicketNumber,
        staff: String,
        cards: Vec<String>,
    },
    /// The person gave it back.
    Released {
        at: String,
        ticket: TicketNumber,
        staff: String,
        cards: Vec<String>,
    },
    /// The ticket was closed.
    Closed {
        at: String,
        ticket: TicketNumber,
        staff: String,
        cards: Vec<String>,
        /// By what a widget's having been told is found; absent where nothing goes by mail.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closing: Option<String>,
        /// The ticket that goes on with the same matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        merged_into: Option<TicketNumber>,
    },
}

/// What the shopper said, as it is recorded: in full, but for what proves an order, of which only
/// the kind is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Text(String),
    Choose { answer: AnswerId, label: String },
    Order { number: String, proof: String },
}

impl Said {
    /// As a person reads it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Choose { label, .. } => label,
            Self::Order { number, .. } => number,
        }
    }

    /// A claim without its secret.
    pub fn order(asked: &Asked) -> Self {
        let (number, proof) = match asked {
            Asked::Claim(claim) => (&claim.number, kind(&claim.proof)),
            Asked::Code(number, _) => (number, "code"),
            Asked::Number(number) => (number, "identity"),
        };
        Self::Order { number: number.as_str().to_owned(), proof: proof.to_owned() }
    }
}

fn kind(proof: &Proof) -> &'static str {
    match proof {
        Proof::Email(_) => "email",
        Proof::Postcode(_) => "postcode",
        Proof::Identity(_) => "identity",
        Proof::Mailbox(_) => "code",
    }
}

impl Entry {
    /// The name of the entry's type, for finding it again.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Turn { .. } => "turn",
            Self::Handoff { .. } => "handoff",
            Self::Feedback { .. } => "feedback",
            Self::Refusal { .. } => "refusal",
            Self::StaffMessage { .. } => "staff_message",
            Self::ShopperMail { .. } => "shopper_mail",
            Self::TakenOver { .. } => "taken_over",
            Self::Released { .. } => "released",
            Self::Closed { .. } => "closed",
        }
    }

    /// When it happened.
    pub fn at(&self) -> &str {
        match self {
            Self::Opened { at, .. }
            | Self::Turn { at, .. }
            | Self::Handoff { at, .. }
            | Self::Feedback { at, .. }
            | Self::Refusal { at, .. }
            | Self::StaffMessage { at, .. }
            | Self::ShopperMail { at, .. }
            | Self::TakenOver { at, .. }
            | Self::Released { at, .. }
            | Self::Closed { at, .. } => at,
        }
    }

    /// The cards that it recorded, as compact JWS.
    pub fn cards(&self) -> &[String] {
        match self {
            Self::Opened { cards, .. }
            | Self::Turn { cards, .. }
            | Self::Handoff { cards, .. }
            | Self::StaffMessage { cards, .. }
            | Self::TakenOver { cards, .. }
            | Self::Released { cards, .. }
            | Self::Closed { cards, .. } => cards,
            Self::Feedback { .. } | Self::Refusal { .. } | Self::ShopperMail { .. } => &[],
        }
    }

    /// Reads a stored entry.
    pub fn read(row: &store::ledger::EntryRow) -> Result<Self, store::Error> {
        serde_json::from_str(&row.body)
            .map_err(|error| store::Error::Corrupt("ledger entry", error.to_string()))
    }
}

/// All cards of stored entries, oldest first.
pub fn cards_of(entries: &[(i64, Entry)]) -> Vec<String> {
    entries.iter().flat_map(|(_, entry)| entry.cards()).cloned().collect()
}

/// A client's own id for what it asked, and a hash that tells a repetition from another request
/// under the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestKey {
    pub id: String,
    pub hash: String,
}

impl RequestKey {
    /// The key of anything that the client sent under an id.
    pub fn new(id: &str, request: &impl Serialize) -> Self {
        Self::salted("", id, request)
    }

    /// The same with a secret in the hash, for requests that hold something to be guessed.
    pub fn salted(secret: &str, id: &str, request: &impl Serialize) -> Self {
        let json = serde_json::to_string(request).expect("requests came from JSON");
        Self { id: id.to_owned(), hash: sha256_hex(format!("{secret}\n{json}").as_bytes()) }
    }
}
