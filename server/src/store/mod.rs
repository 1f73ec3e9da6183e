//! Vouch's own tables: the pool, transactions, migrations, and one file of queries per noun. The
//! same SQL text runs on SQLite and PostgreSQL. No rules live here.

pub mod audit;
pub mod calibration;
pub mod conversation;
pub mod insight;
pub mod key;
pub mod knowledge;
pub mod knowledge_step;
pub mod ledger;
pub mod mail_received;
pub mod order_attempt;
pub mod order_code;
pub mod outbox;
pub mod publication_check;
pub mod section_use;
pub mod sign_in_attempt;
pub mod site_seen;
pub mod staff;
pub mod staff_link;
pub mod staff_session;
pub mod takeover;
pub mod team;
pub mod ticket;
pub mod ticket_event;
pub mod ticket_queue;
pub mod ticket_tag;
pub mod ticket_view;
pub mod ticket_word;
pub mod totp;

use crate::secret::Secret;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyPool, Connection as _, Executor as _, Transaction};
use std::str::FromStr as _;
use std::time::Duration;

/// How long a connection that rests is taken for alive.
const BELIEVED_FOR: Duration = Duration::from_millis(20);

/// Why the store did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row with this key exists already.
    #[error("a row with this key exists already")]
    Conflict,
    #[error("the database is not usable: {0}")]
    Database(sqlx::Error),
    #[error("migrating the database failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Two documents with an answer of the same id.
    #[error(
        "nothing was imported: `{document}` has an answer `{answer}`, which `{owner}` has too; rename one"
    )]
    AnswerTaken { answer: String, document: String, owner: String },
    /// A document of one kind cannot go on as one of another.
    #[error("`{document}` is a `{kind}` already; give the new document another id")]
    KindChanged { document: String, kind: String },
    /// Another server appended to the same conversation at the same time.
    #[error("another server was faster")]
    Raced,
    /// The row has changed since it was read.
    #[error("somebody changed it meanwhile")]
    Stale,
    /// A person has taken the conversation over, so the machine may not answer in it.
    #[error("a person has taken this conversation over")]
    TakenOver,
    /// The batch that the entry belonged to was not committed; the log has the reason.
    #[error("the ledger could not be written")]
    NotDurable,
    /// A stored value does not read back as what was written.
    #[error("a stored {0} cannot be read: {1}")]
    Corrupt(&'static str, String),
    /// Only `sqlite:` and `postgres:` are known.
    #[error(
        "database.url: `{0}` is not a database that Vouch can keep its records in; use `sqlite://` or `postgres://`"
    )]
    UnknownScheme(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Conflict,
            _ => Self::Database(error),
        }
    }
}

/// Reads a JSON column.
fn from_json<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(what, error.to_string()))
}

/// Writes a JSON column.
fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("lists of strings are JSON")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Backend {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    backend: Backend,
}

impl Store {
    /// Connects, creating a SQLite file where there is none, and brings the tables up to date.
    pub async fn open(url: &Secret) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let backend = backend_of(url)?;
        if backend == Backend::Sqlite {
            create_parent(url.expose());
        }
        let pool = pool_options(backend).connect_with(connect_options(url, backend)?).await?;
        sqlx::migrate!().run(&pool).await?;
        let store = Self { pool, backend };
        audit::seal(&store).await?;
        Ok(store)
    }

    /// The pool, for reads outside a transaction.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Starts a transaction that will write. SQLite takes its one writer's place at once: a
    /// transaction that reads first could otherwise not be upgraded while another wrote.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(match self.backend {
            Backend::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await?,
            Backend::Postgres => self.pool.begin().await?,
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Closes all connections, after those in use are given back.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

fn backend_of(url: &Secret) -> Result<Backend, Error> {
    match url.expose().split(':').next() {
        Some("sqlite") => Ok(Backend::Sqlite),
        Some("postgres" | "postgresql") => Ok(Backend::Postgres),
        other => Err(Error::UnknownScheme(other.unwrap_or_default().to_owned())),
    }
}

fn connect_options(url: &Secret, backend: Backend) -> Result<AnyConnectOptions, Error> {
    let url = url.expose();
    let with_create = match backend {
        Backend::Sqlite if url.contains("mode=") => url.to_owned(),
        Backend::Sqlite if url.contains('?') => format!("{url}&mode=rwc"),
        Backend::Sqlite => format!("{url}?mode=rwc"),
        Backend::Postgres => url.to_owned(),
    };
    Ok(AnyConnectOptions::from_str(&with_create)?)
}

fn create_parent(url: &str) {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    if let Some(parent) = std::path::Path::new(path).parent() {
        // A folder that cannot be made shows as a database that cannot be opened, right after.
        let _ = create_private_folder(parent);
    }
}

/// Makes a folder that nobody else on the machine can look into: it will hold transcripts, tickets
/// and keys. A folder that exists is left as its owner made it.
pub fn create_private_folder(path: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn pool_options(backend: Backend) -> AnyPoolOptions {
    // Whoever waits for a lock is told after five seconds: a shopper must not wait for ever.
    let settings = match backend {
        // FULL makes every commit reach the disk, which P3 and P7 rest on.
        Backend::Sqlite => {
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;"
        }
        Backend::Postgres => "SET lock_timeout = '5s'",
    };
    AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(3))
        // Asking a connection whether it lives costs a message to and fro. One that this request, or
        // one just before, has used is believed; no database restarts in so short a time.
        .test_before_acquire(false)
        .before_acquire(|connection, rested| {
            Box::pin(async move {
                if rested.idle_for > BELIEVED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(settings).await?;
                Ok(())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_file_is_made_and_migrated_twice_without_harm() {
        let folder = tempfile::tempdir().unwrap();
        let url = Secret::new(format!("sqlite://{}/deep/vouch.db", folder.path().display()));
        for _ in 0..2 {
            let store = Store::open(&url).await.unwrap();
            store.ping().await.unwrap();
            store.close().await;
        }
    }

    #[tokio::test]
    async fn other_schemes_are_refused_without_their_password() {
        let error = Store::open(&Secret::new("oracle://u:pw@h/d")).await.unwrap_err().to_string();
        assert!(error.contains("oracle") && !error.contains("pw"), "{error}");
    }
}
