//! The API through its front door: one module a noun, each story on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod card;
mod conversation;
mod cors;
mod eval;
mod handoff;
mod health;
mod identity;
mod input;
mod key;
mod knowledge;
mod limits;
mod log;
mod markdown;
mod order;
mod order_code;
mod receipt;
mod setup;
mod site;
mod staff;
mod stop;
mod turn;
