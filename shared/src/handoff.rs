//! Handing a conversation over to a person.

use crate::id::{HandoffId, TicketNumber};
use serde::{Deserialize, Serialize};

/// The longest message in the contact form, in characters.
pub const MAX_MESSAGE_CHARS: usize = 4_000;
/// The longest name, in characters.
pub const MAX_NAME_CHARS: usize = 200;
/// The longest e-mail address, in characters (RFC 5321, 4.5.3.1.3, less the brackets).
pub const MAX_EMAIL_CHARS: usize = 254;

/// Why a card hands over to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandoffReason {
    /// No approved answer is likely enough to be right.
    LowConfidence,
    /// The site has no approved text in this language.
    NoKnowledge,
    /// The shopper asked for a person.
    AskedForPerson,
    /// An operator stopped answers.
    Stopped,
    /// The store's records of the order need a person.
    OrderCheckFailed,
    /// The store's database could not be read in time.
    OrdersUnavailable,
    /// Too many tries to open an order.
    TooManyAttempts,
    /// The turn could not be logged, so nothing else may be shown.
    NotLogged,
}

impl HandoffReason {
    pub const ALL: [Self; 8] = [
        Self::LowConfidence,
        Self::NoKnowledge,
        Self::AskedForPerson,
        Self::Stopped,
        Self::OrderCheckFailed,
        Self::OrdersUnavailable,
        Self::TooManyAttempts,
        Self::NotLogged,
    ];

    /// The reason of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }

    /// The name on the wire and in locale files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LowConfidence => "low_confidence",
            Self::NoKnowledge => "no_knowledge",
            Self::AskedForPerson => "asked_for_person",
            Self::Stopped => "stopped",
            Self::OrderCheckFailed => "order_check_failed",
            Self::OrdersUnavailable => "orders_unavailable",
            Self::TooManyAttempts => "too_many_attempts",
            Self::NotLogged => "not_logged",
        }
    }
}

/// The contact form as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandoffRequest {
    /// Chosen by the client, new for each form. The same again gives the same ticket.
    pub handoff_id: HandoffId,
    #[serde(default)]
    pub name: String,
    pub email: String,
    pub message: String,
    /// The shopper agreed that the store may use this to reply. Without it nothing is kept.
    pub consent: bool,
}

/// A ticket that is durably stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandoffReply {
    pub ticket: TicketNumber,
    /// The receipt, as compact JWS.
    pub cards: Vec<String>,
}
