//! What staff did, as the audit log tells it.

use crate::id::Timestamp;
use serde::{Deserialize, Serialize};

/// One deed. Nothing changes it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: String,
    pub at: Timestamp,
    /// A member's address; `cli` for the command line; `unknown` for who gave no known address.
    pub actor: String,
    /// Empty where it concerns no site.
    pub site: String,
    /// As in `ticket.assign`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// More of it, as JSON.
    pub detail: String,
}

/// A part of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// To be given as `before` for the next part; absent at the end.
    pub more: Option<String>,
}
