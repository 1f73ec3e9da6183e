//! Bearer tokens of conversations. Only their hash is stored.

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

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
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
    }
}
