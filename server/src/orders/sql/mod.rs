//! The connector over SQL: a small pool of its own, so that a slow store holds up nobody else, and
//! one read-only transaction for each read.

mod amount;
mod check;
mod check_indexes;
mod columns;
mod database;
mod field;
mod index;
mod look;
mod placeholders;
mod plan;
mod preset;
pub(crate) mod read;
mod record;
mod role;
mod schema;
mod states;

use self::database::{Database, Engine};
use self::field::Key;
use self::look::Look;
use self::preset::{CUSTOM, Preset};
use self::read::Rows;
use self::schema::Schema;
use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::{OrdersConfig, Queries};
use crate::orders::error::OrdersError;
use crate::orders::reading::{Asker, Reading};
use crate::orders::recent::MAX_RECENT;
use crate::orders::record::RecentRecord;
use crate::orders::report::RoleVerdict;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, AnyPool};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::error::Elapsed;
use tokio::time::{Instant, timeout_at};

/// The most connections to one store.
const MAX_CONNECTIONS: u32 = 4;
/// How long what was learned of a database is believed: tables come and go with the store's
/// updates, and so do a role's rights.
const BELIEVED_FOR: Duration = Duration::from_mins(10);

/// A store's database. It is connected to when it is first used.
pub(crate) struct SqlStore {
    preset: Preset,
    database: Database,
    timeout: Duration,
    source: String,
    /// Why a role that can write is put up with.
    writable_because: Option<String>,
    pool: AnyPool,
    learned: Mutex<Option<Arc<Learned>>>,
}

/// What the first read learns of a database.
#[derive(Debug)]
struct Learned {
    queries: Queries,
    id_kind: AnyTypeInfoKind,
    at: Instant,
}

/// Why there is no reading.
enum Failure {
    Database(sqlx::Error),
    /// In words for staff.
    Refused(String),
    Late,
}

