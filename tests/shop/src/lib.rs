//! Fellward, a fictional outdoor shop: a storefront that carries the Vouch script tag, the policy
//! texts that Vouch answers from, and a database of orders for its connector to read. The binary
//! `demo-shop` serves and seeds it; tests call [`router`] and [`orders::seed`] in-process.

pub mod catalogue;
pub mod drawing;
mod money;
mod options;
pub mod orders;
mod pages;
pub mod policies;
mod router;
mod state;

pub use money::Currency;
pub use options::{Csp, StorefrontOptions, VouchAttribute};
pub use orders::{SampleOrder, sample_orders};
pub use router::router;

/// The shop's name as shoppers know it.
pub const NAME: &str = "Fellward";

/// The folder of this crate: `policies/`, `eval.jsonl`, `samples.jsonl` and `vouch.toml` are in it.
pub const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
