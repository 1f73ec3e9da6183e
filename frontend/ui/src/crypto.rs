//! The few calls of WebCrypto that checking a card takes.

use crate::base64url;
use crate::encode::object;
use js_sys::{Array, Object, Uint8Array};
use vouch_shared::key::Jwk;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// SHA-256 of the text, in base64url.
pub(crate) async fn sha256(text: &str) -> Option<String> {
    let bytes = Uint8Array::from(text.as_bytes());
    let digest = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &bytes).ok()?;
    let digest = JsFuture::from(digest).await.ok()?;
    Some(base64url::encode(&Uint8Array::new(&digest).to_vec()))
}

/// Whether the key made this ECDSA signature (raw `r || s`, SHA-256) over the text.
pub(crate) async fn is_signed_by(key: &Jwk, signature: &[u8], text: &str) -> bool {
    check(key, signature, text).await.unwrap_or(false)
}

async fn check(key: &Jwk, signature: &[u8], text: &str) -> Option<bool> {
    let subtle = subtle()?;
    let key: CryptoKey = JsFuture::from(import(&subtle, key)?).await.ok()?.unchecked_into();
    let algorithm = object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
    let verdict = subtle
        .verify_with_object_and_js_u8_array_and_js_u8_array(
            algorithm.unchecked_ref::<Object>(),
            &key,
            &Uint8Array::from(signature),
            &Uint8Array::from(text.as_bytes()),
        )
        .ok()?;
    JsFuture::from(verdict).await.ok()?.as_bool()
}

/// Imports only what makes the point on the curve, so that no other member of a hostile key
/// can change what it is used for.
fn import(subtle: &SubtleCrypto, key: &Jwk) -> Option<js_sys::Promise> {
    let point = object(&[
        ("kty", "EC".into()),
        ("crv", "P-256".into()),
        ("x", key.x.as_str().into()),
        ("y", key.y.as_str().into()),
    ]);
    let algorithm = object(&[("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
    let usages = Array::of1(&JsValue::from_str("verify"));
    subtle
        .import_key_with_object(
            "jwk",
            point.unchecked_ref(),
            algorithm.unchecked_ref(),
            false,
            &usages,
        )
        .ok()
        .map(JsCast::unchecked_into)
}

fn subtle() -> Option<SubtleCrypto> {
    Some(web_sys::window()?.crypto().ok()?.subtle())
}