impl From<Elapsed> for Failure {
    fn from(_: Elapsed) -> Self {
        Self::Late
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl SqlStore {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        validate(config)?;
        let database = Database::parse(&config.url)?;
        let timeout = Duration::from_millis(config.timeout_ms);
        Ok(Self {
            source: format!("{}:{}", config.preset, database.engine.name()),
            preset: Preset::new(config, database.engine)?,
            pool: pool(&database, timeout)?,
            writable_because: config.allow_writable_role.clone(),
            learned: Mutex::new(None),
            timeout,
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
        Ok(self.rows(number, by).await?.reading(&self.preset.states))
    }

    /// The rows of one consistent read.
    pub(crate) async fn rows(&self, number: &OrderNumber, by: Asker<'_>) -> Result<Rows, String> {
        self.within_limit(async |look| {
            let rows = self.read_rows(look, number, by).await;
            if rows.is_err() {
                self.believe(None);
            }
            rows
        })
        .await
    }

    async fn read_rows(
        &self,
        mut look: Look<'_>,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Rows, Failure> {
        let learned = match self.believed() {
            Some(learned) => learned,
            None => self.learn(&mut look, number.as_str()).await?,
        };
        Ok(Rows::read(look, &learned.queries, learned.id_kind, number, by).await?)
    }

    /// What has to be known before anything is read, the same for every claim.
    async fn learn(&self, look: &mut Look<'_>, number: &str) -> Result<Arc<Learned>, Failure> {
        if self.writable_because.is_none() {
            self.refuse_powers(look).await.map_err(Failure::Refused)?;
        }
        let schema = Schema::read(look, &self.preset.variants).await?;
        let variant = schema.choose(&self.preset.variants).map_err(Failure::Refused)?;
        let queries = self.preset.variants[variant].queries.clone();
        let number = Key::Text(number.to_owned());
        let id_kind = look.id_kind(&queries.order, &number).await?;
        let learned = Arc::new(Learned { queries, id_kind, at: Instant::now() });
        self.believe(Some(Arc::clone(&learned)));
        Ok(learned)
    }

    fn believed(&self) -> Option<Arc<Learned>> {
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        learned.clone().filter(|learned| learned.at.elapsed() < BELIEVED_FOR)
    }

    fn believe(&self, learned: Option<Arc<Learned>>) {
        *self.learned.lock().unwrap_or_else(PoisonError::into_inner) = learned;
    }

    /// Whether the database role can only read.
    pub(crate) async fn role(&self) -> RoleVerdict {
        if let Some(reason) = &self.writable_because {
            return RoleVerdict::Allowed(reason.clone());
        }
        // A file has no roles and is opened read-only; it need not be there yet.
        if self.database.engine == Engine::Sqlite {
            return RoleVerdict::ReadsOnly;
        }
        let looked =
            self.within_limit(async |mut look| Ok(self.refuse_powers(&mut look).await.err()));
        match looked.await {
            Ok(None) => RoleVerdict::ReadsOnly,
            Ok(Some(refusal)) => RoleVerdict::Writes(refusal),
            Err(error) => RoleVerdict::Unknown(error),
        }
    }

    async fn refuse_powers(&self, look: &mut Look<'_>) -> Result<(), String> {
        let powers = role::powers(look).await.map_err(|error| {
            let error = self.database.redact(&error.to_string());
            format!("the database does not say what the role may do: {error}")
        })?;
        if powers.is_empty() {
            return Ok(());
        }
        let tables = self.preset.variants.first().map(preset::Variant::tables);
        Err(role::refusal(self.database.engine, &powers, &tables.unwrap_or_default()))
    }

    /// Whether there is a query for the latest orders of an address.
    pub(crate) fn has_recent(&self) -> bool {
        self.preset.variants.iter().any(|variant| variant.queries.recent.is_some())
    }

    /// The latest orders of an address; none without a query for that.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Vec<RecentRecord>, String> {
        let rows = self.within_limit(async |look| {
            let rows = self.recent_rows(look, email).await;
            if rows.is_err() {
                self.believe(None);
            }
            rows
        });
        rows.await?.iter().map(|row| record::recent(row, &self.preset.states)).collect()
    }

    async fn recent_rows(&self, mut look: Look<'_>, email: &Email) -> Result<Vec<AnyRow>, Failure> {
        let learned = match self.believed() {
            Some(learned) => learned,
            None => self.learn(&mut look, "?").await?,
        };
        let Some(sql) = &learned.queries.recent else { return Ok(Vec::new()) };
        let email = Key::Text(email.as_str().to_owned());
        Ok(look.ask("recent", sql, Some(&email), MAX_RECENT).await?)
    }

    /// Takes a look within the time limit. Errors come as text that staff may see.
    async fn within_limit<T>(
        &self,
        work: impl AsyncFnOnce(Look<'_>) -> Result<T, Failure>,
    ) -> Result<T, String> {
        self.look_until(Instant::now() + self.timeout, work).await.map_err(
            |failure| match failure {
                Failure::Database(error) => self.database.redact(&error.to_string()),
                Failure::Refused(why) => why,
                Failure::Late => {
                    let limit = self.timeout.as_millis();
                    format!(
                        "no answer within {limit} ms; is the database up and can it be reached?"
                    )
                }
            },
        )
    }

    /// Takes a look on a connection of the pool. The pool does not ask whether that still lives,
    /// which would cost every look a message to and fro: one that was cut while it rested gives
    /// way to the next, and there are no more such than the pool holds.
    async fn look_until<T>(
        &self,
        deadline: Instant,
        work: impl AsyncFnOnce(Look<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut resting = MAX_CONNECTIONS;
        loop {
            let mut connection = timeout_at(deadline, self.pool.acquire()).await??;
            let begun = self.begin(deadline, &mut connection).await;
            if resting > 0 && matches!(begun, Err(Failure::Database(_))) {
                resting -= 1;
                drop(begun);
                drop(connection.detach());
                continue;
            }
            let done = async { timeout_at(deadline, work(begun?)).await? }.await;
            if matches!(done, Err(Failure::Late)) && self.database.engine != Engine::Sqlite {
                // The server may be gone for good, and the pool would wait for its last answer.
                // SQLite answers in the end, and until then it must keep its place in the pool.
                connection.close_on_drop();
            }
            return done;
        }
    }

    async fn begin<'c>(
        &self,
        deadline: Instant,
        connection: &'c mut AnyConnection,
    ) -> Result<Look<'c>, Failure> {
        let look = Look::begin(self.database.engine, self.timeout, connection);
        Ok(timeout_at(deadline, look).await??)
    }
}

fn validate(config: &OrdersConfig) -> Result<(), OrdersError> {
    let not_for_sql = [
        ("key", config.key.is_some()),
        ("api_version", config.api_version.is_some()),
        ("recent_url", config.recent_url.is_some()),
        ("ca_file", config.ca_file.is_some()),
    ];
    if let Some((name, _)) = not_for_sql.into_iter().find(|(_, given)| *given) {
        return Err(OrdersError::NotForPreset(name, config.preset.clone()));
    }
    if config.timeout_ms == 0 {
        return Err(OrdersError::NotPositive("timeout_ms"));
    }
    if config.allow_writable_role.as_deref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(OrdersError::NoReason);
    }
    let query = &config.query;
    let freshness = query.freshness.as_deref();
    let mut given = Vec::from_iter(freshness.map(|sql| ("freshness", sql)));
    given.extend(query.recent.as_deref().map(|sql| ("recent", sql)));
    if config.preset == CUSTOM {
        given.extend([("order", &*query.order), ("items", &query.items)]);
        given.push(("parcels", &query.parcels));
    }
    if let Some((name, _)) = given.into_iter().find(|(_, sql)| sql.trim().is_empty()) {
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
        // Whoever takes a look finds out.
        .test_before_acquire(false)
        // Ours ends first, with the clearer message.
        .acquire_timeout(timeout * 2)
        .connect_lazy_with(options))
}
