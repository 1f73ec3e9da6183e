//! What a shopper can do on a card. The widget wires these to the server; a program that only
//! shows cards leaves them without effect.

use crate::contact_form::Contact;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;
use vouch_shared::conversation::{Feedback, OrderClaim};

/// The actions of the program around the cards, taken from the context.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Picks a title that a card offers.
    pub choose: Callback<ChoiceOption>,
    /// Asks for an order.
    pub claim: Callback<OrderClaim>,
    /// Says what the shopper thinks of a card.
    pub rate: Callback<Feedback>,
    /// Asks for a person.
    pub person: Callback<()>,
    /// Sends a contact form.
    pub contact: Callback<Contact>,
    /// Whether a message is on its way, so that another has to wait.
    pub busy: Signal<bool>,
    /// What a contact form starts with: the shopper's last words.
    pub draft: Signal<String>,
}

impl Actions {
    /// The actions of the program around the component.
    pub fn of_context() -> Self {
        expect_context()
    }
}
