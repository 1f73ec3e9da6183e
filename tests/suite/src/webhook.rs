//! Signatures of webhooks as docs/delivery.md describes them, by other code than the server's.

use anyhow::Result;
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The header `Vouch-Signature` of a request to that path with that time and body.
pub fn signature(key: &str, timestamp: &str, path: &str, body: &[u8]) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())?;
    mac.update(format!("{timestamp}\nPOST\n{path}\n").as_bytes());
    mac.update(body);
    Ok(format!("v1={}", HEXLOWER.encode(&mac.finalize().into_bytes())))
}
