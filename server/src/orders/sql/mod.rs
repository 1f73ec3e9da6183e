//! The connector over SQL: a small pool of its own, so that a slow store holds up nobody else, and
//! one read-only transaction for each read.

mod check;
mod columns;
mod database;
mod field;
mod placeholders;
pub(crate) mod read;
mod record;

use self::database::{Database, Engine};
use self::read::{Plan, Rows};
use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;
use crate::orders::reading::{Asker, Reading};
use crate::orders::record::RecentRecord;
use sqlx::AnyPool;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout_at};

/// The most connections to one store.
const MAX_CONNECTIONS: u32 = 4;

/// A store's database. It is connected to when it is first used.
pub(crate) struct SqlStore {
    plan: Plan,
    database: Database,
    source: String,
    pool: AnyPool,
}

impl SqlStore {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        validate(config)?;
        let database = Database::parse(&config.url)?;
        let timeout = Duration::from_millis(config.timeout_ms);
        Ok(Self {
            source: format!("{}:{}", config.preset, database.engine.name()),
            pool: pool(&database, timeout)?,
            plan: Plan {
                engine: database.engine,
                queries: config.query.clone(),
                timeout,
                id_kind: OnceCell::new(),
            },
            database,
        })
    }

    /// Preset and engine, such as `custom:postgres`.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// One consistent read.
    pub(crate) async fn read(
        &self,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Reading, String> {
        Ok(self.rows(number, by).await?.reading())
    }

    /// The rows of one consistent read.
    pub(crate) async fn rows(&self, number: &OrderNumber, by: Asker<'_>) -> Result<Rows, String> {
        self.within_limit(async |plan, connection| plan.read(connection, number, by).await).await
    }

    /// Whether there is a query for the latest orders of an address.
    pub(crate) fn has_recent(&self) -> bool {
        self.plan.queries.recent.is_some()
    }

    /// The latest orders of an address; none without a query for that.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Vec<RecentRecord>, String> {
        let rows = self.within_limit(async |plan, connection| plan.recent(connection, email).await);
        rows.await?.iter().map(record::recent).collect()
    }

    /// Does something on a connection of the pool within the time limit. Errors come as text that
    /// staff may see.
    async fn within_limit<T>(
        &self,
        work: impl AsyncFnOnce(&Plan, &mut sqlx::AnyConnection) -> sqlx::Result<T>,
    ) -> Result<T, String> {
        let deadline = Instant::now() + self.plan.timeout;
        let late = |_| {
            let limit = self.plan.timeout.as_millis();
            format!("no answer within {limit} ms; is the database up and can it be reached?")
        };
        let describe = |error: sqlx::Error| self.database.redact(&error.to_string());
        let connection = timeout_at(deadline, self.pool.acquire()).await.map_err(late)?;
        let mut connection = connection.map_err(describe)?;
        let done = timeout_at(deadline, work(&self.plan, &mut connection)).await;
        if done.is_err() && self.database.engine != Engine::Sqlite {
            // The server may be gone for good, and the pool would wait for its last answer. SQLite
            // answers in the end, and until then it must keep its place in the pool.
            connection.close_on_drop();
        }
        done.map_err(late)?.map_err(describe)
    }
}

fn validate(config: &OrdersConfig) -> Result<(), OrdersError> {
    if config.preset != "custom" {
        return Err(OrdersError::UnknownPreset(config.preset.clone()));
    }
    let not_for_sql = [
        ("key", config.key.is_some()),
        ("api_version", config.api_version.is_some()),
        ("ca_file", config.ca_file.is_some()),
    ];
    if let Some((name, _)) = not_for_sql.into_iter().find(|(_, given)| *given) {
        return Err(OrdersError::NotForPreset(name, config.preset.clone()));
    }
    if config.timeout_ms == 0 {
        return Err(OrdersError::NotPositive("timeout_ms"));
    }
    let query = &config.query;
    let freshness = query.freshness.as_deref();
    let given = [("order", &*query.order), ("items", &*query.items), ("parcels", &*query.parcels)];
    let empty = given.into_iter().chain(freshness.map(|sql| ("freshness", sql)));
    if let Some((name, _)) = empty.into_iter().find(|(_, sql)| sql.trim().is_empty()) {
        return Err(OrdersError::EmptyQuery(name));
    }
    if config.max_staleness_s.is_some() != freshness.is_some() {
        return Err(OrdersError::HalfFreshness);
    }
    Ok(())
}

fn pool(database: &Database, timeout: Duration) -> Result<AnyPool, OrdersError> {
    sqlx::any::install_default_drivers();
    let options: AnyConnectOptions =
        database.url.expose().parse().map_err(|error: sqlx::Error| {
            OrdersError::BadUrl(database.redact(&error.to_string()))
        })?;
    Ok(AnyPoolOptions::new()
        .max_connections(MAX_CONNECTIONS)
        // Ours ends first, with the clearer message.
        .acquire_timeout(timeout * 2)
        .connect_lazy_with(options))
}
