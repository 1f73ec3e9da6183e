//! A shop of any number of orders on one of the engines, with the indexes that a look-up needs.

use anyhow::Result;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;
use vouch_server::orders::OrdersConfig;
use vouch_tests::mariadb::MariaDb;
use vouch_tests::postgres::Postgres;

/// The queries that a shop with such tables would write.
pub(crate) const ORDER: &str = "SELECT id, number, email, postcode, 'shipped' AS state, \
    '2026-11-01T10:00:00Z' AS placed_at, '2026-11-01T10:01:00Z' AS paid_at, \
    '2026-11-02T10:00:00Z' AS shipped_at FROM orders WHERE number = $1";
pub(crate) const ITEMS: &str = "SELECT order_id, id AS line_id, name, quantity, \
    quantity AS shipped, 0 AS returned FROM items WHERE order_id = $1";
pub(crate) const PARCELS: &str = "SELECT order_id, id AS parcel_id, 'DHL' AS carrier, \
    tracking AS tracking_number, '2026-11-02T10:00:00Z' AS shipped_at \
    FROM parcels WHERE order_id = $1";

/// A running database engine.
pub(crate) enum Engine {
    Postgres(Postgres),
    MariaDb(MariaDb),
    Sqlite(TempDir),
}

/// One database with so many orders, of an item and a parcel each.
pub(crate) struct Shop {
    pub(crate) url: String,
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

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
            Self::MariaDb(_) => "mariadb",
            Self::Sqlite(_) => "sqlite",
        }
    }

    pub(crate) async fn shop(&self, orders: u64) -> Result<Shop> {
        let name = format!("shop_{orders}");
        let url = match self {
            Self::Postgres(server) => server.create_database(&name)?,
            Self::MariaDb(server) => server.create_database(&name)?,
            Self::Sqlite(folder) => {
                format!("sqlite://{}", folder.path().join(format!("{name}.db")).display())
            }
        };
        sqlx::any::install_default_drivers();
        let writable =
            if let Self::Sqlite(_) = self { format!("{url}?mode=rwc") } else { url.clone() };
        let mut connection = AnyConnection::connect(&writable).await?;
        for statement in self.fill(orders) {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        }
        connection.close().await?;
        Ok(Shop { url })
    }

    /// Statements that make the tables, fill them and index them.
    fn fill(&self, orders: u64) -> Vec<String> {
        let (numbers, text, analyse) = match self {
            Self::Postgres(_) => {
                (format!("FROM generate_series(1, {orders}) AS one(n)"), "::text", "ANALYZE")
            }
            Self::MariaDb(_) => (format!("FROM seq_1_to_{orders}"), "", "SELECT 1"),
            Self::Sqlite(_) => (
                format!(
                    "FROM (WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < {orders}) SELECT n FROM one)"
                ),
                "",
                "ANALYZE",
            ),
        };
        let n = if let Self::MariaDb(_) = self { "seq" } else { "n" };
        let join = |parts: &[&str]| match self {
            Self::MariaDb(_) => format!("concat({})", parts.join(", ")),
            _ => parts.join(" || "),
        };
        let number = join(&["'FW-'", &format!("{n}{text}")]);
        let email = join(&["'shopper'", &format!("{n}{text}"), "'@example.com'"]);
        let tracking = join(&["'JD'", &format!("{n}{text}")]);
        [
            "CREATE TABLE orders (id BIGINT PRIMARY KEY, number VARCHAR(40) NOT NULL, \
             email VARCHAR(100) NOT NULL, postcode VARCHAR(16) NOT NULL)"
                .to_owned(),
            "CREATE TABLE items (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL, \
             name VARCHAR(100) NOT NULL, quantity BIGINT NOT NULL)"
                .to_owned(),
            "CREATE TABLE parcels (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL, \
             tracking VARCHAR(40) NOT NULL)"
                .to_owned(),
            format!("INSERT INTO orders SELECT {n}, {number}, {email}, '11451' {numbers}"),
            format!("INSERT INTO items SELECT {n}, {n}, 'Wool socks', 2 {numbers}"),
            format!("INSERT INTO parcels SELECT {n}, {n}, {tracking} {numbers}"),
            "CREATE UNIQUE INDEX orders_number ON orders (number)".to_owned(),
            "CREATE INDEX items_order ON items (order_id)".to_owned(),
            "CREATE INDEX parcels_order ON parcels (order_id)".to_owned(),
            analyse.to_owned(),
        ]
        .to_vec()
    }
}

pub(crate) fn number(order: u64) -> String {
    format!("FW-{order}")
}

pub(crate) fn email(order: u64) -> String {
    format!("shopper{order}@example.com")
}

impl Shop {
    pub(crate) fn config(&self) -> Result<OrdersConfig> {
        Ok(toml::from_str(&self.settings())?)
    }

    /// What stands under `[site.orders]`.
    pub(crate) fn settings(&self) -> String {
        format!(
            "url = \"{}\"\npreset = \"custom\"\nallow_writable_role = \"a benchmark\"\n\
             query.order = \"{ORDER}\"\nquery.items = \"{ITEMS}\"\nquery.parcels = \"{PARCELS}\"",
            self.url
        )
    }
}
