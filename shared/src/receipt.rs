//! Proof of what was said: a conversation's whole ledger, chained by hashes and signed.

use crate::id::{ConversationId, SiteKey, Timestamp};
use crate::key::KeySet;
use serde::{Deserialize, Serialize};

/// The `typ` header of a receipt's JWS.
pub const RECEIPT_TYP: &str = "vouch-receipt+jwt";

/// What a shopper downloads. `vouch verify` checks it without a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedReceipt {
    /// Compact JWS of a [`Receipt`].
    pub receipt: String,
    /// The keys as they were when the receipt was made.
    pub keys: KeySet,
}

/// The payload of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    pub site: SiteKey,
    pub conversation: ConversationId,
    pub issued_at: Timestamp,
    pub entries: Vec<ReceiptEntry>,
}

/// One ledger entry. `hash` is SHA-256, in hex, over `previous`, a line feed, and `body`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptEntry {
    /// 1 for the first entry of the conversation.
    pub sequence: i64,
    /// The entry as it was stored, byte for byte.
    pub body: String,
    /// The hash of the entry before it; 64 zeros for the first.
    pub previous: String,
    pub hash: String,
}
