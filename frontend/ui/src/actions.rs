//! What a shopper can do on a card. The widget wires this to the server; a program that only shows
//! cards leaves it without effect.

use crate::contact_form::Contact;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;
use vouch_shared::conversation::{Feedback, OrderClaim};

/// Something that a shopper does.
#[derive(Clone)]
pub enum Action {
    /// Picks a title that a card offers.
    Choose(ChoiceOption),
    /// Asks for an order.
    Claim(OrderClaim),
    /// Says what the shopper thinks of a card.
    Rate(Feedback),
    /// Asks for a person.
    AskForPerson,
    /// Sends a contact form.
    Contact(Contact),
}

/// How cards act on the program around them, which puts this into the context.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Does what the shopper wants.
    pub act: Callback<Action>,
    /// Whether a message is on its way, so that another has to wait.
    pub busy: RwSignal<bool>,
    /// What a contact form starts with: the shopper's last words.
    pub draft: RwSignal<String>,
}

impl Actions {
    /// The actions of the program around the card.
    pub fn of_context() -> Self {
        expect_context()
    }
}
