//! The reader of one site's orders: a small pool of its own, so that a slow store holds up nobody
//! else, and a limit on how long a look-up may take.

use crate::orders::checks::{self, Context};
use crate::orders::claim::{Claim, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::database::{Database, Engine};
use crate::orders::error::OrdersError;
use crate::orders::read::{Asker, Plan, Reading};
use crate::orders::{Lookup, checks::carriers};
use sqlx::AnyPool;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use std::fmt;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout_at};

/// The most connections to one store.
const MAX_CONNECTIONS: u32 = 4;

/// Reads and checks orders of one store. It connects when it is first used.
pub struct OrderReader {
    pub(super) plan: Plan,
    pub(super) database: Database,
    source: String,
    max_staleness: Option<Duration>,
    clock_tolerance: Duration,
    tracking_hosts: Vec<String>,
    pool: AnyPool,
}

impl OrderReader {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
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
            max_staleness: config.max_staleness_s.map(Duration::from_secs),
            clock_tolerance: Duration::from_secs(config.clock_tolerance_s),
            tracking_hosts: carriers::normalise_hosts(&config.tracking_hosts)?,
        })
    }

    /// Looks up what a claim names, as the store has it at `now`.
    pub async fn look_up(&self, claim: &Claim, now: OffsetDateTime) -> Lookup {
        match self.read(claim).await {
            Err(detail) => Lookup::Unavailable { detail },
            Ok(reading) if !reading.proven => Lookup::NoMatch,
            Ok(reading) => match checks::verify(&reading, &self.context(&claim.number, now)) {
                Ok(order) => Lookup::Verified(Box::new(order)),
                Err(failed) => Lookup::CheckFailed(failed),
            },
        }
    }

    pub(super) fn context<'a>(
        &'a self,
        number: &'a OrderNumber,
        now: OffsetDateTime,
    ) -> Context<'a> {
        Context {
            number,
            now,
            clock_tolerance: self.clock_tolerance,
            max_staleness: self.max_staleness,
            tracking_hosts: &self.tracking_hosts,
            source: &self.source,
        }
    }

    async fn read(&self, claim: &Claim) -> Result<Reading, String> {
        let asker = Asker::Shopper(&claim.proof);
        let reading = self.within_limit(async |plan, connection| {
            plan.read(connection, &claim.number, asker).await
        });
        let reading = reading.await?;
        tracing::debug!(orders.queries = ?reading.asked, "read the store's database");
        Ok(reading)
    }

    /// Does something on a connection of the pool within the time limit. Errors come as text that
    /// staff may see.
    pub(super) async fn within_limit<T>(
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

impl fmt::Debug for OrderReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderReader").field("source", &self.source).finish_non_exhaustive()
    }
}

fn validate(config: &OrdersConfig) -> Result<(), OrdersError> {
    if config.preset != "custom" {
        return Err(OrdersError::UnknownPreset(config.preset.clone()));
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
