//! Public keys and the list of them that a site's root key signs.

use crate::id::{SiteKey, Timestamp};
use serde::{Deserialize, Serialize};

/// The `typ` header of the JWS that lists a site's signing keys.
pub const KEY_LIST_TYP: &str = "vouch-keys+jwt";

/// A public key on P-256 (RFC 7517, RFC 7518 section 6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwk {
    pub kty: String,
    pub crv: String,
    pub x: String,
    pub y: String,
    /// The key's RFC 7638 thumbprint.
    pub kid: String,
    pub alg: String,
    #[serde(rename = "use")]
    pub usage: String,
}

impl Jwk {
    /// The text whose SHA-256 is the key's thumbprint (RFC 7638 section 3.2: the required members
    /// in lexicographic order, no white space).
    pub fn thumbprint_input(&self) -> String {
        format!(
            r#"{{"crv":"{}","kty":"{}","x":"{}","y":"{}"}}"#,
            self.crv, self.kty, self.x, self.y
        )
    }
}

/// What the root key signs: which keys may sign cards, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyList {
    pub site: SiteKey,
    pub issued_at: Timestamp,
    pub keys: Vec<SigningKey>,
}

/// A key that may sign (or could sign) cards issued within its validity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningKey {
    #[serde(flatten)]
    pub jwk: Jwk,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
}

/// What a widget needs to check cards: the root key, whose thumbprint the page pins, and the list
/// that the root key signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeySet {
    pub root: Jwk,
    /// Compact JWS of a [`KeyList`].
    pub list: String,
}
