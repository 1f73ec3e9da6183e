//! Where a set-up link leads: its owner chooses a password and is signed in.

use crate::desk::Desk;
use crate::parts::{Field, Notice};
use crate::router::{A, Router};
use leptos::prelude::*;
use vouch_shared::account::{FirstPassword, LinkOwner, LinkToken};

const ADVICE: &str = "At least ten characters. Several words that do not belong together are easier \
                      to remember, and harder to guess, than signs and digits.";

/// Asks for a password, once it is known whose link it is.
#[component]
pub(crate) fn WelcomePage() -> impl IntoView {
    let desk = Desk::of_context();
    let token = window().location().hash().unwrap_or_default();
    let token = StoredValue::new(token.trim_start_matches('#').to_owned());
    let owner = LocalResource::new(move || async move {
        let token = LinkToken { token: token.get_value() };
        desk.api.post::<LinkOwner>("/v1/staff/welcome", &token).await
    });
    let sheet = move || match owner.get() {
        None => view! { <p role="status">"One moment …"</p> }.into_any(),
        Some(Ok(owner)) => view! { <PasswordForm owner token/> }.into_any(),
        Some(Err(failure)) => view! {
            <h1>"This link does not work"</h1>
            <p role="alert">{failure.words()}</p>
            <A href="/console">"Go to the sign-in"</A>
        }
        .into_any(),
    };
    view! { <main class="door"><div class="sheet" data-testid="welcome">{sheet}</div></main> }
}

#[component]
fn PasswordForm(owner: LinkOwner, token: StoredValue<String>) -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let password = RwSignal::new(String::new());
    let second_step = RwSignal::new(false);
    let choose = Action::new_local(move |(): &()| async move {
        let (token, password) = (token.get_value(), password.get_untracked());
        match desk.api.choose_password(&FirstPassword { token, password }).await {
            Ok(Some(me)) => {
                desk.seat(Some(me));
                router.replace("/console");
                Ok(())
            }
            Ok(None) => {
                second_step.set(true);
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        choose.dispatch_local(());
    };
    let fault = move || choose.value().get().and_then(Result::err).map(|failure| failure.words());
    let LinkOwner { email, name } = owner;
    let email = StoredValue::new(email);
    let form = move || {
        if second_step.get() {
            return view! {
                <p>"Your password is set. Your account asks for a code as well, so please sign in."</p>
                <A href="/console">"Go to the sign-in"</A>
            }
            .into_any();
        }
        view! {
            <form on:submit=submit>
                <p class="quiet">"You sign in as " <strong>{email.get_value()}</strong> "."</p>
                <input class="unseen" type="text" autocomplete="username" tabindex="-1"
                    aria-hidden="true" readonly=true prop:value=email.get_value()/>
                <Field label="New password" kind="password" value=password
                    autocomplete="new-password" focus=true/>
                <p class="hint">{ADVICE}</p>
                <Notice words=Signal::derive(fault)/>
                <button class="primary" type="submit" prop:disabled=move || choose.pending().get()>
                    "Set the password and sign in"
                </button>
            </form>
        }
        .into_any()
    };
    view! { <h1>"Welcome, " {name}</h1> {form} }
}
