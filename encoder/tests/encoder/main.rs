//! The encoder with its real weights.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should end")]

mod damage;
mod levels;
mod reference;
mod support;
mod word_pieces;
