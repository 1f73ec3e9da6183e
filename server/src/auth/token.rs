//! Bearer tokens of conversations. Only their hash is stored.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// SHA-256 in hex. Tokens are 256 random bits, so no salt or slow hash is needed.
pub fn hash(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

/// Whether the token is the one that was hashed, compared in constant time.
pub fn fits(token: &str, stored_hash: &str) -> bool {
    hash(token).as_bytes().ct_eq(stored_hash.as_bytes()).into()
}

/// HMAC-SHA-256 in hex: a hash of something that could be guessed, such as six digits, that says
/// nothing to whoever lacks the secret.
pub fn keyed_hash(secret: &str, text: &str) -> String {
    let mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key may be of any length");
    hex(&mac.chain_update(text.as_bytes()).finalize().into_bytes())
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_token_fits() {
        let stored = hash("secret");
        assert!(fits("secret", &stored) && !fits("secre", &stored) && !fits("", &stored));
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        // RFC 4231, test case 2.
        assert_eq!(
            keyed_hash("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
