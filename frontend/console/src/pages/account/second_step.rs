//! Switching the second step of signing in on and off.

use crate::api::Failure;
use crate::desk::Desk;
use crate::parts::{Field, Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::account::{Account, PasswordShown, RecoveryCodes, TotpCode, TotpSecret};

const PATH: &str = "/v1/staff/totp";

/// What is shown of it.
#[derive(Clone)]
enum Stage {
    /// As the server says.
    Rest,
    /// An authenticator is to take the secret and show a code.
    Secret(TotpSecret),
    /// Recovery codes, this once.
    Codes(Vec<String>),
}

/// The second step, whether it is on, and the way to the other.
#[component]
pub(super) fn SecondStepSheet() -> impl IntoView {
    let (desk, toasts) = (Desk::of_context(), Toasts::of_context());
    let account =
        LocalResource::new(
            move || async move { desk.api.get::<Account>("/v1/staff/account").await },
        );
    let stage = RwSignal::new(Stage::Rest);
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_on = move || account.get().is_some_and(|it| it.is_ok_and(|it| it.totp));
    let act = Action::new_local(move |(): &()| async move {
        let shown = PasswordShown { password: password.get_untracked() };
        match stage.get_untracked() {
            Stage::Rest if is_on() => {
                desk.api.delete_with(PATH, &shown).await?;
                toasts.say("Signing in asks for no code any more.");
                account.refetch();
            }
            Stage::Rest => stage.set(Stage::Secret(desk.api.post(PATH, &shown).await?)),
            Stage::Secret(_) => {
                let code = TotpCode { code: code.get_untracked() };
                let RecoveryCodes { codes } = desk.api.put(PATH, &code).await?;
                stage.set(Stage::Codes(codes));
                account.refetch();
            }
            Stage::Codes(_) => stage.set(Stage::Rest),
        }
        password.set(String::new());
        code.set(String::new());
        Ok::<_, Failure>(())
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        act.dispatch_local(());
    };
    let fault = move || act.value().get().and_then(Result::err).map(|failure| failure.words());
    let body = move || match stage.get() {
        Stage::Rest => at_rest(account.get(), password),
        Stage::Secret(secret) => with_secret(secret, code),
        Stage::Codes(codes) => with_codes(codes),
    };
    let label = move || match stage.get() {
        Stage::Rest if is_on() => "Switch it off",
        Stage::Rest => "Set it up",
        Stage::Secret(_) => "Switch it on",
        Stage::Codes(_) => "I have kept them",
    };
    view! {
        <form class="sheet" on:submit=submit data-testid="second-step">
            <h2>"Second step"</h2>
            {body}
            <Notice words=Signal::derive(fault)/>
            <div class="row">
                <button class="secondary" type="submit" prop:disabled=move || act.pending().get()>
                    {label}
                </button>
            </div>
        </form>
    }
}

fn at_rest(account: Option<Result<Account, Failure>>, password: RwSignal<String>) -> AnyView {
    let words = match account {
        None => "One moment …".to_owned(),
        Some(Err(failure)) => failure.words(),
        Some(Ok(Account { totp: false, .. })) => {
            "Off. Signing in takes your password alone. With an \
            authenticator on your phone, somebody who learns it cannot come in."
                .to_owned()
        }
        Some(Ok(Account { recovery_codes, .. })) => format!(
            "On. Signing in asks for a code of your authenticator. You have {recovery_codes} recovery \
             codes left."
        ),
    };
    view! {
        <p>{words}</p>
        <div class="pair">
            <Field label="Your password" kind="password" value=password
                autocomplete="current-password"/>
        </div>
    }
    .into_any()
}

fn with_secret(secret: TotpSecret, code: RwSignal<String>) -> AnyView {
    let TotpSecret { secret, uri, svg } = secret;
    let picture = format!("data:image/svg+xml,{}", js_sys::encode_uri_component(&svg));
    view! {
        <div class="enrol">
            <img class="qr" src=picture alt="QR code for your authenticator" width="180" height="180"/>
            <div class="steps">
                <p>"Scan this with your authenticator, or " <a href=uri>"open it on this device"</a>
                    ", or type this key:"</p>
                <p><code class="secret" data-testid="totp-secret">{secret}</code></p>
                <Field label="The code that it shows now" value=code autocomplete="one-time-code"
                    focus=true/>
            </div>
        </div>
    }
    .into_any()
}

fn with_codes(codes: Vec<String>) -> AnyView {
    let items = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <p>"The second step is on. Keep these recovery codes where you will find them without your \
            phone: each lets you in once, and they are not shown again."</p>
        <ul class="codes" data-testid="recovery-codes">{items}</ul>
    }
    .into_any()
}
