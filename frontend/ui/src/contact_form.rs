//! The form that reaches a person: under a handoff card, and wherever a shopper asks for one.

use crate::actions::Actions;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::handoff::{MAX_EMAIL_CHARS, MAX_MESSAGE_CHARS, MAX_NAME_CHARS};

/// A filled-in form, and the place where its sender sees what becomes of it.
#[derive(Clone)]
pub struct Contact {
    pub name: String,
    pub email: String,
    pub message: String,
    pub progress: RwSignal<Progress>,
}

/// How far a form has come.
#[derive(Clone, PartialEq, Eq)]
pub enum Progress {
    /// The shopper fills it in.
    Editing,
    /// It cannot be sent like this, and why.
    Refused(String),
    /// It is on its way.
    Sending,
    /// The server is away; it is kept on this device and sent later.
    Kept,
    /// It arrived; a receipt follows, or stands here when it came later.
    Sent(String),
}

/// The contact form.
#[component]
pub fn ContactForm() -> impl IntoView {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let progress = RwSignal::new(Progress::Editing);
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let message = RwSignal::new(actions.draft.get_untracked());
    let consent = RwSignal::new(false);
    let sending = move || progress.read() == Progress::Sending;

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (email, message) = (email.get_untracked(), message.get_untracked());
        if progress.get_untracked() == Progress::Sending {
            return;
        }
        match missing(&email, &message, consent.get_untracked()) {
            Some(key) => progress.set(Progress::Refused(texts.get(key))),
            None => {
                let name = name.get_untracked();
                actions.contact.run(Contact { name, email, message, progress });
            }
        }
    };
    let form = move || {
        view! {
            <form class="form" novalidate on:submit=submit data-testid="handoff-form">
                <label class="field">
                    <span>{texts.get("form.name")}</span>
                    <input autocomplete="name" maxlength=MAX_NAME_CHARS.to_string() dir="auto"
                        data-testid="handoff-name" bind:value=name/>
                </label>
                <label class="field">
                    <span>{texts.get("form.email")}</span>
                    <input type="email" autocomplete="email" maxlength=MAX_EMAIL_CHARS.to_string()
                        required data-testid="handoff-email" bind:value=email/>
                </label>
                <label class="field">
                    <span>{texts.get("form.message")}</span>
                    <textarea rows="3" maxlength=MAX_MESSAGE_CHARS.to_string() required dir="auto"
                        data-testid="handoff-message" bind:value=message></textarea>
                </label>
                <label class="tick">
                    <input type="checkbox" required data-testid="handoff-consent"
                        bind:checked=consent/>
                    <span>{texts.get("form.consent")}</span>
                </label>
                <p class="fault" role="alert">
                    {move || match progress.get() {
                        Progress::Refused(why) => why,
                        _ => String::new(),
                    }}
                </p>
                <button class="primary" data-testid="handoff-submit"
                    aria-disabled=move || sending().then_some("true")>
                    {move || texts.get(if sending() { "form.sending" } else { "form.submit" })}
                </button>
            </form>
        }
    };
    let done = Memo::new(move |_| match progress.get() {
        Progress::Kept => Some(texts.get("form.kept")),
        Progress::Sent(text) => Some(text),
        _ => None,
    });
    move || match done.get() {
        Some(text) => {
            view! { <p class="status" role="status" data-testid="handoff-done">{text}</p> }
                .into_any()
        }
        None => form().into_any(),
    }
}

/// The wording key of the first thing that keeps the form from being sent.
fn missing(email: &str, message: &str, consent: bool) -> Option<&'static str> {
    if !is_address(email) {
        Some("form.email_invalid")
    } else if message.trim().is_empty() {
        Some("form.message_missing")
    } else if !consent {
        Some("form.consent_missing")
    } else {
        None
    }
}

/// Whether this can be an e-mail address. Whether it is one only a mail to it can tell.
fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.trim().rsplit_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && email.trim().chars().count() <= MAX_EMAIL_CHARS
        && !email.trim().chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_what_it_lacks() {
        let full = ("kari@shop.example", "Where is it?");
        assert_eq!(missing(full.0, full.1, true), None);
        assert_eq!(missing("kari", full.1, true), Some("form.email_invalid"));
        assert_eq!(missing(full.0, " \n", true), Some("form.message_missing"));
        assert_eq!(missing(full.0, full.1, false), Some("form.consent_missing"));
    }

    #[test]
    fn addresses_are_checked_for_their_form_only() {
        for good in ["a@b.c", " kari+x@mail.shop.example ", "\"a@b\"@c.d", "ø@å.no"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@b.c", "a".repeat(251));
        for bad in ["", "a", "@b.c", "a@b", "a@.c", "a@b.", "a b@c.d", "a@b.c\u{0}d", &long] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
