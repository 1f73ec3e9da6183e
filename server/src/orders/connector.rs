//! The ways to a store's orders. Each gives the same neutral [`Reading`], so that nothing after it
//! depends on how a store was read.

use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;
use crate::orders::http::HttpStore;
use crate::orders::http::shopify::ShopifyStore;
use crate::orders::reading::{Asker, Reading};
use crate::orders::record::RecentRecord;
use crate::orders::report::{Report, RoleVerdict};
use crate::orders::sql::SqlStore;

/// A way to one store's orders.
pub(crate) enum Connector {
    /// The store's own database.
    Sql(SqlStore),
    /// An endpoint of the owner's.
    Http(HttpStore),
    /// Shopify's Admin API.
    Shopify(ShopifyStore),
}

impl Connector {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        match &*config.preset {
            "http" => HttpStore::new(config).map(Self::Http),
            "shopify" => ShopifyStore::new(config).map(Self::Shopify),
            _ => SqlStore::new(config).map(Self::Sql),
        }
    }

    /// Preset and engine, such as `custom:postgres`.
    pub(crate) fn source(&self) -> &str {
        match self {
            Self::Sql(store) => store.source(),
            Self::Http(_) => "http",
            Self::Shopify(_) => "shopify",
        }
    }

    /// One consistent read. An error may be seen by staff, never by a shopper; it holds no secret
    /// and nothing of an order.
    pub(crate) async fn read(
        &self,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Reading, String> {
        match self {
            Self::Sql(store) => store.read(number, by).await,
            Self::Http(store) => store.read(number, by).await,
            Self::Shopify(store) => store.read(number, by).await,
        }
    }

    /// Whether the store can be asked for the latest orders of an address.
    pub(crate) fn has_recent(&self) -> bool {
        match self {
            Self::Sql(store) => store.has_recent(),
            Self::Http(store) => store.has_recent(),
            Self::Shopify(_) => true,
        }
    }

    /// The latest orders of an address that the shop vouches for; none where the store has no such
    /// list. An error may be seen by staff.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Vec<RecentRecord>, String> {
        match self {
            Self::Sql(store) => store.recent(email).await,
            Self::Http(store) => store.recent(email).await,
            Self::Shopify(store) => store.recent(email).await,
        }
    }

    /// Whether what Vouch reads with can only read.
    pub(crate) async fn role(&self) -> RoleVerdict {
        match self {
            Self::Sql(store) => store.role().await,
            Self::Http(_) | Self::Shopify(_) => RoleVerdict::ReadsOnly,
        }
    }

    /// What an owner should know about the connection and what comes through it.
    pub(crate) async fn check(&self, number: Option<&OrderNumber>, report: &mut Report) {
        match self {
            Self::Sql(store) => store.check(report).await,
            Self::Http(store) => store.check(number, report).await,
            Self::Shopify(store) => store.check(report).await,
        }
    }
}
