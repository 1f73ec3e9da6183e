//! The reader against real SQLite files and HTTP servers: what is shown, what is not, and what an owner is told.

mod card;
mod circuit;
mod contradictions;
pub(in crate::orders) mod fake;
mod look_up;
mod owner;
mod second;
pub(in crate::orders) mod store;
mod tiers;
mod trouble;
