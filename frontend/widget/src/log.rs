//! The log: everything that was said, oldest first, read out as it grows.

use crate::chat::{Chat, Entry, Line, Phase, Trouble};
use leptos::prelude::*;
use std::cell::Cell;
use vouch_ui::card::{Active, card_view, contact_form_while};
use vouch_ui::drawing::{Drawing, draw, set_flag};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The conversation on the screen.
pub(crate) fn log(chat: Chat) -> Drawing {
    let texts = chat.texts;
    let dots = (0..3).map(|_| draw("i")).collect();
    let thinking = draw("div")
        .class("thinking")
        .test_id("vouch-thinking")
        .children(dots)
        .child(draw("span").class("unseen").text(&texts.get("widget.thinking")))
        .live(move |dots| {
            let waiting = chat.busy.get() || chat.phase.get() == Phase::Opening;
            set_flag(dots, "hidden", !waiting);
        });
    let trouble = draw("div").class("lines").live(move |frame| match chat.trouble.get() {
        Some(trouble) => {
            frame.replace_children_with_node_1(trouble_view(chat, &trouble).element());
        }
        None => frame.replace_children_with_node_0(),
    });
    draw("div")
        .class("log")
        .set("role", "log")
        .set("aria-live", "polite")
        .set("aria-label", &texts.get("widget.log"))
        .set("tabindex", "0")
        .test_id("vouch-log")
        .child(lines(chat))
        .child(thinking)
        .child(trouble)
        .live(move |log| follow(chat, log))
}

/// The lines. They only ever grow, or start over; what stands there is not drawn again.
fn lines(chat: Chat) -> Drawing {
    let drawn = Cell::new(0);
    // Lines have effects of their own, which must outlive the effect that draws them.
    let owner = Owner::current().unwrap_or_default();
    draw("div").class("lines").live(move |frame| {
        let entries = chat.entries.get();
        if entries.len() < drawn.get() {
            frame.replace_children_with_node_0();
            drawn.set(0);
        }
        for entry in entries.iter().skip(drawn.get()) {
            let line = owner.with(|| line(chat, entry));
            // A new element always fits in.
            let _ = frame.append_child(line.element());
        }
        drawn.set(entries.len());
    })
}

fn line(chat: Chat, entry: &Entry) -> Drawing {
    let texts = chat.texts;
    let key = entry.key;
    let active: Active = Box::new(move || chat.settled.get() < key);
    match &entry.line {
        Line::Said(text) => draw("p")
            .class("said")
            .test_id("vouch-said")
            .child(draw("span").class("unseen").text(&texts.get("widget.you")).text(": "))
            .child(draw("span").set("dir", "auto").text(text)),
        Line::Card(card) => card_view(card, active),
        Line::Contact(key) => draw("div")
            .class("card contact")
            .test_id("vouch-contact")
            .children(chat.invitation(key))
            .child(contact_form_while(active)),
    }
}

fn trouble_view(chat: Chat, trouble: &Trouble) -> Drawing {
    let texts = chat.texts;
    let again = draw("button")
        .class("primary")
        .test_id("vouch-retry")
        .text(&texts.get("widget.retry"))
        .on("click", move |_| chat.try_again());
    let person = draw("button")
        .class("option")
        .text(&texts.get("widget.person"))
        .on("click", move |_| chat.ask_for_person());
    let row = draw("div").class("row");
    let row = if trouble.again.is_some() { row.child(again) } else { row };
    draw("div")
        .class("card trouble")
        .set("role", "alert")
        .test_id("vouch-trouble")
        .child(draw("p").text(&trouble.text))
        .child(row.child(person))
}

/// Scrolls along with what is said, once the panel is open.
fn follow(chat: Chat, log: &Element) {
    chat.entries.track();
    chat.trouble.track();
    let (open, busy) = (chat.open.get(), chat.busy.get());
    if open {
        let log = log.clone();
        request_animation_frame(move || scroll(&log, busy));
    }
}

/// Brings the last question to the top, with as much of the reply under it as there is room for:
/// a long answer is read from its beginning. While a reply is awaited, the end is in view.
fn scroll(log: &Element, busy: bool) {
    let last = |selector: &str| {
        let all = log.query_selector_all(selector).ok()?;
        all.get(all.length().checked_sub(1)?)?.dyn_into::<HtmlElement>().ok()
    };
    let anchor = last(".lines > .contact:last-child").or_else(|| last(".said").filter(|_| !busy));
    let top = anchor.map_or(log.scroll_height(), |anchor| anchor.offset_top());
    log.set_scroll_top(top - 12);
}
