//! An authenticator (RFC 6238), apart from the server's own.

use anyhow::{Context, Result};
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
    let mut mac = Hmac::<Sha1>::new_from_slice(&base32(secret)?)?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[hash.len() - 1] & 15);
    let number = hash[at..at + 4].iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
    Ok(format!("{:06}", (number & 0x7fff_ffff) % 1_000_000))
}

/// RFC 4648, without padding.
fn base32(text: &str) -> Result<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let value = alphabet.iter().position(|it| *it == letter).context("not base32")?;
        bits = (bits << 5 | u32::try_from(value)?) & 0xffff;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff)?);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_the_codes_of_the_rfc() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(base32(secret).unwrap(), b"12345678901234567890");
        assert_eq!(code_at(secret, 1).unwrap(), "287082");
        assert_eq!(code_at(secret, 37_037_036).unwrap(), "081804");
    }
}
