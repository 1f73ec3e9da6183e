//! How Vouch signs its requests to an owner's endpoint, so that nobody else can read orders there.

use crate::secret::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write as _;

/// Seconds since 1970, when the request was signed.
pub(crate) const TIMESTAMP_HEADER: &str = "vouch-timestamp";
/// `v1=` and the signature in lower-case hex.
pub(crate) const SIGNATURE_HEADER: &str = "vouch-signature";
/// How far an endpoint lets the timestamp be from its own clock, in seconds. Documented; the
/// endpoint keeps it, as it keeps the `request_id` of each request for as long.
pub(crate) const REPLAY_WINDOW_S: u32 = 300;
/// The shortest key, in bytes: what 128 random bits need in hex.
pub(crate) const MIN_KEY_BYTES: usize = 32;

/// What is signed: everything that a request could be changed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) timestamp: i64,
    pub(crate) method: &'a str,
    /// With the query, as in the request's first line.
    pub(crate) path: &'a str,
    pub(crate) body: &'a [u8],
}

impl Signed<'_> {
    /// HMAC-SHA256 over timestamp, method and path, each followed by a line feed, and the body.
    /// None of the first three can hold a line feed, so no two requests are signed alike.
    pub(crate) fn signature(&self, key: &Secret) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes())
            .expect("HMAC takes keys of every length");
        for part in [&self.timestamp.to_string(), self.method, self.path] {
            mac.update(part.as_bytes());
            mac.update(b"\n");
        }
        mac.update(self.body);
        let mut text = String::from("v1=");
        for byte in mac.finalize().into_bytes() {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTED: Signed<'static> = Signed {
        timestamp: 1_795_338_000,
        method: "POST",
        path: "/vouch/orders",
        body: br#"{"version":1,"request_id":"0191","number":"1001"}"#,
    };

    /// Made with Python's `hmac` module; owners test their endpoint with it.
    #[test]
    fn the_documented_example_is_what_is_sent() {
        let key = Secret::new("an-example-key-of-32-characters!");
        let signature = DOCUMENTED.signature(&key);
        assert_eq!(
            signature,
            "v1=905723e552785f5806fd843af61e5c26da0a43ea4d23d03f2e57718a728624c0"
        );
        let docs = include_str!("../../../../docs/connectors-http.md");
        let body = std::str::from_utf8(DOCUMENTED.body).unwrap();
        for part in [&*signature, key.expose(), DOCUMENTED.path, body, "1795338000"] {
            assert!(docs.contains(part), "docs/connectors-http.md lacks {part}");
        }
        for header in [TIMESTAMP_HEADER, SIGNATURE_HEADER] {
            assert!(docs.to_lowercase().contains(header), "{header}");
        }
        assert!(docs.contains(&format!("{REPLAY_WINDOW_S} seconds")));
    }

    #[test]
    fn every_part_and_the_key_change_the_signature() {
        let key = Secret::new("one key");
        let signatures = [
            DOCUMENTED.signature(&key),
            DOCUMENTED.signature(&Secret::new("another key")),
            Signed { timestamp: 1_795_338_001, ..DOCUMENTED }.signature(&key),
            Signed { method: "GET", ..DOCUMENTED }.signature(&key),
            Signed { path: "/vouch/orders?all", ..DOCUMENTED }.signature(&key),
            Signed { body: b"{}", ..DOCUMENTED }.signature(&key),
        ];
        for (at, signature) in signatures.iter().enumerate() {
            assert!(!signatures[at + 1..].contains(signature), "{at}");
        }
    }
}
