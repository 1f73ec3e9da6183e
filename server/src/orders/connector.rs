//! The ways to a store's orders. Each gives the same neutral [`Reading`], so that nothing after it
//! depends on how a store was read.

use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;
use crate::orders::reading::{Asker, Reading};
use crate::orders::record::RecentRecord;
use crate::orders::report::Report;
use crate::orders::sql::SqlStore;

/// A way to one store's orders.
pub(crate) enum Connector {
    /// The store's own database.
    Sql(SqlStore),
}

impl Connector {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        SqlStore::new(config).map(Self::Sql)
    }

    /// Preset and engine, such as `custom:postgres`.
    pub(crate) fn source(&self) -> &str {
        match self {
            Self::Sql(store) => store.source(),
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
        }
    }

    /// The latest orders of an address that the shop vouches for; absent where the store cannot be
    /// asked for that. An error may be seen by staff.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Option<Vec<RecentRecord>>, String> {
        match self {
            Self::Sql(store) => store.recent(email).await,
        }
    }

    /// What an owner should know about the connection and what comes through it.
    pub(crate) async fn check(&self, report: &mut Report) {
        match self {
            Self::Sql(store) => store.check(report).await,
        }
    }
}
