//! The answer engine: text in, decision out. Pure and deterministic: the same knowledge and the
//! same question give the same decision, and nothing here reads a file, a clock or the network.

pub mod engine;
pub mod evaluate;
pub mod lexical;

mod binomial;
mod calibrate;
mod cases;
mod cholesky;
mod concepts;
mod evidence;
mod examples;
mod intents;
mod kernel;
mod normalise;
mod ridge;
mod threshold;
mod vocabulary;
