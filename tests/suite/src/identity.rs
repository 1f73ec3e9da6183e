//! A shop's back end as far as it says who is signed in: the key that the demo's `vouch.toml` holds,
//! and tokens signed with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

/// The secret in the demo's `[site.identity]`.
pub const SECRET: &str = "fellward-demo-identity-secret-0123456789";

/// A token for a customer of the shop that is good for an hour.
pub fn token(customer: &str, email: &str) -> String {
    sign(SECRET, &json!({"sub": customer, "email": email, "exp": seconds_from_now(3600)}))
}

/// Any claims, signed with any secret.
pub fn sign(secret: &str, claims: &Value) -> String {
    let parts = [json!({"alg": "HS256", "typ": "JWT"}), claims.clone()];
    let message = parts.map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key will do");
    let signature = mac.chain_update(message.as_bytes()).finalize().into_bytes();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// Seconds since 1970, that many from now.
#[expect(clippy::disallowed_methods, reason = "the shop's back end has a clock of its own")]
pub fn seconds_from_now(seconds: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(now).unwrap_or(i64::MAX).saturating_add(seconds)
}
