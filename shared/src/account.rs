//! A staff member's own account: links to set it up, the password, the second step, sessions.

use crate::id::Timestamp;
use crate::staff::Me;
use serde::{Deserialize, Serialize};

/// The token of a set-up link. It stands behind the `#` of the link, which browsers send nowhere.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    pub token: String,
}

/// Whom a set-up link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkOwner {
    pub email: String,
    pub name: String,
}

/// The password that the owner of a set-up link chooses.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstPassword {
    pub token: String,
    pub password: String,
}

/// After a password was chosen by a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcomed {
    /// Whoever is signed in now; nobody where a code of the second step is still to be shown.
    pub me: Option<Me>,
}

/// A set-up link, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpLink {
    pub url: String,
    pub expires_at: Timestamp,
    /// Whether it was mailed to the member as well.
    pub mailed: bool,
}

/// What a member may know of their own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Whether signing in asks for a code.
    pub totp: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
}

/// The password, shown again before something that matters.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordShown {
    pub password: String,
}

/// Another password instead of the present one.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    pub password: String,
    pub new_password: String,
}

/// What an authenticator takes to make codes (RFC 6238).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSecret {
    /// In base32, for typing.
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
    /// The same as a QR code, an SVG document.
    pub svg: String,
}

/// A code that an authenticator shows.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TotpCode {
    pub code: String,
}

/// Codes that stand in for an authenticator that was lost, each of them once. Shown once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: String,
    /// As in `Firefox on Linux`.
    pub browser: String,
    pub address: String,
    pub since: Timestamp,
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}
