//! What leaves the house, and where it stands.

use crate::decode::{from_js, names_from_js};
use vouch_shared::delivery::{MessageState, Outbox, OutboxMessage, Replayed, TargetState};

names_from_js! {
    MessageState {
        "pending" => Pending,
        "failed" => Failed,
        "sent" => Sent,
        "unneeded" => Unneeded,
        "dead" => Dead,
    }
}

from_js! {
    Outbox { targets, messages }
    OutboxMessage {
        id, target, event, ticket, state, tries, problem, created_at, due_at, ended_at,
    }
    Replayed { messages }
    TargetState { name, format, pending, failed, sent, dead }
}
