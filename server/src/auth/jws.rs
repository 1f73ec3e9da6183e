//! Compact JWS (RFC 7515) with ES256 (RFC 7518 section 3.4), no other algorithm.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::Sec1Point;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vouch_shared::key::Jwk;

/// Why a JWS was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("not a compact JWS of three base64url parts with an ES256 header")]
    Malformed,
    #[error("the JWS is of another type than was asked for")]
    WrongType,
    #[error("no known key has the id that the JWS names")]
    UnknownKey,
    #[error("the signature does not fit")]
    BadSignature,
}

/// A private key on P-256.
#[derive(Clone)]
pub struct PrivateKey(SigningKey);

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// A private key as a file holds it: a JWK with `d`.
#[derive(Serialize, Deserialize)]
struct PrivateJwk {
    #[serde(flatten)]
    public: Jwk,
    d: String,
}

impl PrivateKey {
    /// A new random key.
    pub fn generate() -> Self {
        loop {
            // All but one in 2^32 tries are a valid scalar.
            if let Ok(key) = SigningKey::from_slice(&crate::clock::random_bytes::<32>()) {
                return Self(key);
            }
        }
    }

    /// Reads a private JWK.
    pub fn from_json(text: &str) -> Option<Self> {
        let jwk: PrivateJwk = serde_json::from_str(text).ok()?;
        let key = SigningKey::from_slice(&URL_SAFE_NO_PAD.decode(jwk.d).ok()?).ok().map(Self)?;
        (key.public().kid == jwk.public.kid).then_some(key)
    }

    /// Writes a private JWK.
    pub fn to_json(&self) -> String {
        let jwk =
            PrivateJwk { public: self.public(), d: URL_SAFE_NO_PAD.encode(self.0.to_bytes()) };
        serde_json::to_string_pretty(&jwk).expect("a JWK is JSON")
    }

    /// The public half.
    pub fn public(&self) -> Jwk {
        let point = self.0.verifying_key().to_sec1_point(false);
        let bytes = point.as_bytes();
        // Uncompressed SEC 1: a tag byte, then x and y of 32 bytes each.
        let mut jwk = Jwk {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x: URL_SAFE_NO_PAD.encode(&bytes[1..33]),
            y: URL_SAFE_NO_PAD.encode(&bytes[33..65]),
            kid: String::new(),
            alg: "ES256".to_owned(),
            usage: "sig".to_owned(),
        };
        jwk.kid = thumbprint(&jwk);
        jwk
    }

    /// Signs a payload as a compact JWS.
    pub fn sign<T: Serialize>(&self, typ: &str, payload: &T) -> String {
        let kid = self.public().kid;
        let header = Header { alg: "ES256".to_owned(), typ: typ.to_owned(), kid };
        let message = format!("{}.{}", encode(&header), encode(payload));
        let signature: Signature = self.0.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// A key's RFC 7638 thumbprint: SHA-256, base64url.
pub fn thumbprint(jwk: &Jwk) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(jwk.thumbprint_input()))
}

/// Checks a compact JWS of type `typ` against the key that `key_of` knows by its id, and gives
/// the payload's bytes.
pub fn verify<'k>(
    jws: &str,
    typ: &str,
    key_of: impl FnOnce(&str) -> Option<&'k Jwk>,
) -> Result<Vec<u8>, JwsError> {
    let (message, signature) = jws.rsplit_once('.').ok_or(JwsError::Malformed)?;
    let (header, payload) = message.split_once('.').ok_or(JwsError::Malformed)?;
    let header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|_| JwsError::Malformed)?;
    if header.alg != "ES256" {
        return Err(JwsError::Malformed);
    }
    if header.typ != typ {
        return Err(JwsError::WrongType);
    }
    let key = verifying_key(key_of(&header.kid).ok_or(JwsError::UnknownKey)?)?;
    let signature =
        Signature::from_slice(&decode(signature)?).map_err(|_| JwsError::BadSignature)?;
    key.verify(message.as_bytes(), &signature).map_err(|_| JwsError::BadSignature)?;
    decode(payload)
}

fn verifying_key(jwk: &Jwk) -> Result<VerifyingKey, JwsError> {
    let mut bytes = vec![4]; // The tag of an uncompressed point (SEC 1 section 2.3.3).
    bytes.extend(decode(&jwk.x)?);
    bytes.extend(decode(&jwk.y)?);
    let point = Sec1Point::from_bytes(&bytes).map_err(|_| JwsError::UnknownKey)?;
    VerifyingKey::from_sec1_point(&point).map_err(|_| JwsError::UnknownKey)
}

fn encode<T: Serialize>(value: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).expect("headers and payloads are JSON"))
}

fn decode(part: &str) -> Result<Vec<u8>, JwsError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_verifies_and_nothing_else_does() {
        let key = PrivateKey::generate();
        let public = key.public();
        let jws = key.sign("vouch-card+jwt", &serde_json::json!({"a": 1}));
        let find = |kid: &str| (kid == public.kid).then_some(&public);
        assert_eq!(verify(&jws, "vouch-card+jwt", find).unwrap(), br#"{"a":1}"#);
        assert_eq!(verify(&jws, "other", find), Err(JwsError::WrongType));
        assert_eq!(verify(&jws, "vouch-card+jwt", |_| None), Err(JwsError::UnknownKey));
        for at in 0..jws.len() {
            let mut bytes = jws.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(verify(&changed, "vouch-card+jwt", find).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_header_that_asks_for_no_signature_is_malformed() {
        let none = encode(&serde_json::json!({"alg": "none", "typ": "t", "kid": "k"}));
        let jws = format!("{none}.{}.", URL_SAFE_NO_PAD.encode("{}"));
        let key = PrivateKey::generate().public();
        assert_eq!(verify(&jws, "t", |_| Some(&key)), Err(JwsError::Malformed));
    }

    #[test]
    fn private_keys_survive_their_file() {
        let key = PrivateKey::generate();
        let again = PrivateKey::from_json(&key.to_json()).unwrap();
        assert_eq!(again.public(), key.public());
        assert!(PrivateKey::from_json("{}").is_none());
    }

    #[test]
    fn thumbprints_hash_the_required_members_in_order() {
        let key = PrivateKey::generate().public();
        let input = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, key.x, key.y);
        assert_eq!(key.kid, URL_SAFE_NO_PAD.encode(Sha256::digest(input)));
        assert_eq!(key.kid.len(), 43);
    }
}
