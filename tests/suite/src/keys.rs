//! Checks signatures the way a stranger would: from the standards, with no code of the server's or
//! the widget's.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use vouch_shared::card::{CARD_TYP, Card};
use vouch_shared::key::{Jwk, KEY_LIST_TYP, KeyList, KeySet};

/// Signing keys that are trusted because the pinned root key vouches for them.
#[derive(Clone, Debug)]
pub struct TrustedKeys {
    list: KeyList,
}

impl TrustedKeys {
    /// Checks the root key against the pinned thumbprint and the list against the root key.
    pub fn new(keys: &KeySet, pinned: &str) -> Result<Self> {
        let thumbprint = thumbprint(&keys.root);
        ensure!(thumbprint == pinned, "root key {thumbprint} is not the pinned key {pinned}");
        let list = Jws::parse(&keys.list)?.verified(&keys.root, KEY_LIST_TYP)?;
        Ok(Self { list })
    }

    /// The card, if a listed key that was valid at its issue signed it for this site.
    pub fn card(&self, jws: &str) -> Result<Card> {
        let parsed = Jws::parse(jws)?;
        let listed =
            self.list.keys.iter().find(|key| Some(&key.jwk.kid) == parsed.header.kid.as_ref());
        let key = listed.with_context(|| format!("no listed key {:?}", parsed.header.kid))?;
        ensure!(thumbprint(&key.jwk) == key.jwk.kid, "key {} has a false name", key.jwk.kid);
        let card: Card = parsed.verified(&key.jwk, CARD_TYP)?;
        let valid = key.not_before <= card.issued_at && card.issued_at <= key.not_after;
        ensure!(valid, "card of {} is outside its key's validity", card.issued_at);
        ensure!(card.site == self.list.site, "card of another site: {}", card.site);
        Ok(card)
    }

    /// The list that the root key signed.
    pub fn list(&self) -> &KeyList {
        &self.list
    }
}

/// The keys at `/.well-known/jwks.json` (RFC 7517 section 5).
#[derive(Clone, Debug, Deserialize)]
pub struct JsonWebKeySet {
    pub keys: Vec<Jwk>,
}

impl JsonWebKeySet {
    /// The card, if the published key that its header names signed it.
    pub fn card(&self, jws: &str) -> Result<Card> {
        let parsed = Jws::parse(jws)?;
        let published = self.keys.iter().find(|key| Some(&key.kid) == parsed.header.kid.as_ref());
        let key = published.with_context(|| format!("no published key {:?}", parsed.header.kid))?;
        parsed.verified(key, CARD_TYP)
    }
}

/// A key's thumbprint (RFC 7638).
pub fn thumbprint(key: &Jwk) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(key.thumbprint_input()))
}

/// A compact JWS (RFC 7515 section 7.1), taken apart but not believed.
struct Jws<'a> {
    header: Header,
    signed: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: Option<String>,
}

impl<'a> Jws<'a> {
    fn parse(text: &'a str) -> Result<Self> {
        let (signed, signature) = text.rsplit_once('.').context("no JWS: no signature")?;
        let (header, payload) = signed.split_once('.').context("no JWS: no payload")?;
        let header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header)?)?;
        let payload = URL_SAFE_NO_PAD.decode(payload)?;
        Ok(Self { header, signed, payload, signature: URL_SAFE_NO_PAD.decode(signature)? })
    }

    fn verified<T: DeserializeOwned>(&self, key: &Jwk, typ: &str) -> Result<T> {
        ensure!(self.header.alg == "ES256", "signed with {}", self.header.alg);
        ensure!(self.header.typ == typ, "a {}, not a {typ}", self.header.typ);
        let signature = Signature::from_slice(&self.signature).context("no ES256 signature")?;
        verifying_key(key)?
            .verify(self.signed.as_bytes(), &signature)
            .with_context(|| format!("not signed by {}", key.kid))?;
        serde_json::from_slice(&self.payload).context("the payload is not what its type says")
    }
}

fn verifying_key(key: &Jwk) -> Result<VerifyingKey> {
    ensure!((key.kty.as_str(), key.crv.as_str()) == ("EC", "P-256"), "not a P-256 key");
    let mut point = vec![4];
    point.extend(URL_SAFE_NO_PAD.decode(&key.x)?);
    point.extend(URL_SAFE_NO_PAD.decode(&key.y)?);
    VerifyingKey::from_sec1_bytes(&point).context("not a point on P-256")
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer;
    use serde_json::{Value, json};

    fn signing_key(seed: u8) -> (SigningKey, Jwk) {
        let signing = SigningKey::from_slice(&[seed; 32]).unwrap();
        let point = signing.verifying_key().to_sec1_point(false);
        let half = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let mut jwk = Jwk {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: half(&point.as_bytes()[1..33]),
            y: half(&point.as_bytes()[33..]),
            kid: String::new(),
            alg: "ES256".into(),
            usage: "sig".into(),
        };
        jwk.kid = thumbprint(&jwk);
        (signing, jwk)
    }

    fn sign(key: &SigningKey, kid: &str, typ: &str, payload: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({"alg": "ES256", "typ": typ, "kid": kid});
        let signed = format!("{}.{}", part(&header), part(payload));
        let signature: Signature = key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    fn card(site: &str, issued_at: &str) -> Value {
        json!({
            "id": "k1", "site": site, "conversation": "c1", "issued_at": issued_at, "locale": "en",
            "kind": "notice", "text": "Hello", "evidence": {"type": "system", "text": "notice"},
        })
    }

    #[test]
    fn only_what_the_pinned_root_vouches_for_is_a_card() {
        let (root, root_jwk) = signing_key(1);
        let (signer, signer_jwk) = signing_key(2);
        let mut listed = serde_json::to_value(&signer_jwk).unwrap();
        listed["not_before"] = json!("2026-01-01T00:00:00.000Z");
        listed["not_after"] = json!("2027-01-01T00:00:00.000Z");
        let list = json!({"site": "s", "issued_at": "2026-01-01T00:00:00.000Z", "keys": [listed]});
        let keys = |by: &SigningKey| KeySet {
            root: root_jwk.clone(),
            list: sign(by, &root_jwk.kid, KEY_LIST_TYP, &list),
        };
        assert!(TrustedKeys::new(&keys(&root), &signer_jwk.kid).is_err(), "another root is pinned");
        assert!(TrustedKeys::new(&keys(&signer), &root_jwk.kid).is_err(), "another key signed");

        let trusted = TrustedKeys::new(&keys(&root), &root_jwk.kid).unwrap();
        let now = "2026-06-01T00:00:00.000Z";
        let good = sign(&signer, &signer_jwk.kid, CARD_TYP, &card("s", now));
        assert_eq!(trusted.card(&good).unwrap().id.as_str(), "k1");
        for (why, bad) in [
            ("other site", sign(&signer, &signer_jwk.kid, CARD_TYP, &card("t", now))),
            ("too old", sign(&signer, &signer_jwk.kid, CARD_TYP, &card("s", "2025-01-01"))),
            ("other type", sign(&signer, &signer_jwk.kid, KEY_LIST_TYP, &card("s", now))),
            ("unlisted key", sign(&root, &root_jwk.kid, CARD_TYP, &card("s", now))),
            ("forged", sign(&root, &signer_jwk.kid, CARD_TYP, &card("s", now))),
            ("changed", good.replacen("Mi", "Mj", 1)),
        ] {
            assert!(bad != good && trusted.card(&bad).is_err(), "{why}");
        }
    }
}
