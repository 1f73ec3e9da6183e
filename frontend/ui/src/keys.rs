//! The keys that cards are checked against. They can only be had from a list that the root key
//! signed, and the root key only by the thumbprint that the page pins (P1a).

use crate::crypto;
use crate::decode::from_json;
use crate::jws::Unchecked;
use vouch_shared::id::{SiteKey, Timestamp};
use vouch_shared::key::{Jwk, KEY_LIST_TYP, KeyList, KeySet, SigningKey};

/// Signing keys that the pinned root key vouches for.
#[derive(Clone)]
pub struct TrustedKeys {
    root_thumbprint: String,
    list: KeyList,
}

impl TrustedKeys {
    /// Trusts the key set if its root key has the pinned thumbprint and signed the list of this
    /// site's keys; `None` if anything is off.
    pub async fn pin(keys: &KeySet, root_thumbprint: &str, site: &SiteKey) -> Option<Self> {
        let jws = Unchecked::parse(&keys.list, KEY_LIST_TYP)?;
        if !is_plain_point(&keys.root)
            || crypto::sha256(&keys.root.thumbprint_input()).await? != root_thumbprint
        {
            return None;
        }
        let list: KeyList = from_json(&jws.payload(&keys.root).await?)?;
        (list.site == *site).then(|| Self { root_thumbprint: root_thumbprint.to_owned(), list })
    }

    /// The newer of two lists of the same root key: what a rotation asks for. A list that is
    /// older than the one held is refused, so nobody can bring a withdrawn key back.
    pub async fn renew(&self, keys: &KeySet) -> Option<Self> {
        let newer = Self::pin(keys, &self.root_thumbprint, &self.list.site).await?;
        (newer.list.issued_at >= self.list.issued_at).then_some(newer)
    }

    /// The site that the keys belong to.
    pub fn site(&self) -> &SiteKey {
        &self.list.site
    }

    /// The key of that id.
    pub(crate) fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.list.keys.iter().find(|key| key.jwk.kid == kid)
    }
}

/// Whether the key could sign at that moment. Times are compared as text, which is sound only
/// for the one form that the contract knows; any other form is refused.
pub(crate) fn is_valid_at(key: &SigningKey, moment: &Timestamp) -> bool {
    [&key.not_before, moment, &key.not_after].into_iter().all(is_utc_millis)
        && key.not_before <= *moment
        && *moment <= key.not_after
}

/// Whether a time is written `2026-11-22T10:00:00.000Z`.
fn is_utc_millis(time: &Timestamp) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000Z";
    let text = time.as_str().as_bytes();
    text.len() == FORM.len()
        && text.iter().zip(FORM).all(|(actual, form)| match form {
            b'0' => actual.is_ascii_digit(),
            _ => actual == form,
        })
}

/// Whether the members that the thumbprint covers are plain base64url text, so that no quote or
/// brace in one of them can make two different keys have the same thumbprint input.
fn is_plain_point(key: &Jwk) -> bool {
    let plain = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    key.kty == "EC" && key.crv == "P-256" && plain(&key.x) && plain(&key.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(not_before: &str, not_after: &str) -> SigningKey {
        let text = String::new;
        SigningKey {
            jwk: Jwk {
                kty: "EC".into(),
                crv: "P-256".into(),
                x: "a".into(),
                y: "b".into(),
                kid: text(),
                alg: text(),
                usage: text(),
            },
            not_before: not_before.into(),
            not_after: not_after.into(),
        }
    }

    #[test]
    fn a_key_signs_within_its_validity_only() {
        let key = key("2026-01-01T00:00:00.000Z", "2026-12-31T00:00:00.000Z");
        for (moment, valid) in [
            ("2026-01-01T00:00:00.000Z", true),
            ("2026-12-31T00:00:00.000Z", true),
            ("2025-12-31T23:59:59.999Z", false),
            ("2026-12-31T00:00:00.001Z", false),
            ("2026-06-01T00:00:00Z", false),
            ("2026-06-01T00:00:00.000+01:00", false),
            ("2026", false),
            ("", false),
        ] {
            assert_eq!(is_valid_at(&key, &moment.into()), valid, "{moment}");
        }
    }

    #[test]
    fn a_root_key_cannot_smuggle_members_into_its_thumbprint() {
        let mut key = key("", "").jwk;
        assert!(is_plain_point(&key));
        key.x = r#"a","y":"b"#.into();
        assert!(!is_plain_point(&key));
    }
}
