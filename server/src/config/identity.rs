//! `[site.identity]`: the keys with which a shop's back end signs who a shopper is.

use crate::secret::Secret;
use serde::Deserialize;

/// Keys that a page's identity token may be signed with. Several at once let an owner replace one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentitySettings {
    /// For HS256, each of at least 32 bytes.
    pub secrets: Vec<Secret>,
    /// For ES256: P-256 public keys in PEM, as `openssl ec -pubout` writes them.
    pub public_keys: Vec<String>,
}
