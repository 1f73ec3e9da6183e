//! Figures, and what no approved text answers.

use crate::decode::{FromJs, field, from_js};
use vouch_shared::insight::{
    AskedExample, Counts, DayCounts, Insights, NearestText, QuestionGroup, ReasonCount, Replies,
    Unanswered,
};
use wasm_bindgen::JsValue;

from_js! {
    AskedExample { text, at, locale, conversation }
    Counts { text, order, asked_back, handed_off, tickets }
    Insights {
        zone, days, total, before, reasons, replies, replies_before, open_minutes,
    }
    NearestText { answer, title, confidence }
    QuestionGroup {
        question, times, conversations, last_at, locales, examples, nearest, draft_questions,
    }
    ReasonCount { reason, questions, before }
    Replies { replied, waiting, median_minutes, ninetieth_minutes, promised, kept, steps }
    Unanswered {
        looked_at, left_out, answered_now, by_meaning, masked, groups, unlisted,
    }
}

impl FromJs for DayCounts {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self { day: field(value, "day")?, counts: Counts::from_js(value)? })
    }
}
