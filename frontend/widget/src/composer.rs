//! Where the shopper writes, and the way to a person, which is always there.

use crate::chat::{Chat, Phase};
use leptos::html::Textarea;
use leptos::prelude::*;
use vouch_ui::icon::{PERSON, SEND, icon};
use vouch_ui::text::Texts;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

/// How near the limit the counter appears, in characters.
const COUNTER_FROM: usize = 200;

pub(crate) fn composer() -> impl IntoView {
    let chat: Chat = expect_context();
    let texts = Texts::of_context();
    let max = chat.config.with_value(|config| config.max_text_chars);
    let text = RwSignal::new(String::new());
    let length = Memo::new(move |_| text.with(|text| text.chars().count()));
    let area = NodeRef::<Textarea>::new();

    Effect::new(move |_| {
        let open = chat.open.get();
        chat.settled.track();
        if let Some(area) = area.get().filter(|_| open) {
            // An element that the page has just removed cannot take the focus; nothing is lost.
            request_animation_frame(move || drop(area.focus()));
        }
    });
    Effect::new(move |_| {
        text.track();
        if let Some(area) = area.get() {
            request_animation_frame(move || grow(&area));
        }
    });
    let blocked = move || {
        chat.busy.get()
            || chat.phase.get() != Phase::Ready
            || length.get() > max
            || text.with(|text| text.trim().is_empty())
    };
    let send = move || {
        if !blocked() {
            chat.ask(text.get_untracked());
            text.set(String::new());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // Enter also ends the choice of a character in East Asian input; that one is not ours.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    let note = move || {
        let (length, max_text) = (length.get(), max.to_string());
        if length > max {
            texts.fill("widget.too_long", &[("max", &max_text)])
        } else if length + COUNTER_FROM > max {
            format!("{length} / {max_text}")
        } else {
            String::new()
        }
    };
    view! {
        <footer>
            <form class="composer" on:submit=move |event| {
                event.prevent_default();
                send();
            }>
                <textarea rows="1" dir="auto" data-testid="vouch-input" node_ref=area
                    aria-label=texts.get("widget.input") placeholder=texts.get("widget.placeholder")
                    enterkeyhint="send" bind:value=text on:keydown=on_key></textarea>
                <button class="send" data-testid="vouch-send" aria-label=texts.get("widget.send")
                    aria-disabled=move || blocked().then_some("true")>
                    {icon(SEND)}
                </button>
            </form>
            <div class="foot">
                <button class="person" data-testid="vouch-person"
                    on:click=move |_| chat.ask_for_person()>
                    {icon(PERSON)}
                    {texts.get("widget.person")}
                </button>
                <span class="note" role="status">{note}</span>
            </div>
        </footer>
    }
}

/// Makes the field as high as its text; the style sheet sets the limit.
fn grow(area: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(area);
    // A style that cannot be set leaves the field at one line, with a scroll bar.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", area.scroll_height()));
}
