//! The harness: real servers, databases and browsers for tests, each on a free port of the
//! loopback interface with its files in a folder of its own, and gone when the test ends.
//!
//! ```no_run
//! # async fn story() -> anyhow::Result<()> {
//! let shop = vouch_tests::demo::Demo::start()?;
//! let client = shop.client()?;
//! let conversation = client.open().await?;
//! let cards = client.ask(&conversation, "How long do I have to return a jacket?").await?;
//! # Ok(())
//! # }
//! ```

mod account;
pub mod axe;
pub mod browser;
pub mod client;
pub mod demo;
pub mod desk;
mod files;
pub mod identity;
pub mod keys;
pub mod mailbox;
pub mod mariadb;
pub mod postgres;
pub mod programs;
pub mod proxy;
pub mod receiver;
pub mod smtp;
pub mod story;
mod template;
pub mod totp;
pub mod webhook;
