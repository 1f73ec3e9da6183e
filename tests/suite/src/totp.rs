//! An authenticator (RFC 6238), apart from the server's own.

use anyhow::Result;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use std::time::{SystemTime, UNIX_EPOCH};

/// The code that an authenticator with this secret, in base32, shows now.
pub fn code_now(secret: &str) -> Result<String> {
    code_at(secret, step_now()?)
}

/// The code of the next half minute, which the server takes already.
pub fn next_code(secret: &str) -> Result<String> {
    code_at(secret, step_now()? + 1)
}

#[expect(clippy::disallowed_methods, reason = "an authenticator has a clock of its own")]
fn step_now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 30)
}

fn code_at(secret: &str, step: u64) -> Result<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(&BASE32_NOPAD.decode(secret.as_bytes())?)?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[hash.len() - 1] & 15);
    let number = hash[at..at + 4].iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
    Ok(format!("{:06}", (number & 0x7fff_ffff) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_the_codes_of_the_rfc() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(code_at(secret, 1).unwrap(), "287082");
        assert_eq!(code_at(secret, 37_037_036).unwrap(), "081804");
    }
}
