//! The reply: what the person types, and below it, set apart and as the very cards that the shopper
//! will see, what they insert and nobody typed.

mod draft;
mod inserted;
mod order;
mod picker;

use super::Room;
use crate::api::{Answer, Failure};
use crate::parts::Notice;
use draft::Draft;
use inserted::Inserted;
use leptos::prelude::*;
use order::OrderInsert;
use picker::Picker;
use vouch_shared::reply::{MAX_REPLY_CHARS, ReplyCards, Talk};
use web_sys::KeyboardEvent;

/// Writes and sends a reply to a ticket.
#[component]
pub(crate) fn Composer(talk: LocalResource<Answer<Talk>>) -> impl IntoView {
    let room = expect_context::<Room>();
    let draft = Draft::new(room);
    let (picking, told) = (RwSignal::new(false), RwSignal::new(""));
    let send = Action::new_local(move |(): &()| async move {
        let sent = match room.path("/replies") {
            Some(path) => room.desk.api.post::<ReplyCards>(&path, &draft.request()).await,
            None => Err(Failure::SignedOut),
        };
        draft.fault.set(sent.as_ref().err().map(Failure::words));
        if sent.is_ok() {
            draft.clear();
            told.set("Sent. The shopper sees it in the chat, or gets it by mail.");
        }
    });
    let is_idle = move || draft.is_empty() || send.pending().get();
    let on_key = move |event: KeyboardEvent| {
        let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if sends && !untrack(is_idle) {
            event.prevent_default();
            send.dispatch_local(());
        } else if event.key() == "/" && draft.text.with_untracked(String::is_empty) {
            event.prevent_default();
            picking.set(true);
        }
    };
    let has_orders = move || matches!(talk.get(), Some(Ok(talk)) if talk.has_orders);
    view! {
        <section class="sheet" aria-label="Reply" data-testid="composer">
            <label class="field">
                <span>"Your reply"</span>
                <textarea id="reply" rows="6" maxlength=MAX_REPLY_CHARS
                    prop:value=move || draft.text.get()
                    on:input=move |event| { draft.text.set(event_target_value(&event)); told.set(""); }
                    on:keydown=on_key></textarea>
                <span class="hint">
                    "Plain text. "<kbd>"/"</kbd>" at the start inserts approved text, "
                    <kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd>" sends."
                </span>
            </label>
            <Inserted draft/>
            <Notice words=draft.fault/>
            <div class="row">
                <button class="secondary" data-testid="insert" aria-haspopup="dialog"
                    on:click=move |_| picking.set(true)>"Insert approved text"</button>
                {move || has_orders().then(|| view! { <OrderInsert draft/> })}
            </div>
            <div class="row end">
                <p class="quiet" role="status">{move || told.get()}</p>
                <button class="primary" data-testid="send-reply" disabled=is_idle
                    on:click=move |_| { send.dispatch_local(()); }>"Send reply"</button>
            </div>
        </section>
        <Picker draft open=picking/>
    }
}
