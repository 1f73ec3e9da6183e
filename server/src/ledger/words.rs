//! The words by which people look for a conversation: what the shopper said, and the titles of
//! what they were shown.

use super::entry::Entry;
use crate::text;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::BTreeSet;
use vouch_shared::block::plain_text;
use vouch_shared::card::{Card, CardBody};

/// The words of an entry.
pub fn words_of(entry: &Entry) -> BTreeSet<String> {
    let mut texts: Vec<String> = entry.cards().iter().filter_map(|jws| title(jws)).collect();
    match entry {
        Entry::Turn { said, .. } => texts.push(said.shown().to_owned()),
        Entry::Feedback { words, .. } => texts.extend(words.clone()),
        Entry::Handoff { name, email, message, .. } => {
            texts.extend([name.clone(), email.clone(), message.clone()]);
        }
        Entry::ShopperMail { text, .. } => texts.push(text.clone()),
        Entry::Opened { .. }
        | Entry::Refusal { .. }
        | Entry::StaffMessage { .. }
        | Entry::TakenOver { .. }
        | Entry::Released { .. }
        | Entry::Closed { .. } => {}
    }
    texts.iter().flat_map(|text| text::words(text)).collect()
}

/// What a card of our own ledger is headed by.
fn title(jws: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(jws.split('.').nth(1)?).ok()?;
    match serde_json::from_slice::<Card>(&payload).ok()?.body {
        CardBody::Policy { title, document_title, .. } => Some(format!("{document_title} {title}")),
        CardBody::Order { order } => Some(order.number),
        CardBody::HandoffReceipt { ticket, .. } => Some(ticket.0),
        CardBody::StaffMessage { blocks, .. } => Some(plain_text(&blocks)),
        _ => None,
    }
}
