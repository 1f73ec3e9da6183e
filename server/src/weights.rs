//! The weights of the sentence encoder that were compiled into this program.

/// The packed file that `cargo xtask setup` makes, or `None` if it was missing at build time.
pub fn embedded() -> Option<&'static [u8]> {
    include!(concat!(env!("OUT_DIR"), "/weights.rs"))
}
