//! The answer engine.

pub mod engine;
