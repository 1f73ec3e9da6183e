//! `vouch.toml`: read once at start, overridden by the environment, refused as a whole when any
//! key is unknown or any value does not fit.

mod delivery;
mod identity;
mod load;
mod logo;
mod overlay;
mod site;
mod smtp;

pub use delivery::{DeliverySettings, Format, TargetSettings};
pub use identity::IdentitySettings;
pub use load::{ConfigError, load, parse};
pub use logo::Logo;
pub use overlay::{SiteTables, merged};
pub use site::{HandoffSettings, Position, Resume, Site};
pub use smtp::SmtpSettings;

use crate::secret::Secret;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Everything an operator may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    #[serde(default)]
    pub server: Server,
    #[serde(default)]
    pub database: Database,
    #[serde(default)]
    pub limits: Limits,
    /// The storefronts, one `[[site]]` table each, with the console's changes.
    #[serde(default)]
    pub site: Vec<Site>,
    /// The same as `vouch.toml` has them.
    #[serde(skip)]
    pub site_tables: SiteTables,
    /// Mail out.
    #[serde(default)]
    pub smtp: Option<SmtpSettings>,
    /// How patiently tickets and replies are announced.
    #[serde(default)]
    pub delivery: DeliverySettings,
    /// A model's endpoint; no effect while no gate can open.
    #[serde(default)]
    pub generation: Option<toml::Table>,
    #[serde(default)]
    pub engine: EngineSettings,
}

/// The answer engine.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EngineSettings {
    /// A file of the sentence encoder's weights to use instead of those in the program.
    pub weights: Option<PathBuf>,
}

/// Where the server listens and keeps its files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    pub listen: SocketAddr,
    /// The address at which browsers reach this server, without a path.
    pub public_url: String,
    /// Holds the SQLite file, private keys, and the `STOP` file when an operator makes one.
    pub data_dir: PathBuf,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8787)),
            public_url: "http://127.0.0.1:8787".to_owned(),
            data_dir: PathBuf::from("data"),
            trusted_proxies: Vec::new(),
        }
    }
}

/// Vouch's own database, apart from any store's.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite://PATH` or `postgres://…`; by default `vouch.db` in the data folder.
    pub url: Option<Secret>,
}

/// How much anyone may ask for. Every limit that is hit says when to try again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    pub turns_per_minute_per_conversation: u32,
    pub turns_per_minute_per_address: u32,
    /// New conversations, and tickets, per minute and address.
    pub conversations_per_minute_per_address: u32,
    /// Resumed conversations, receipts and event streams, per minute and address.
    pub reads_per_minute_per_address: u32,
    /// Failed tries to open orders before a conversation or an order number is locked.
    pub order_attempts: u32,
    /// How long failed tries count, in minutes.
    pub order_lockout_minutes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 64 * 1024,
            turns_per_minute_per_conversation: 20,
            turns_per_minute_per_address: 60,
            conversations_per_minute_per_address: 30,
            reads_per_minute_per_address: 120,
            order_attempts: 5,
            order_lockout_minutes: 15,
        }
    }
}

impl Config {
    /// The address of Vouch's own database.
    pub fn database_url(&self) -> Secret {
        self.database.url.clone().unwrap_or_else(|| {
            Secret::new(format!("sqlite://{}", self.server.data_dir.join("vouch.db").display()))
        })
    }

    /// Parts of the file that this version reads but does not act on, for a warning at start.
    pub fn without_effect(&self) -> Vec<&'static str> {
        [("[generation]", self.generation.is_some())]
            .into_iter()
            .filter_map(|(name, present)| present.then_some(name))
            .collect()
    }

    /// The site of that key.
    pub fn site(&self, key: &str) -> Option<&Site> {
        self.site.iter().find(|site| site.key.as_str() == key)
    }
}
