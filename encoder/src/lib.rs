//! The sentence encoder: all-MiniLM-L6-v2 with int8 weights, on one thread, without I/O. Bytes of
//! a packed file become an [`Encoder`], a sentence becomes an [`Embedding`]; the same sentence gives
//! the same bytes on every x86-64 level.

mod encoder;
mod error;
mod file;
mod forward;
mod kernel;
mod linear;
mod math;
mod model;
mod shape;

pub mod pack;
pub mod wordpiece;

pub use encoder::{Embedding, Encoder, similarity};
pub use error::EncoderError;
pub use kernel::Level;
pub use shape::{DIMENSIONS, LAST, LONGEST};
