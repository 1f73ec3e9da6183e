//! The weights of the sentence encoder that were compiled into this program.

use std::borrow::Cow;
use std::sync::Arc;
use vouch_encoder::Encoder;
use vouch_engine::embedder::Embedder;

/// The packed file that `cargo xtask setup` makes, or `None` if it was missing at build time.
pub fn embedded() -> Option<&'static [u8]> {
    include!(concat!(env!("OUT_DIR"), "/weights.rs"))
}

/// The sentence encoder, if this program has its weights.
pub fn embedder() -> Option<Arc<Embedder>> {
    let encoder = Encoder::from_bytes(Cow::Borrowed(embedded()?));
    match encoder {
        Ok(encoder) => Some(Arc::new(Embedder::new(encoder))),
        Err(error) => {
            tracing::error!(%error, "the sentence encoder cannot be used; answering by words only");
            None
        }
    }
}
