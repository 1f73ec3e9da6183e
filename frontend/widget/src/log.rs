//! The log: everything that was said, oldest first, read out as it grows.

use crate::chat::{Chat, Entry, Line, Phase, Trouble};
use leptos::html::Div;
use leptos::prelude::*;
use vouch_ui::card::{card_view, contact_form_while};
use vouch_ui::drawing::{draw, shown};
use vouch_ui::text::Texts;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The conversation on the screen.
pub(crate) fn log() -> impl IntoView {
    let chat: Chat = expect_context();
    let texts = Texts::of_context();
    let log = NodeRef::<Div>::new();
    Effect::new(move |_| {
        chat.entries.track();
        chat.trouble.track();
        let (open, busy) = (chat.open.get(), chat.busy.get());
        if let Some(log) = log.get().filter(|_| open) {
            request_animation_frame(move || scroll(&log, busy));
        }
    });
    let waiting = move || chat.busy.get() || chat.phase.get() == Phase::Opening;
    view! {
        <div class="log" role="log" aria-live="polite" aria-label=texts.get("widget.log")
            tabindex="0" data-testid="vouch-log" node_ref=log>
            <For each=move || chat.entries.get() key=|entry| entry.key let:entry>
                {line(chat, entry)}
            </For>
            {move || waiting().then(|| view! {
                <div class="thinking" data-testid="vouch-thinking">
                    <i class=""></i><i class=""></i><i class=""></i>
                    <span class="unseen">{texts.get("widget.thinking")}</span>
                </div>
            })}
            {move || chat.trouble.get().map(|trouble| trouble_view(chat, &trouble))}
        </div>
    }
}

fn line(chat: Chat, entry: Entry) -> AnyView {
    let texts = chat.texts;
    let active = Signal::derive(move || chat.settled.get() < entry.key);
    shown(match &entry.line {
        Line::Said(text) => draw("p")
            .class("said")
            .test_id("vouch-said")
            .child(draw("span").class("unseen").text(&texts.get("widget.you")).text(": "))
            .child(draw("span").set("dir", "auto").text(text)),
        Line::Card(card) => card_view(card, active),
        Line::Contact(key) => draw("div")
            .class("card contact")
            .test_id("vouch-contact")
            .child(draw("p").text(&texts.get(key)))
            .child(contact_form_while(active)),
    })
}

fn trouble_view(chat: Chat, trouble: &Trouble) -> AnyView {
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
    shown(
        draw("div")
            .class("card trouble")
            .set("role", "alert")
            .test_id("vouch-trouble")
            .child(draw("p").text(&trouble.text))
            .child(row.child(person)),
    )
}

/// Brings the last question to the top, with as much of the reply under it as there is room for:
/// a long answer is read from its beginning. While a reply is awaited, the end is in view.
fn scroll(log: &HtmlElement, busy: bool) {
    let end = log.scroll_height();
    let newest_contact = log.query_selector(":scope > :last-child > .contact").ok().flatten();
    let question = log
        .query_selector_all(".said")
        .ok()
        .and_then(|all| all.get(all.length().checked_sub(1)?)?.dyn_into::<HtmlElement>().ok());
    let top = match (newest_contact, question) {
        (Some(contact), _) => contact.unchecked_into::<HtmlElement>().offset_top(),
        (None, Some(question)) if !busy => question.offset_top(),
        (None, _) => end,
    };
    log.set_scroll_top(top - 12);
}
