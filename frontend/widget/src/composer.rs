//! Where the shopper writes, and the way to a person, which is always there.

use crate::chat::{Chat, Phase};
use leptos::prelude::*;
use std::rc::Rc;
use vouch_ui::drawing::{Drawing, draw, set_flag};
use vouch_ui::icon::{PERSON, SEND, icon};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent};

/// How near the limit the counter appears, in characters.
const COUNTER_FROM: usize = 200;

pub(crate) fn composer(chat: Chat) -> Drawing {
    let texts = chat.texts;
    let written = RwSignal::new(String::new());
    let area = draw("textarea")
        .set("rows", "1")
        .set("dir", "auto")
        .set("enterkeyhint", "send")
        .set("aria-label", &texts.get("widget.input"))
        .set("placeholder", &texts.get("widget.placeholder"))
        .test_id("vouch-input");
    let input = area.element().clone();
    let send: Rc<dyn Fn()> = Rc::new(move || {
        let text = written.get_untracked();
        if untrack(|| is_sendable(chat, &text)) {
            text_area(&input).set_value("");
            written.set(String::new());
            chat.ask(text);
        }
    });
    let submit = send.clone();
    let area = area
        .on("input", move |event| written.set(event_target_value(&event)))
        .on("keydown", move |event| {
            if ends_message(&event) {
                event.prevent_default();
                send();
            }
        })
        .live(move |area| follow_focus(chat, area))
        .live(move |area| {
            written.track();
            if chat.open.get() {
                let area = text_area(area).clone();
                request_animation_frame(move || grow(&area));
            }
        });
    let button = draw("button")
        .class("send")
        .test_id("vouch-send")
        .set("aria-label", &texts.get("widget.send"))
        .child(icon(SEND))
        .live(move |button| {
            set_flag(button, "aria-disabled", !is_sendable(chat, &written.get()));
        });
    let form =
        draw("form").class("composer").child(area).child(button).on("submit", move |event| {
            event.prevent_default();
            submit();
        });
    draw("footer").child(form).child(foot(chat, written))
}

fn foot(chat: Chat, written: RwSignal<String>) -> Drawing {
    let person = draw("button")
        .class("person")
        .test_id("vouch-person")
        .child(icon(PERSON))
        .text(&chat.texts.get("widget.person"))
        .on("click", move |_| chat.ask_for_person());
    let note = draw("span").class("note").set("role", "status").live(move |note| {
        let length = written.get().chars().count();
        note.set_text_content(Some(&note_on(chat, length)));
    });
    draw("div").class("foot").child(person).child(note)
}

/// Whether the text can be sent now. Reads signals, so that the button follows them.
fn is_sendable(chat: Chat, text: &str) -> bool {
    !chat.busy.get()
        && chat.phase.get() == Phase::Ready
        && !text.trim().is_empty()
        && text.chars().count() <= chat.max_text_chars
}

/// What is said about the length, once it matters.
fn note_on(chat: Chat, length: usize) -> String {
    let max = chat.max_text_chars.to_string();
    if length > chat.max_text_chars {
        chat.texts.fill("widget.too_long", &[("max", &max)])
    } else if length + COUNTER_FROM > chat.max_text_chars {
        [length.to_string(), max].join(" / ")
    } else {
        String::new()
    }
}

/// Whether a key sends the message. Enter also ends the choice of a character in East Asian
/// input; that one is not ours.
fn ends_message(event: &Event) -> bool {
    let event: &KeyboardEvent = event.unchecked_ref();
    event.key() == "Enter" && !event.shift_key() && !event.is_composing()
}

/// Takes the focus when the panel opens and after a form was settled.
fn follow_focus(chat: Chat, area: &Element) {
    chat.settled.track();
    if chat.open.get() {
        let area = text_area(area).clone();
        // An element that the page has just removed cannot take the focus; nothing is lost.
        request_animation_frame(move || drop(area.focus()));
    }
}

/// Makes the field as high as its text; the style sheet sets the limit.
fn grow(area: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(area);
    // A style that cannot be set leaves the field at one line, with a scroll bar.
    let _ = style.set_property("height", "auto");
    let height = area.scroll_height().to_string() + "px";
    let _ = style.set_property("height", &height);
}

fn text_area(element: &Element) -> &HtmlTextAreaElement {
    element.unchecked_ref()
}
