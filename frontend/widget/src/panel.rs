//! The panel: header, log and composer, as a dialog that leaves the page usable beside it.

use crate::chat::Chat;
use crate::composer::composer;
use crate::log::log;
use leptos::prelude::*;
use vouch_ui::icon::{AGAIN, CLOSE, icon};
use vouch_ui::text::Texts;
use web_sys::KeyboardEvent;

/// The whole widget, apart from the launcher, which is the loader's.
pub(crate) fn panel() -> impl IntoView {
    let chat: Chat = expect_context();
    let texts = Texts::of_context();
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            chat.leave();
        }
    };
    view! {
        <section class="panel" role="dialog" aria-label=texts.get("widget.title")
            data-testid="vouch-panel" hidden=move || !chat.open.get() on:keydown=escape>
            <header>
                <div class="titles">
                    <h2>{texts.get("widget.title")}</h2>
                    <p>{texts.get("widget.subtitle")}</p>
                </div>
                <button class="tool" data-testid="vouch-again" title=texts.get("widget.new_chat")
                    aria-label=texts.get("widget.new_chat") on:click=move |_| chat.start_over()>
                    {icon(AGAIN)}
                </button>
                <button class="tool" data-testid="vouch-close" title=texts.get("widget.close")
                    aria-label=texts.get("widget.close") on:click=move |_| chat.leave()>
                    {icon(CLOSE)}
                </button>
            </header>
            {log()}
            {composer()}
        </section>
    }
}
