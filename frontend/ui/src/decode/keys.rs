//! Keys and the signed list of them.

use crate::decode::{FromJs, field, from_js};
use vouch_shared::key::{Jwk, KeyList, KeySet, SigningKey};
use wasm_bindgen::JsValue;

from_js! {
    Jwk { kty, crv, x, y, kid, alg, usage = "use" }
    KeyList { site, issued_at, keys }
    KeySet { root, list }
}

impl FromJs for SigningKey {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            jwk: Jwk::from_js(value)?,
            not_before: field(value, "not_before")?,
            not_after: field(value, "not_after")?,
        })
    }
}
