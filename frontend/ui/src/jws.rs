//! Compact JWS (RFC 7515): taking one apart and checking its signature. Only ES256 is spoken.

use crate::base64url;
use crate::crypto;
use crate::decode::{FromJs, field, from_json};
use vouch_shared::key::Jwk;
use wasm_bindgen::JsValue;

/// A JWS that was taken apart but not checked. Its payload stays unreadable until
/// [`Unchecked::payload`] has checked the signature.
pub(crate) struct Unchecked<'a> {
    header: Header,
    signing_input: &'a str,
    payload: &'a str,
    signature: Vec<u8>,
}

struct Header {
    alg: String,
    typ: String,
    kid: Option<String>,
}

impl FromJs for Header {
    fn from_js(value: &JsValue) -> Option<Self> {
        // `crit` names extensions that a reader must understand; we understand none.
        field::<Option<Vec<String>>>(value, "crit")?.is_none().then_some(())?;
        let [alg, typ] = ["alg", "typ"].map(|name| field(value, name));
        Some(Self { alg: alg?, typ: typ?, kid: field(value, "kid")? })
    }
}

impl<'a> Unchecked<'a> {
    /// Takes a compact JWS apart; `None` unless it is an ES256 one of this `typ`.
    pub(crate) fn parse(jws: &'a str, typ: &str) -> Option<Self> {
        let (header, payload, signature) = split(jws)?;
        let signing_input = &jws[..header.len() + 1 + payload.len()];
        let header: Header = from_json(&String::from_utf8(base64url::decode(header)?).ok()?)?;
        let signature = base64url::decode(signature)?;
        (header.alg == "ES256" && header.typ == typ && signature.len() == 64).then_some(Self {
            header,
            signing_input,
            payload,
            signature,
        })
    }

    pub(crate) fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The payload's text, if the key signed it.
    pub(crate) async fn payload(&self, key: &Jwk) -> Option<String> {
        if !crypto::is_signed_by(key, &self.signature, self.signing_input).await {
            return None;
        }
        String::from_utf8(base64url::decode(self.payload)?).ok()
    }
}

/// The three parts of a compact JWS, none of them empty.
fn split(jws: &str) -> Option<(&str, &str, &str)> {
    let mut parts = jws.split('.');
    let three = (parts.next()?, parts.next()?, parts.next()?);
    let empty = three.0.is_empty() || three.1.is_empty() || three.2.is_empty();
    (parts.next().is_none() && !empty).then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jws_has_exactly_three_parts() {
        assert_eq!(split("a.b.c"), Some(("a", "b", "c")));
        for bad in ["", "a", "a.b", "a.b.c.d", "..", "a..c", "a.b."] {
            assert_eq!(split(bad), None, "{bad}");
        }
    }
}
