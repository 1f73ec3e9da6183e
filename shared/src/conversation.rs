//! Opening a conversation, taking turns in it, resuming it, and saying whether a card helped.

use crate::id::{AnswerId, CardId, ConversationId, Timestamp, TurnId};
use serde::{Deserialize, Serialize};

/// The longest question, in characters.
pub const MAX_TEXT_CHARS: usize = 4_000;

/// Opens a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// The page's language, BCP 47; the site's own where absent or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// A conversation that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationCreated {
    pub id: ConversationId,
    /// The bearer token for everything else in this conversation. Shown once; the server keeps
    /// its hash only.
    pub token: String,
    /// Compact JWS, one a card.
    pub cards: Vec<String>,
}

/// One message of the shopper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TurnRequest {
    /// Chosen by the client, new for each message. The same again gives the same reply.
    pub turn_id: TurnId,
    pub say: Say,
}

/// What the shopper says: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Say {
    /// Free text, 1 to [`MAX_TEXT_CHARS`] characters.
    Text(String),
    /// A title that a card offered.
    Choose(AnswerId),
    /// What identifies an order.
    Order(OrderClaim),
}

/// The header in which a page's signed identity (a JWT) comes with a request.
pub const IDENTITY_HEADER: &str = "vouch-identity";

/// An order number and what proves that it is the shopper's: an e-mail address, a postcode, or the
/// code that was mailed to the order's address. With a signed identity the number is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderClaim {
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The reply to a message. It is durable before it leaves the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnReply {
    pub turn: TurnId,
    /// Compact JWS, one a card.
    pub cards: Vec<String>,
}

/// A conversation so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationView {
    pub id: ConversationId,
    /// What the shopper said, oldest first. Cards name the turn that they reply to.
    pub turns: Vec<TurnView>,
    /// All cards so far, oldest first, as compact JWS.
    pub cards: Vec<String>,
}

/// What the shopper said in one turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnView {
    pub turn: TurnId,
    /// As a person reads it: the text, the title that was chosen, or the order number.
    pub said: String,
    pub at: Timestamp,
}

/// What the shopper thinks of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    pub card: CardId,
    pub verdict: Verdict,
    /// What is wrong, in the shopper's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Whether a card helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Helpful,
    NotHelpful,
    Wrong,
}

/// A card that the widget would not show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Absent where not even the id could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    pub reason: RefusalReason,
}

/// Why a widget would not show a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// The signature does not fit.
    Signature,
    /// The key is not on the list, or was not valid when the card was issued.
    Kid,
    /// A kind that this widget does not know.
    Kind,
    /// Generated text without its mark or its sources.
    Mark,
    /// Signed for another site or conversation.
    Scope,
    /// Not a card at all.
    Payload,
}

impl RefusalReason {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Kid => "kid",
            Self::Kind => "kind",
            Self::Mark => "mark",
            Self::Scope => "scope",
            Self::Payload => "payload",
        }
    }
}

/// What the event stream of a conversation carries, as the `data` of a server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Cards that were added to the conversation, as compact JWS.
    Cards { cards: Vec<String> },
    /// Answers were stopped (or resumed) by an operator.
    Stop { stopped: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn say_is_exactly_one_thing() {
        let parse = serde_json::from_str::<TurnRequest>;
        assert!(parse(r#"{"turn_id":"a","say":{"text":"hi"}}"#).is_ok());
        assert!(parse(r#"{"turn_id":"a","say":{"choose":"returns/how"}}"#).is_ok());
        assert!(parse(r#"{"turn_id":"a","say":{"order":{"number":"1","email":"a@b"}}}"#).is_ok());
        assert!(parse(r#"{"turn_id":"a","say":{"order":{"number":"1","code":"123456"}}}"#).is_ok());
        assert!(parse(r#"{"turn_id":"a","say":{"text":"hi","choose":"x"}}"#).is_err());
        assert!(parse(r#"{"turn_id":"a","say":{"shout":"hi"}}"#).is_err());
        assert!(parse(r#"{"turn_id":"a","say":{}}"#).is_err());
    }
}
