//! The connector against real SQLite files: what is shown, what is not, and what an owner is told.

mod card;
mod contradictions;
mod look_up;
mod owner;
mod store;
mod tiers;
mod trouble;
