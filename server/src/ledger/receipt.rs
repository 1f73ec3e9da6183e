//! Receipts: a conversation's whole chain, signed, and checked again without a network.

use super::chain::verify_chain;
use super::entry::Entry;
use crate::auth::jws::{self, JwsError, PrivateKey};
use crate::auth::site_key::{read_list, valid_key};
use crate::store::ledger::EntryRow;
use vouch_shared::card::{CARD_TYP, Card};
use vouch_shared::id::{ConversationId, SiteKey, Timestamp};
use vouch_shared::key::KeySet;
use vouch_shared::receipt::{RECEIPT_TYP, Receipt, ReceiptEntry, SignedReceipt};

/// Why a receipt proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("the key list is not signed by the root key")]
    Keys,
    #[error("the receipt: {0}")]
    Signature(#[from] JwsError),
    #[error("the receipt's signing key was not valid when the receipt was made")]
    KeyNotValid,
    #[error("the receipt does not read as one: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("entry {0} does not follow from the one before it")]
    Chain(i64),
    #[error("entry {0} holds a card that was not signed for this conversation")]
    Card(i64),
}

/// Signs a receipt over all entries of a conversation.
pub fn issue(
    signer: &PrivateKey,
    keys: &KeySet,
    (site, conversation): (&SiteKey, &ConversationId),
    entries: Vec<EntryRow>,
    issued_at: Timestamp,
) -> SignedReceipt {
    let entries = entries
        .into_iter()
        .map(|row| ReceiptEntry {
            sequence: row.sequence,
            body: row.body,
            previous: row.previous,
            hash: row.hash,
        })
        .collect();
    let receipt =
        Receipt { site: site.clone(), conversation: conversation.clone(), issued_at, entries };
    SignedReceipt { receipt: signer.sign(RECEIPT_TYP, &receipt), keys: keys.clone() }
}

/// Checks a receipt: root key over key list, key over receipt, chain over entries, and each card.
/// Gives the receipt; the caller compares the root key's id with the one that the shop published.
pub fn verify(signed: &SignedReceipt) -> Result<Receipt, ReceiptError> {
    let list = read_list(&signed.keys).map_err(|_| ReceiptError::Keys)?;
    let key_of = |kid: &str| list.keys.iter().map(|key| &key.jwk).find(|jwk| jwk.kid == kid);
    let mut used = String::new();
    let payload = jws::verify(&signed.receipt, RECEIPT_TYP, |kid| {
        kid.clone_into(&mut used);
        key_of(kid)
    })?;
    let receipt: Receipt = serde_json::from_slice(&payload)?;
    if valid_key(&list, &used, &receipt.issued_at).is_none() {
        return Err(ReceiptError::KeyNotValid);
    }
    verify_chain(&receipt.entries).map_err(ReceiptError::Chain)?;
    for stored in &receipt.entries {
        let entry: Entry = serde_json::from_str(&stored.body)?;
        for card in entry.cards() {
            let payload = jws::verify(card, CARD_TYP, key_of)
                .map_err(|_| ReceiptError::Card(stored.sequence))?;
            let card: Card = serde_json::from_slice(&payload)?;
            if card.conversation != receipt.conversation || card.site != receipt.site {
                return Err(ReceiptError::Card(stored.sequence));
            }
        }
    }
    Ok(receipt)
}
