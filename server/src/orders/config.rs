//! `[site.orders]` in `vouch.toml`.

use crate::secret::Secret;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use vouch_shared::id::AnswerId;
use vouch_shared::order::OrderState;

/// Where a site's orders are and how to read them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrdersConfig {
    /// `sqlite:`, `postgres:`, `mysql:` or `mariadb:`. Give it a role that can only read. For
    /// `http` the address that answers, for `shopify` the shop's: `https:`, or `http:` to this
    /// machine.
    pub url: Secret,
    /// The kind of store; `custom` reads through the queries below.
    pub preset: String,
    /// For `http` what requests are signed with, for `shopify` the Admin API's access token.
    #[serde(default)]
    pub key: Option<Secret>,
    /// For `shopify` the version of the Admin API, such as `2026-10`.
    #[serde(default)]
    pub api_version: Option<String>,
    /// For `http`, the address that answers with the latest orders of a shopper; without it there
    /// is no list to pick from.
    #[serde(default)]
    pub recent_url: Option<Secret>,
    /// For `http`, certificates (PEM) to trust beside the public ones.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// A second source that must say the same of state and parcels before an order is shown.
    #[serde(default)]
    pub verify_with: Option<Box<OrdersConfig>>,
    /// Needed for `custom`; with a preset, each that is given stands in for the preset's own.
    #[serde(default)]
    pub query: Queries,
    /// What the preset lets an owner set, such as the prefix of the tables.
    #[serde(default)]
    pub options: BTreeMap<String, toml::Value>,
    /// What the store calls a state, and which of ours that is: added to the preset's mapping, and
    /// stronger.
    #[serde(default)]
    pub states: BTreeMap<String, OrderState>,
    /// Why the database role may be one that can write. Without a reason it may not.
    #[serde(default)]
    pub allow_writable_role: Option<String>,
    /// How old the data may be, measured by `query.freshness`; both are given or neither.
    #[serde(default)]
    pub max_staleness_s: Option<u64>,
    /// The longest a look-up may take, connecting included.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
    /// How far the store's clocks may be off before a date counts as wrong.
    #[serde(default = "default_clock_tolerance_s")]
    pub clock_tolerance_s: u64,
    /// Hosts of tracking pages beside the carriers that Vouch knows; subdomains are included.
    #[serde(default)]
    pub tracking_hosts: Vec<String>,
    /// Whether an order opens only with the code that is mailed to its e-mail address.
    #[serde(default)]
    pub code: CodeRule,
    /// Approved text to show below an order in a state, by its answer id: "what happens next".
    #[serde(default)]
    pub next: HashMap<OrderState, AnswerId>,
}

/// When a code is mailed. A signed identity needs none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeRule {
    #[default]
    Off,
    Required,
}

/// The SQL that reads an order. Values are TEXT or INTEGER, times are ISO 8601 text in UTC, and
/// `state` is one of our names or one that `states` maps. `columns.rs` lists the columns of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Queries {
    /// `$1` is the order number as a shopper gives it: trimmed, without `#`, in upper case.
    pub order: String,
    /// `$1` is the `id` that the order query gave.
    pub items: String,
    /// `$1` is the `id` that the order query gave.
    pub parcels: String,
    /// One row with the column `read_until`: everything that happened before that time can be
    /// seen by this connection. On a replica this is its replay time; on an imported copy, the
    /// time of the import. An order's own `updated_at` says nothing about it: an old order that
    /// nobody touched is not stale.
    pub freshness: Option<String>,
    /// The latest orders of an e-mail address, newest first; `$1` is the address in lower case.
    /// With it, shoppers with a signed identity pick their order instead of typing its number.
    pub recent: Option<String>,
}

fn default_timeout_ms() -> u64 {
    2_000
}

fn default_clock_tolerance_s() -> u64 {
    300
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = r#"
        url = "postgres://reader:hunter2@db/shop"
        preset = "custom"
        [query]
        order = "SELECT 1"
        items = "SELECT 2"
        parcels = "SELECT 3"
    "#;

    #[test]
    fn defaults_are_as_documented_and_the_url_is_hidden() {
        let config: OrdersConfig = toml::from_str(MINIMAL).unwrap();
        assert_eq!((config.timeout_ms, config.clock_tolerance_s), (2_000, 300));
        assert_eq!(config.max_staleness_s, None);
        assert!(config.tracking_hosts.is_empty());
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn unknown_keys_are_refused() {
        for extra in ["order_query = 'x'", "max_stalenes_s = 3"] {
            let error = toml::from_str::<OrdersConfig>(&format!("{extra}\n{MINIMAL}")).unwrap_err();
            assert!(error.message().contains("unknown field"), "{error}");
        }
        let error = toml::from_str::<OrdersConfig>(&format!("{MINIMAL}\nitem = 'x'")).unwrap_err();
        assert!(error.message().contains("unknown field `item`"), "{error}");
    }
}
