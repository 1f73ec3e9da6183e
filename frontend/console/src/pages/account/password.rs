//! Changing one's password.

use crate::desk::Desk;
use crate::parts::{Field, Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::account::PasswordChange;

/// The present password and the next.
#[component]
pub(super) fn PasswordSheet() -> impl IntoView {
    let (desk, toasts) = (Desk::of_context(), Toasts::of_context());
    let (present, next) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let change = Action::new_local(move |(): &()| async move {
        let (password, new_password) = (present.get_untracked(), next.get_untracked());
        let request = PasswordChange { password, new_password };
        desk.api.put::<()>("/v1/staff/password", &request).await?;
        present.set(String::new());
        next.set(String::new());
        toasts.say("Your password is changed, and your other sessions are ended.");
        Ok::<_, crate::api::Failure>(())
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        change.dispatch_local(());
    };
    let fault = move || change.value().get().and_then(Result::err).map(|failure| failure.words());
    view! {
        <form class="sheet" on:submit=submit data-testid="password">
            <h2>"Password"</h2>
            <div class="pair">
                <Field label="Present password" kind="password" value=present
                    autocomplete="current-password"/>
                <Field label="New password" kind="password" value=next autocomplete="new-password"/>
            </div>
            <Notice words=Signal::derive(fault)/>
            <div class="row">
                <button class="secondary" type="submit"
                    prop:disabled=move || change.pending().get()>"Change the password"</button>
                <span class="hint">"Your other sessions end with it."</span>
            </div>
        </form>
    }
}
