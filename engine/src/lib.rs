//! The answer engine: from a shopper's words to the one approved answer that fits, or to a person.
//! Pure and deterministic: nothing here reads a file, a clock or the network.
//!
//! [`train::train`] learns approved answers; [`engine::Engine::decide`] takes a question.

pub mod decision;
pub mod embedder;
pub mod engine;
pub mod evaluate;
pub mod factory;
pub mod knowledge;
pub mod reviews;
pub mod shipped;
pub mod threshold;
pub mod train;
pub mod twins;

mod bound;
mod calibrate;
mod cases;
mod claim;
mod concepts;
mod contact;
mod evidence;
mod examples;
mod features;
mod follow_up;
mod guards;
mod intents;
mod language;
mod lexicon;
mod math;
mod matrix;
mod normalise;
mod points;
mod reading;
mod reference;
mod ridge;
mod several;
mod signals;
mod space;
mod spelling;
mod stems;
mod vocabulary;
