//! The form that reaches a person: under a handoff card, and wherever a shopper asks for one.

use crate::actions::{Action, Actions};
use crate::drawing::{Drawing, draw, set_flag};
use crate::field::{field, is_ticked, set_value, value_of};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::handoff::{MAX_EMAIL_CHARS, MAX_MESSAGE_CHARS, MAX_NAME_CHARS};
use web_sys::Event;

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

/// The contact form, and what becomes of it in its place.
pub fn contact_form() -> Drawing {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let progress = RwSignal::new(Progress::Editing);
    let (name_field, name) = field("form.name", "input", "handoff-name");
    let (email_field, email) = field("form.email", "input", "handoff-email");
    let (message_field, message) = field("form.message", "textarea", "handoff-message");
    let name = name.set("autocomplete", "name").set("maxlength", &MAX_NAME_CHARS.to_string());
    let email = email
        .set("type", "email")
        .set("autocomplete", "email")
        .set("maxlength", &MAX_EMAIL_CHARS.to_string())
        .set("required", "");
    let message = message
        .set("rows", "3")
        .set("maxlength", &MAX_MESSAGE_CHARS.to_string())
        .set("required", "");
    set_value(message.element(), &actions.draft.get_untracked());
    let consent =
        draw("input").set("type", "checkbox").set("required", "").test_id("handoff-consent");
    let tick = draw("label")
        .class("tick")
        .child(consent.clone())
        .child(draw("span").text(&texts.get("form.consent")));

    let submit = move |event: Event| {
        event.prevent_default();
        if progress.get_untracked() == Progress::Sending {
            return;
        }
        let [name, email, message] = [&name, &email, &message].map(|it| value_of(it.element()));
        let lacking = missing(&email, &message, is_ticked(consent.element()));
        if let Some(key) = lacking {
            progress.set(Progress::Refused(texts.get(key)));
        } else {
            actions.act.run(Action::Contact(Contact { name, email, message, progress }));
        }
    };
    let form = draw("form")
        .class("form")
        .set("novalidate", "")
        .test_id("handoff-form")
        .children(vec![name_field, email_field, message_field, tick])
        .child(fault(progress))
        .child(button(progress, texts))
        .on("submit", submit);
    draw("div").child(form.clone()).child(outcome(progress, texts, form))
}

/// Why the form cannot be sent like this.
fn fault(progress: RwSignal<Progress>) -> Drawing {
    draw("p").class("fault").set("role", "alert").live(move |line| {
        let why = match progress.get() {
            Progress::Refused(why) => why,
            _ => String::new(),
        };
        line.set_text_content(Some(&why));
    })
}

fn button(progress: RwSignal<Progress>, texts: Texts) -> Drawing {
    draw("button").class("primary").test_id("handoff-submit").live(move |button| {
        let sending = progress.get() == Progress::Sending;
        let key = if sending { "form.sending" } else { "form.submit" };
        button.set_text_content(Some(&texts.get(key)));
        set_flag(button, "aria-disabled", sending);
    })
}

/// Takes the place of the form once it was sent or kept.
fn outcome(progress: RwSignal<Progress>, texts: Texts, form: Drawing) -> Drawing {
    draw("p").class("status").set("role", "status").test_id("handoff-done").live(move |line| {
        let text = match progress.get() {
            Progress::Kept => texts.get("form.kept"),
            Progress::Sent(text) => text,
            _ => String::new(),
        };
        set_flag(form.element(), "hidden", !text.is_empty());
        line.set_text_content(Some(&text));
    })
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
