//! The Vouch server: storefront chat that only says what the store can vouch for.
//! Start at [`router`] for the URLs, at [`conversation::turn`] for what happens to a question.

pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod conversation;
pub mod cors;
pub mod error;
pub mod extract;
pub mod generation;
pub mod guard;
pub mod handoff;
pub mod insight;
pub mod knowledge;
pub mod ledger;
pub mod mail;
pub mod orders;
pub mod oversight;
pub mod request_log;
pub mod router;
pub mod routes;
pub mod secret;
pub mod setup;
pub mod sites;
pub mod staff;
pub mod store;
pub mod text;
pub mod texts;
pub mod weights;
