//! The door: address and password, and a code where the account asks for one.

use crate::api::Failure;
use crate::desk::Desk;
use crate::parts::{Field, Notice};
use leptos::prelude::*;
use vouch_shared::staff::SignIn;

/// Asks who somebody is.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let desk = Desk::of_context();
    let text = || RwSignal::new(String::new());
    let (email, password, code) = (text(), text(), text());
    let second = RwSignal::new(false);
    let sign_in = Action::new_local(move |(): &()| async move {
        let (email, password) = (email.get_untracked(), password.get_untracked());
        let code = second.get_untracked().then(|| code.get_untracked());
        match desk.api.sign_in(&SignIn { email, password, code }).await {
            Err(Failure::Refused(problem)) if problem.kind == "/problems/code-needed" => {
                second.set(true);
                Ok(())
            }
            me => me.map(|me| desk.seat(Some(me))),
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sign_in.dispatch_local(());
    };
    let fault = move || sign_in.value().get().and_then(Result::err).map(|failure| failure.words());
    let fields = move || {
        if second.get() {
            view! {
                <p class="quiet">"Your account asks for a code from your authenticator, or one of \
                    your recovery codes."</p>
                <Field label="Code" value=code autocomplete="one-time-code" focus=true/>
            }
            .into_any()
        } else {
            view! {
                <Field label="E-mail" kind="email" value=email autocomplete="username" focus=true/>
                <Field label="Password" kind="password" value=password autocomplete="current-password"/>
            }
            .into_any()
        }
    };
    view! {
        <main class="door">
            <form class="sheet" on:submit=submit data-testid="sign-in">
                <h1>"Sign in to Vouch"</h1>
                {fields}
                <Notice words=Signal::derive(fault)/>
                <button class="primary" type="submit" prop:disabled=move || sign_in.pending().get()>
                    "Sign in"
                </button>
                <p class="quiet">
                    "Forgot your password? An owner can send you a new link, and so can "
                    <code>"vouch user link"</code> " on the server."
                </p>
            </form>
        </main>
    }
}
