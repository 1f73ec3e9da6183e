//! Replies to the widget's requests.

use crate::decode::{FromJs, field, from_js};
use vouch_shared::conversation::{ConversationCreated, ConversationView, TurnReply, TurnView};
use vouch_shared::handoff::HandoffReply;
use vouch_shared::problem::Problem;
use wasm_bindgen::JsValue;

from_js! {
    ConversationCreated { id, token, cards }
    ConversationView { id, turns, cards }
    HandoffReply { ticket, cards }
    TurnReply { turn, cards }
    TurnView { turn, said, at }
}

impl FromJs for Problem {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            kind: field(value, "type")?,
            title: field(value, "title")?,
            status: u16::try_from(field::<u32>(value, "status")?).ok()?,
            detail: field(value, "detail")?,
            field: field(value, "field")?,
            retry_after_s: field::<Option<u32>>(value, "retry_after_s")?.map(u64::from),
            request_id: field(value, "request_id")?,
        })
    }
}
