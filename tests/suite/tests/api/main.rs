//! The API through its front door: one module a noun, each story on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod account;
mod audit;
mod card;
mod conversation;
mod cors;
mod delivery;
mod eval;
mod handoff;
mod health;
mod identity;
mod inbound;
mod input;
mod insight;
mod key;
mod knowledge;
mod knowledge_desk;
mod limits;
mod log;
mod markdown;
mod order;
mod order_code;
mod receipt;
mod reply;
mod setup;
mod site;
mod staff;
mod stop;
mod team;
mod ticket;
mod turn;
