//! What is told outside. It is written once, in the transaction of what it tells, and put into each
//! target's own form when it is sent.

use crate::app::App;
use crate::clock::{new_id, timestamp, unix_ms};
use crate::config::Site;
use crate::conversation::handoff::ticket_number;
use crate::handoff::rules::parse_number;
use crate::handoff::target::Target;
use crate::store::outbox::NewMessage;
use crate::store::ticket::TicketRow;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use vouch_shared::id::{ConversationId, SiteKey, TicketNumber};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    #[serde(rename = "ticket.accepted")]
    Accepted,
    #[serde(rename = "ticket.staff_reply")]
    StaffReply,
    #[serde(rename = "ticket.shopper_message")]
    ShopperMessage,
    #[serde(rename = "ticket.closed")]
    Closed,
}

impl Event {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "ticket.accepted",
            Self::StaffReply => "ticket.staff_reply",
            Self::ShopperMessage => "ticket.shopper_message",
            Self::Closed => "ticket.closed",
        }
    }
}

/// Something that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Announcement {
    pub event: Event,
    pub at: String,
    pub site: SiteKey,
    /// The shop's name.
    pub shop: String,
    pub ticket: TicketNumber,
    pub conversation: ConversationId,
    /// Why Vouch did not answer.
    pub reason: String,
    pub locale: String,
    pub shopper: Person,
    /// What was written: the form's message, the reply, or the shopper's next message.
    pub text: String,
    /// What a reply holds beside what was typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inserted: Vec<Quoted>,
    /// The staff member's name as shoppers read it, where one acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    /// The id of the reply, or of the closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// The ticket that goes on with the matter of one that was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<TicketNumber>,
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub email: String,
}

/// Approved text, or an order, that goes with a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    pub title: String,
    /// Absent for an order: it is for the chat alone, where the shopper proved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Announcement {
    /// The shopper of a ticket wrote again.
    pub fn of_shopper(site: &Site, ticket: TicketRow, text: &str, now: OffsetDateTime) -> Self {
        Self {
            event: Event::ShopperMessage,
            at: timestamp(now).0,
            site: site.key.clone(),
            shop: site.name.clone(),
            ticket: ticket_number(ticket.number),
            conversation: ConversationId(ticket.conversation),
            reason: ticket.reason,
            locale: ticket.locale,
            shopper: Person { name: ticket.name, email: ticket.email },
            text: text.to_owned(),
            inserted: Vec::new(),
            staff: None,
            reply: None,
            merged_into: None,
        }
    }

    /// The rows that tell every target that wants to hear of it.
    pub fn messages(&self, app: &App, site: &Site, now: OffsetDateTime) -> Vec<NewMessage> {
        let targets = Target::of(site, app.mailer.is_some());
        let wanted = targets.into_iter().filter(|target| target.wants(self));
        let body = serde_json::to_string(self).expect("an announcement is JSON");
        let created_ms = unix_ms(now);
        let message = |target: Target| NewMessage {
            id: new_id(now),
            site: site.key.clone(),
            due_ms: created_ms + target.patience_ms(site),
            target: target.name,
            event: self.event.as_str(),
            ticket: number_of(&self.ticket),
            body: body.clone(),
            created_at: timestamp(now).0,
            created_ms,
        };
        wanted.map(message).collect()
    }
}

fn number_of(ticket: &TicketNumber) -> i64 {
    parse_number(ticket.as_str()).unwrap_or_default()
}
