//! The log: everything that was said, oldest first, read out as it grows.

use crate::chat::{Chat, Entry, Line, Phase, Trouble};
use leptos::html::Div;
use leptos::prelude::*;
use vouch_ui::card::CardView;
use vouch_ui::contact_form::ContactForm;
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
                {line(chat, entry, texts)}
            </For>
            {move || waiting().then(|| view! {
                <div class="thinking" data-testid="vouch-thinking">
                    <i class=""></i><i class=""></i><i class=""></i>
                    <span class="unseen">{texts.get("widget.thinking")}</span>
                </div>
            })}
            {move || chat.trouble.get().map(|trouble| trouble_view(chat, &trouble, texts))}
        </div>
    }
}

fn line(chat: Chat, entry: Entry, texts: Texts) -> AnyView {
    let active = Signal::derive(move || chat.settled.get() < entry.key);
    match entry.line {
        Line::Said(text) => view! {
            <p class="said" data-testid="vouch-said">
                <span class="unseen">{texts.get("widget.you")}": "</span>
                <span dir="auto">{text}</span>
            </p>
        }
        .into_any(),
        Line::Card(card) => view! { <CardView card active/> }.into_any(),
        Line::Contact(key) => view! {
            <div class="card contact" data-testid="vouch-contact">
                <p>{texts.get(key)}</p>
                {move || active.get().then(|| view! { <ContactForm/> })}
            </div>
        }
        .into_any(),
    }
}

fn trouble_view(chat: Chat, trouble: &Trouble, texts: Texts) -> AnyView {
    let again = trouble.again.is_some().then(|| {
        view! {
            <button class="primary" data-testid="vouch-retry" on:click=move |_| chat.try_again()>
                {texts.get("widget.retry")}
            </button>
        }
    });
    view! {
        <div class="card trouble" role="alert" data-testid="vouch-trouble">
            <p>{trouble.text.clone()}</p>
            <div class="row">
                {again}
                <button class="option" on:click=move |_| chat.ask_for_person()>
                    {texts.get("widget.person")}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Brings the last question to the top, with as much of the reply under it as there is room for:
/// a long answer is read from its beginning. While a reply is awaited, the end is in view.
fn scroll(log: &HtmlElement, busy: bool) {
    let end = log.scroll_height();
    let newest_contact =
        log.last_element_child().filter(|last| last.class_list().contains("contact"));
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
