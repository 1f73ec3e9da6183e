//! The receipt for a contact form that was taken.

use crate::card::plain;
use crate::drawing::{Drawing, draw};
use crate::icon::{CHECK, icon};
use crate::text::Texts;

pub(crate) fn receipt(text: &str, ticket: &str) -> Vec<Drawing> {
    vec![
        draw("h3").child(icon(CHECK)).text(&Texts::of_context().get("receipt.title")),
        plain(text),
        draw("p").class("ticket").set("data-testid", "receipt-ticket").text(ticket),
    ]
}
