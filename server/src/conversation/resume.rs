//! Reading a conversation back: for a widget that comes back, and as a receipt.

use crate::conversation::session::Session;
use crate::error::Error;
use crate::handoff::talk::note_shown;
use crate::ledger::{self, Entry, cards_of};
use crate::store::{self, Store};
use anyhow::Context as _;
use vouch_shared::conversation::{ConversationView, TurnView};
use vouch_shared::id::{ConversationId, SiteKey, Timestamp};
use vouch_shared::receipt::SignedReceipt;

/// Everything that was said.
pub async fn view(session: &Session<'_>) -> Result<ConversationView, Error> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    let entries = entries_after(&session.app().store, site, conversation, 0).await?;
    note_shown(session.app(), site, conversation, &entries).await;
    let turns = entries.iter().filter_map(|(_, entry)| match entry {
        Entry::Turn { at, turn, said, .. } => Some(TurnView {
            turn: turn.clone(),
            said: said.shown().to_owned(),
            at: Timestamp(at.clone()),
        }),
        _ => None,
    });
    Ok(ConversationView {
        id: session.conversation.clone(),
        turns: turns.collect(),
        cards: cards_of(&entries),
    })
}

/// Entries after a place in the chain, with their places.
pub async fn entries_after(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
    sequence: i64,
) -> Result<Vec<(i64, Entry)>, Error> {
    let rows = store::ledger::entries_after(store, site, conversation, sequence).await?;
    rows.iter().map(|row| Ok((row.sequence, Entry::read(row)?))).collect()
}

/// The place of the last entry.
pub async fn last_sequence(session: &Session<'_>) -> Result<i64, Error> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    Ok(store::ledger::last_sequence(&session.app().store, site, conversation).await?)
}

/// The signed receipt of a conversation.
pub async fn receipt(session: &Session<'_>) -> Result<SignedReceipt, Error> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    let rows = store::ledger::entries_after(&session.app().store, site, conversation, 0).await?;
    let now = session.app().clock.now();
    let keys = session.visitor.keys()?;
    let signer = keys.signer(now).context("the site has no signing key that is valid now")?;
    let at = crate::clock::timestamp(now);
    Ok(ledger::issue(signer, &keys.set, (site, conversation), rows, at))
}
