//! A store's database on one of the engines, and readers of it.

use anyhow::{Context, Result};
use serde::Deserialize;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use vouch_server::orders::{Asked, Lookup, OrderReader, OrdersConfig};
use vouch_shared::conversation::OrderClaim;
use vouch_tests::client::order_number;
use vouch_tests::mariadb::MariaDb;
use vouch_tests::postgres::Postgres;

/// After everything that happened in the stores.
pub(crate) const NOW: time::OffsetDateTime = time::macros::datetime!(2026-12-01 12:00:00 UTC);

/// A running database engine.
pub(crate) enum Engine {
    Postgres(Postgres),
    MariaDb(MariaDb),
    Sqlite(TempDir),
}

/// One store's database.
pub(crate) struct Shop {
    /// For the store itself, which may write.
    pub(crate) owner: String,
    /// For a role that can only read.
    pub(crate) reader: String,
    preset: String,
}

/// What is expected of one order: a line of `orders.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct Expected {
    pub(crate) number: String,
    pub(crate) email: String,
    pub(crate) postcode: String,
    pub(crate) expect_state: Option<String>,
    /// The check that has to fail.
    pub(crate) check: Option<String>,
    pub(crate) items: Vec<ExpectedItem>,
    pub(crate) parcels: Vec<ExpectedParcel>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct ExpectedItem {
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) shipped: u32,
    pub(crate) returned: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct ExpectedParcel {
    pub(crate) carrier: String,
    pub(crate) tracking_number: Option<String>,
}

impl Engine {
    pub(crate) fn postgres() -> Result<Self> {
        Postgres::start().map(Self::Postgres)
    }

    pub(crate) fn mariadb() -> Result<Self> {
        MariaDb::start().map(Self::MariaDb)
    }

    pub(crate) fn sqlite() -> Result<Self> {
        Ok(Self::Sqlite(TempDir::new()?))
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
            Self::MariaDb(_) => "mysql",
            Self::Sqlite(_) => "sqlite",
        }
    }

    /// The store of that folder, with a role that can only read.
    pub(crate) async fn shop(&self, folder: &str) -> Result<Shop> {
        let sql = fs::read_to_string(file(folder, &format!("{}.sql", self.name())))?;
        self.shop_of(folder, &sql).await
    }

    /// The same from given SQL.
    pub(crate) async fn shop_of(&self, folder: &str, sql: &str) -> Result<Shop> {
        let database = folder.replace('-', "_");
        let (owner, reader) = match self {
            Self::Postgres(server) => {
                let owner = server.create_database(&database)?;
                (owner.clone(), owner.replace("vouch@", &format!("{database}_reader@")))
            }
            Self::MariaDb(server) => {
                let owner = server.create_database(&database)?;
                (owner.clone(), owner.replace("root@", &format!("{database}_reader@")))
            }
            Self::Sqlite(folder) => {
                let path = folder.path().join(format!("{database}.db"));
                (
                    format!("sqlite://{}?mode=rwc", path.display()),
                    format!("sqlite://{}", path.display()),
                )
            }
        };
        let preset = folder.strip_suffix("-fulfilments").unwrap_or(folder).to_owned();
        let shop = Shop { owner, reader, preset };
        shop.run(sql).await.with_context(|| format!("{folder} on {}", self.name()))?;
        shop.run(&self.make_reader(&database)).await.context("the role for reading")?;
        Ok(shop)
    }

    fn make_reader(&self, database: &str) -> String {
        match self {
            Self::Postgres(_) => format!(
                "CREATE ROLE {database}_reader LOGIN; \
                 GRANT SELECT ON ALL TABLES IN SCHEMA public TO {database}_reader"
            ),
            // An anonymous account of the host would come before one of any host.
            Self::MariaDb(_) => format!(
                "CREATE USER '{database}_reader'@'localhost', '{database}_reader'@'127.0.0.1'; \
                 GRANT SELECT ON `{database}`.* \
                 TO '{database}_reader'@'localhost', '{database}_reader'@'127.0.0.1'"
            ),
            Self::Sqlite(_) => "SELECT 1".into(),
        }
    }
}

impl Shop {
    /// Does what the store itself would do.
    pub(crate) async fn run(&self, sql: &str) -> Result<()> {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&self.owner).await?;
        // The tables of a trimmed schema refer to others that are not there.
        let sql = if self.owner.starts_with("sqlite") {
            format!("PRAGMA foreign_keys = OFF; {sql}")
        } else {
            sql.to_owned()
        };
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }

    /// The configuration that an owner would write, with more lines of it.
    pub(crate) fn config(&self, url: &str, more: &str) -> Result<OrdersConfig> {
        let text =
            format!("url = \"{url}\"\npreset = \"{}\"\ntimeout_ms = 20000\n{more}", self.preset);
        Ok(toml::from_str(&text)?)
    }

    pub(crate) fn reader(&self, more: &str) -> Result<OrderReader> {
        Ok(OrderReader::new(&self.config(&self.reader, more)?)?)
    }
}

/// The orders of a folder, and what is expected of each. A store that made its orders anew for
/// SQLite has other numbers there.
pub(crate) fn expected(folder: &str, engine: &Engine) -> Result<Vec<Expected>> {
    let own = file(folder, &format!("orders.{}.jsonl", engine.name()));
    let path = if own.is_file() { own } else { file(folder, "orders.jsonl") };
    let text = fs::read_to_string(path)?;
    text.lines().map(|line| serde_json::from_str(line).context("orders.jsonl")).collect()
}

fn file(folder: &str, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("stores").join(folder).join(name)
}

pub(crate) async fn by_email(reader: &OrderReader, number: &str, email: &str) -> Lookup {
    look_up(reader, OrderClaim { email: Some(email.to_owned()), ..order_number(number) }).await
}

pub(crate) async fn by_postcode(reader: &OrderReader, number: &str, postcode: &str) -> Lookup {
    let postcode = Some(postcode.to_owned());
    look_up(reader, OrderClaim { postcode, ..order_number(number) }).await
}

async fn look_up(reader: &OrderReader, claim: OrderClaim) -> Lookup {
    let Ok(Asked::Claim(claim)) = Asked::parse(&claim) else { panic!("not a claim: {claim:?}") };
    reader.look_up(&claim, NOW).await
}

/// The outcome in a word, or the check that failed.
pub(crate) fn outcome(lookup: &Lookup) -> String {
    match lookup {
        Lookup::Verified(order) => order.state().as_str().into(),
        Lookup::NoMatch => "no match".into(),
        Lookup::CheckFailed(failed) => format!("check {}", failed.check),
        Lookup::Unavailable { detail } => format!("unavailable: {detail}"),
    }
}
