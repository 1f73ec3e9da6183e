//! A set-up link, shown this once.

use super::Room;
use crate::parts::{Modal, Toasts};
use leptos::prelude::*;
use vouch_shared::account::SetUpLink;
use vouch_ui::date::day_and_time;
use wasm_bindgen_futures::JsFuture;

/// Shows the link that the room has to show.
#[component]
pub(super) fn LinkDialog() -> impl IntoView {
    let room: Room = expect_context();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(room.link.with(Option::is_some)));
    Effect::new(move |_| {
        // Only where there is one: forgetting nothing again would never end.
        if !open.get() && room.link.with_untracked(Option::is_some) {
            room.link.set(None);
        }
    });
    let content = move || room.link.get().map(|(email, link)| view! { <Shown email link open/> });
    view! { <Modal open=open title="Set-up link">{content}</Modal> }
}

#[component]
fn Shown(email: String, link: SetUpLink, open: RwSignal<bool>) -> impl IntoView {
    let toasts = Toasts::of_context();
    let SetUpLink { url, expires_at, mailed } = link;
    let until = day_and_time(expires_at.as_str(), "en-GB");
    let way =
        if mailed { "It is being mailed to them, too. " } else { "Give it to them yourself. " };
    let text = StoredValue::new(url.clone());
    let copy = Action::new_local(move |(): &()| async move {
        let clipboard = window().navigator().clipboard();
        let copied = JsFuture::from(clipboard.write_text(&text.get_value())).await;
        let refused = "The browser does not let us copy; select the link instead.";
        toasts.say(if copied.is_ok() { "Copied." } else { refused });
    });
    view! {
        <p>"With this link " <strong>{email}</strong> " chooses a password. " {way}
            "It works once, until " {until} ", and is not shown again."</p>
        <p><code class="secret" data-testid="set-up-link">{url}</code></p>
        <div class="row end">
            <button class="secondary" on:click=move |_| { copy.dispatch_local(()); }>"Copy"</button>
            <button class="primary" on:click=move |_| open.set(false)>"Done"</button>
        </div>
    }
}
