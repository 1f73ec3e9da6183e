//! Ids that the widget chooses, so that the server recognises a request that it has seen before.

use vouch_ui::base64url;

/// A new random id of 128 bits.
pub(crate) fn random() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    // The loader starts the widget only where WebCrypto is there, and sixteen bytes never exceed
    // its quota.
    debug_assert!(filled == Some(true), "WebCrypto fills sixteen bytes");
    base64url::encode(&bytes)
}
