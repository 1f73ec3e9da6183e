//! The door: address and password.

use crate::desk::Desk;
use crate::parts::{Field, Notice};
use leptos::prelude::*;
use vouch_shared::staff::SignIn;

/// Asks who somebody is.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let desk = Desk::of_context();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sign_in = Action::new_local(move |(): &()| async move {
        let request = SignIn { email: email.get_untracked(), password: password.get_untracked() };
        let me = desk.api.sign_in(&request).await;
        me.map(|me| desk.seat(Some(me)))
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sign_in.dispatch_local(());
    };
    let fault = move || sign_in.value().get().and_then(Result::err).map(|failure| failure.words());
    view! {
        <main class="door">
            <form class="sheet" on:submit=submit data-testid="sign-in">
                <h1>"Sign in to Vouch"</h1>
                <Field label="E-mail" kind="email" value=email autocomplete="username" focus=true/>
                <Field label="Password" kind="password" value=password autocomplete="current-password"/>
                <Notice words=Signal::derive(fault)/>
                <button class="primary" type="submit" prop:disabled=move || sign_in.pending().get()>
                    "Sign in"
                </button>
            </form>
        </main>
    }
}
