//! The panel: header, log and composer, as a dialog that leaves the page usable beside it.

use crate::chat::Chat;
use crate::composer::composer;
use crate::log::log;
use leptos::prelude::*;
use vouch_ui::drawing::{Drawing, draw, set_flag};
use vouch_ui::icon::{AGAIN, CLOSE, icon};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The whole widget, apart from the launcher, which is the loader's.
pub(crate) fn panel(chat: Chat, logo: Option<&str>) -> Drawing {
    let texts = chat.texts;
    let title = texts.get("widget.title");
    let titles = draw("div")
        .class("titles")
        .child(draw("h2").text(&title))
        .child(draw("p").text(&texts.get("widget.subtitle")));
    let again = tool("vouch-again", &texts.get("widget.new_chat"), AGAIN);
    let close = tool("vouch-close", &texts.get("widget.close"), CLOSE);
    // Its meaning stands beside it, as text.
    let logo = logo.map(|url| draw("img").set("alt", "").set("src", url));
    let header = draw("header")
        .children(logo.into_iter().collect())
        .child(titles)
        .child(again.on("click", move |_| chat.start_over()))
        .child(close.on("click", move |_| chat.leave()));
    draw("section")
        .class("panel")
        .set("role", "dialog")
        .set("aria-label", &title)
        .test_id("vouch-panel")
        .live(move |panel| set_flag(panel, "hidden", !chat.open.get()))
        .on("keydown", move |event| leave_on_escape(chat, &event))
        .child(header)
        .child(log(chat))
        .child(composer(chat))
}

fn tool(test_id: &str, label: &str, picture: &str) -> Drawing {
    draw("button")
        .class("tool")
        .test_id(test_id)
        .set("title", label)
        .set("aria-label", label)
        .child(icon(picture))
}

fn leave_on_escape(chat: Chat, event: &Event) {
    if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
        event.stop_propagation();
        chat.leave();
    }
}
