//! Handing over to a person: the card with the form, and the receipt for it.

use crate::card::plain;
use crate::contact_form::ContactForm;
use crate::icon::{CHECK, icon};
use crate::text::Texts;
use leptos::prelude::*;

/// The form is there until a receipt follows it.
pub(crate) fn handoff(text: &str, active: Signal<bool>) -> AnyView {
    view! {
        {plain(text)}
        {move || active.get().then(|| view! { <ContactForm/> })}
    }
    .into_any()
}

pub(crate) fn receipt(text: &str, ticket: &str) -> AnyView {
    view! {
        <h3>{icon(CHECK)} {Texts::of_context().get("receipt.title")}</h3>
        {plain(text)}
        <p class="ticket" data-testid="receipt-ticket">{ticket.to_owned()}</p>
    }
    .into_any()
}
