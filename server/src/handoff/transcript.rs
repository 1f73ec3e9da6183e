//! A conversation from the ledger, step by step, as staff read it.

use crate::error::Error;
use crate::ledger::{Entry, Said, card_kind};
use crate::store::{self, Store};
use vouch_shared::id::{ConversationId, SiteKey, Timestamp};
use vouch_shared::ticket::{How, SayTurn, Step};

/// All entries of a conversation, oldest first.
pub async fn entries(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<Vec<Entry>, Error> {
    let rows = store::ledger::entries_after(store, site, conversation, 0).await?;
    Ok(rows.iter().map(Entry::read).collect::<Result<_, _>>()?)
}

/// The entries as steps.
pub fn steps(entries: &[Entry]) -> Vec<Step> {
    entries.iter().map(step).collect()
}

fn step(entry: &Entry) -> Step {
    let at = Timestamp(entry.at().to_owned());
    match entry.clone() {
        Entry::Opened { cards, .. } => Step::Opened { at, cards },
        Entry::Turn { said, decision, handoff, cards, .. } => {
            let how = match said {
                Said::Text(_) => How::Typed,
                Said::Choose { .. } => How::Chosen,
                Said::Order { .. } => How::Claimed,
            };
            Step::Turn { at, said: said.shown().to_owned(), how, decision, handoff, cards }
        }
        Entry::Handoff { ticket, message, cards, .. } => {
            Step::Handoff { at, ticket, message, cards }
        }
        Entry::Feedback { card, verdict, words, .. } => Step::Feedback { at, card, verdict, words },
        Entry::Refusal { reason, .. } => Step::Refusal { at, reason },
        Entry::StaffMessage { staff, cards, .. } => Step::Staff { at, staff, cards },
        Entry::ShopperMail { text, .. } => Step::Mail { at, text },
        Entry::TakenOver { staff, cards, .. } => {
            Step::Say { at, turn: SayTurn::TakenOver, staff, cards }
        }
        Entry::Released { staff, cards, .. } => {
            Step::Say { at, turn: SayTurn::Released, staff, cards }
        }
        Entry::Closed { staff, cards, .. } => Step::Say { at, turn: SayTurn::Closed, staff, cards },
    }
}

/// The newest card of an order: a shopper who sees one has proved that it is theirs.
pub fn order_card(entries: &[Entry]) -> Option<String> {
    let cards = entries.iter().rev().flat_map(|entry| entry.cards().iter().rev());
    cards.into_iter().find(|jws| card_kind(jws).as_deref() == Some("order")).cloned()
}
