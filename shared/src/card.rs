//! The card: the only thing an answer can be. On the wire a card is the payload of a compact JWS
//! (RFC 7515, ES256, `typ: vouch-card+jwt`); this module is the payload.

use crate::block::Block;
use crate::handoff::HandoffReason;
use crate::id::{AnswerId, CardId, ConversationId, SiteKey, TicketNumber, Timestamp, TurnId};
use crate::order::{Order, OrderProof, RecentOrder};
use serde::{Deserialize, Serialize};

/// The `typ` header of a card's JWS.
pub const CARD_TYP: &str = "vouch-card+jwt";

/// IPTC's term for "made by a trained model", the value of `digital_source_type` on every
/// generated card. <https://cv.iptc.org/newscodes/digitalsourcetype/>
pub const TRAINED_ALGORITHMIC_MEDIA: &str =
    "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

/// The choice that opens the order form.
pub const CHOOSE_ORDER: &str = "order";
/// The choice that asks for a person.
pub const CHOOSE_PERSON: &str = "person";

/// What the server signs and the widget shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    pub id: CardId,
    pub site: SiteKey,
    pub conversation: ConversationId,
    /// The turn it replies to; absent on cards that open a conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    pub issued_at: Timestamp,
    /// The language of the card's text, BCP 47.
    pub locale: String,
    #[serde(flatten)]
    pub body: CardBody,
    pub evidence: Evidence,
}

/// What a card says, told apart by `kind`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardBody {
    /// Opens a conversation.
    Greeting { text: String, quick_replies: Vec<ChoiceOption> },
    /// A plain statement of the system itself, such as "you are talking to an automatic system".
    Notice { text: String },
    /// Approved text, verbatim.
    Policy { title: String, document_title: String, blocks: Vec<Block> },
    /// An order's state, read from the store's database after an identity check.
    Order { order: Order },
    /// Asks for what identifies an order.
    OrderForm {
        text: String,
        /// The number that the shopper already gave.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// What the shopper may prove the order with.
        proofs: Vec<OrderProof>,
        /// Why the form is shown again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<String>,
        /// The shopper's own orders: with the signed identity, their number alone opens them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recent: Vec<RecentOrder>,
    },
    /// Titles of approved answers when several are about as likely.
    Choices { text: String, options: Vec<ChoiceOption> },
    /// Text that a model wrote, always under the verbatim text that it rests on.
    Generated {
        blocks: Vec<Block>,
        /// Always [`TRAINED_ALGORITHMIC_MEDIA`]; a card without it is not rendered.
        digital_source_type: String,
        /// The approved text that it rests on; a card without any is not rendered.
        sources: Vec<Source>,
    },
    /// "We do not know; a person will": the human-contact form.
    Handoff {
        text: String,
        reason: HandoffReason,
        /// By when a person answers what is written now, where the shop promises that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_by: Option<Timestamp>,
    },
    /// What a shopper gets for a form that was taken.
    HandoffReceipt {
        text: String,
        ticket: TicketNumber,
        /// By when a person answers, where the shop promises that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_by: Option<Timestamp>,
    },
    /// What a person of the shop typed: paragraphs without style or links. What they inserted is
    /// a card of its own below it.
    StaffMessage { name: String, blocks: Vec<Block> },
}

/// Something to pick, by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceOption {
    pub label: String,
    /// What to send as `{"say": {"choose": …}}`.
    pub choose: AnswerId,
}

/// Verbatim text under a generated card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    pub title: String,
    pub document_title: String,
    pub blocks: Vec<Block>,
    pub policy: PolicyEvidence,
}

/// What a card rests on, told apart by `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Evidence {
    /// The system's own fixed wording; `text` is its key in the locale file.
    System { text: String },
    /// A version of a document that a second person approved.
    Policy(PolicyEvidence),
    /// One consistent read of the store's database.
    Order { source: String, read_at: Timestamp, checks: Vec<String> },
    /// Titles of approved answers.
    Answers { answers: Vec<AnswerId> },
    /// A model, under open gates.
    Model { model: String },
    /// A ticket that is stored.
    Ticket { ticket: TicketNumber },
    /// A member of the shop's staff who was signed in when they wrote it.
    Staff { ticket: TicketNumber },
}

/// Which approved text a card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyEvidence {
    pub document: String,
    pub section: String,
    pub version: u32,
    pub locale: String,
    /// The first day the text holds, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<String>,
    /// `sha256:` and the hex digest of the section's Markdown as it was approved.
    pub content_hash: String,
    pub approved_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_flat_and_told_apart_by_kind() {
        let card = Card {
            id: "k1".into(),
            site: "pk_demo".into(),
            conversation: "c1".into(),
            turn: Some("t1".into()),
            issued_at: "2026-11-22T10:00:00.000Z".into(),
            locale: "en".into(),
            body: CardBody::HandoffReceipt {
                text: "Thanks".into(),
                ticket: "V-1".into(),
                expected_by: None,
            },
            evidence: Evidence::Ticket { ticket: "V-1".into() },
        };
        let json = serde_json::to_value(&card).unwrap();
        assert_eq!(json["kind"], "handoff_receipt");
        assert_eq!(json["ticket"], "V-1");
        assert!(json.get("expected_by").is_none(), "what is not promised is not there");
        assert_eq!(json["evidence"]["type"], "ticket");
        assert_eq!(serde_json::from_value::<Card>(json).unwrap(), card);
    }

    #[test]
    fn an_unknown_kind_is_no_card() {
        let json = serde_json::json!({
            "id": "k", "site": "s", "conversation": "c", "issued_at": "t", "locale": "en",
            "kind": "advert", "text": "buy", "evidence": {"type": "system", "text": "x"},
        });
        assert!(serde_json::from_value::<Card>(json).is_err());
    }
}
