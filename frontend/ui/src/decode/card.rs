//! Cards and what they are made of.

use crate::decode::{FromJs, field, from_js, names_from_js, text_from_js};
use vouch_shared::block::{Block, Span};
use vouch_shared::card::{Card, CardBody, ChoiceOption, Evidence, PolicyEvidence, Source};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{
    AnswerId, CardId, ConversationId, SiteKey, TicketNumber, Timestamp, TurnId,
};
use wasm_bindgen::JsValue;

text_from_js! { AnswerId CardId ConversationId SiteKey TicketNumber Timestamp TurnId }

from_js! {
    ChoiceOption { label, choose }
    PolicyEvidence { document, section, version, locale, effective_from, content_hash, approved_at }
    Source { title, document_title, blocks, policy }
    Span { text, strong, emphasis, href }
}

names_from_js! {
    HandoffReason {
        "low_confidence" => LowConfidence,
        "no_knowledge" => NoKnowledge,
        "asked_for_person" => AskedForPerson,
        "stopped" => Stopped,
        "order_check_failed" => OrderCheckFailed,
        "orders_unavailable" => OrdersUnavailable,
        "too_many_attempts" => TooManyAttempts,
        "not_logged" => NotLogged,
    }
}

impl FromJs for Card {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            id: field(value, "id")?,
            site: field(value, "site")?,
            conversation: field(value, "conversation")?,
            turn: field(value, "turn")?,
            issued_at: field(value, "issued_at")?,
            locale: field(value, "locale")?,
            body: CardBody::from_js(value)?,
            evidence: field(value, "evidence")?,
        })
    }
}

/// The kinds that a widget of this version can draw.
const KINDS: [&str; 10] = [
    "greeting",
    "notice",
    "policy",
    "order",
    "order_form",
    "choices",
    "generated",
    "handoff",
    "handoff_receipt",
    "staff_message",
];

/// Whether a card's `kind` is one that this version knows.
pub(crate) fn is_known_kind(value: &JsValue) -> bool {
    field::<String>(value, "kind").is_some_and(|kind| KINDS.contains(&kind.as_str()))
}

impl FromJs for CardBody {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(match field::<String>(value, "kind")?.as_str() {
            "greeting" => Self::Greeting {
                text: field(value, "text")?,
                quick_replies: field(value, "quick_replies")?,
            },
            "notice" => Self::Notice { text: field(value, "text")? },
            "policy" => Self::Policy {
                title: field(value, "title")?,
                document_title: field(value, "document_title")?,
                blocks: field(value, "blocks")?,
            },
            "order" => Self::Order { order: field(value, "order")? },
            "order_form" => Self::OrderForm {
                text: field(value, "text")?,
                number: field(value, "number")?,
                proofs: field(value, "proofs")?,
                error: field(value, "error")?,
                recent: field::<Option<_>>(value, "recent")?.unwrap_or_default(),
            },
            "choices" => {
                Self::Choices { text: field(value, "text")?, options: field(value, "options")? }
            }
            "generated" => Self::Generated {
                blocks: field(value, "blocks")?,
                digital_source_type: field::<Option<String>>(value, "digital_source_type")?
                    .unwrap_or_default(),
                sources: field::<Option<Vec<Source>>>(value, "sources")?.unwrap_or_default(),
            },
            "handoff" => Self::Handoff {
                text: field(value, "text")?,
                reason: field(value, "reason")?,
                expected_by: field(value, "expected_by")?,
            },
            "handoff_receipt" => Self::HandoffReceipt {
                text: field(value, "text")?,
                ticket: field(value, "ticket")?,
                expected_by: field(value, "expected_by")?,
            },
            "staff_message" => {
                Self::StaffMessage { name: field(value, "name")?, blocks: field(value, "blocks")? }
            }
            _ => return None,
        })
    }
}

impl FromJs for Evidence {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(match field::<String>(value, "type")?.as_str() {
            "system" => Self::System { text: field(value, "text")? },
            "policy" => Self::Policy(PolicyEvidence::from_js(value)?),
            "order" => Self::Order {
                source: field(value, "source")?,
                read_at: field(value, "read_at")?,
                checks: field(value, "checks")?,
            },
            "answers" => Self::Answers { answers: field(value, "answers")? },
            "model" => Self::Model { model: field(value, "model")? },
            "ticket" => Self::Ticket { ticket: field(value, "ticket")? },
            "staff" => Self::Staff { ticket: field(value, "ticket")? },
            _ => return None,
        })
    }
}

impl FromJs for Block {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(match field::<String>(value, "type")?.as_str() {
            "paragraph" => Self::Paragraph { spans: field(value, "spans")? },
            "heading" => {
                let level = u8::try_from(field::<u32>(value, "level")?).ok()?;
                Self::Heading { level, spans: field(value, "spans")? }
            }
            "list" => Self::List {
                ordered: field(value, "ordered")?,
                start: field(value, "start")?,
                items: field(value, "items")?,
            },
            "table" => Self::Table { head: field(value, "head")?, rows: field(value, "rows")? },
            "quote" => Self::Quote { blocks: field(value, "blocks")? },
            _ => return None,
        })
    }
}
