//! What goes out to mail and other systems, as staff see it.

use crate::id::{TicketNumber, Timestamp};
use serde::{Deserialize, Serialize};

/// The outbox of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outbox {
    pub targets: Vec<TargetState>,
    /// Newest first, as many as the list shows.
    pub messages: Vec<OutboxMessage>,
}

/// How one target fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetState {
    pub name: String,
    /// `mail`, `vouch`, `slack` and so on; absent where it is no longer configured.
    pub format: Option<String>,
    /// Waiting for their first try.
    pub pending: i64,
    /// Failed, and to be tried again.
    pub failed: i64,
    pub sent: i64,
    /// Not tried any more.
    pub dead: i64,
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Waiting for its first try.
    Pending,
    /// Failed, and to be tried again.
    Failed,
    Sent,
    /// The shopper had it in the widget.
    Unneeded,
    /// Not tried any more.
    Dead,
}

impl MessageState {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Sent => "sent",
            Self::Unneeded => "unneeded",
            Self::Dead => "dead",
        }
    }
}

/// One message to one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxMessage {
    /// Also the key that receivers see.
    pub id: String,
    pub target: String,
    /// `ticket.accepted`, for example.
    pub event: String,
    pub ticket: TicketNumber,
    pub state: MessageState,
    pub tries: i64,
    /// Why the last try failed, and what to do about it.
    pub problem: Option<String>,
    pub created_at: Timestamp,
    /// When it is tried next.
    pub due_at: Option<Timestamp>,
    /// When it was sent or given up.
    pub ended_at: Option<Timestamp>,
}

/// How many messages are tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replayed {
    pub messages: u64,
}
