//! A small store database in a file, and a reader of it.

use crate::orders::{
    Claim, CodeRule, Email, Lookup, OrderNumber, OrderReader, OrdersConfig, Postcode, Proof,
    Queries,
};
use crate::secret::Secret;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, AssertSqlSafe};
use std::collections::{BTreeMap, HashMap};
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;

pub(in crate::orders) const NOW: OffsetDateTime = datetime!(2026-11-10 12:00:00 UTC);

/// Each state as an honest store records it; the number of an order is its state in upper case.
const SEED: &str = r#"
CREATE TABLE orders (id INTEGER PRIMARY KEY, number TEXT, email TEXT, postcode TEXT, state TEXT,
  placed_at TEXT, paid_at TEXT, packed_at TEXT, shipped_at TEXT, delivered_at TEXT,
  returned_at TEXT, cancelled_at TEXT, refunded_at TEXT, expected_at TEXT, updated_at TEXT,
  currency TEXT, total_minor INTEGER, lines_minor INTEGER, shipping_minor INTEGER,
  discount_minor INTEGER, refunded_minor INTEGER);
CREATE TABLE items (order_id INTEGER, line_id INTEGER, name TEXT, quantity INTEGER,
  shipped INTEGER, returned INTEGER, unit_minor INTEGER);
CREATE TABLE parcels (order_id INTEGER, parcel_id INTEGER, carrier TEXT, tracking_number TEXT,
  tracking_url TEXT, shipped_at TEXT, expected_at TEXT, delivered_at TEXT, items TEXT);
CREATE TABLE replica (read_until TEXT);

INSERT INTO orders (id, number, email, postcode, state, placed_at, paid_at, currency,
  total_minor, lines_minor, shipping_minor, discount_minor)
SELECT value, upper(key), 'ada@example.com', 'SW1A 1AA', lower(key), '2026-11-01T10:00:00Z',
  '2026-11-01 10:05:00', 'EUR', 3400, 3000, 500, 100
FROM json_each('{"unpaid":1,"paid":2,"packed":3,"partly_shipped":4,"shipped":5,
  "delayed":6,"delivered":7,"partly_returned":8,"returned":9,"cancelled":10,
  "refunded":11}');
INSERT INTO items SELECT id, 1, 'Rain jacket', 2, 0, 0, 1000 FROM orders;
INSERT INTO items SELECT id, 2, 'Wool socks', 1, 0, 0, 1000 FROM orders;
UPDATE orders SET paid_at = NULL WHERE id = 1;
UPDATE orders SET packed_at = '2026-11-02T09:00:00Z' WHERE id IN (3, 4, 5, 7, 8, 9);
UPDATE orders SET shipped_at = '2026-11-02T15:00:00Z' WHERE id IN (4, 5, 7, 8, 9);
UPDATE orders SET delivered_at = '2026-11-04T11:00:00Z' WHERE id IN (7, 8, 9);
UPDATE orders SET returned_at = '2026-11-08T11:00:00Z' WHERE id IN (8, 9);
UPDATE orders SET cancelled_at = '2026-11-01T12:00:00Z' WHERE id = 10;
UPDATE orders SET refunded_at = '2026-11-03T12:00:00Z', refunded_minor = total_minor
  WHERE id IN (10, 11);
UPDATE orders SET expected_at = '2026-11-05T12:00:00Z' WHERE id = 6;
UPDATE items SET shipped = quantity WHERE order_id IN (5, 7, 8, 9);
UPDATE items SET shipped = 1 WHERE order_id = 4 AND line_id = 1;
UPDATE items SET returned = 1 WHERE order_id = 8 AND line_id = 1;
UPDATE items SET returned = quantity WHERE order_id = 9;
INSERT INTO parcels SELECT id, 1, 'Bring', 'TR' || id, 'https://tracking.bring.com/t/TR' || id,
  shipped_at, '2026-11-05T12:00:00Z', delivered_at, NULL FROM orders WHERE shipped_at IS NOT NULL;
"#;

/// A store's database file and the configuration to read it.
pub(super) struct Store {
    folder: TempDir,
    pub(super) config: OrdersConfig,
}

impl Store {
    pub(super) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let query = Queries {
            order: "SELECT * FROM orders WHERE number = $1".into(),
            items: "SELECT * FROM items WHERE order_id = $1 ORDER BY line_id".into(),
            parcels: "SELECT * FROM parcels WHERE order_id = $1".into(),
            freshness: None,
            recent: None,
        };
        let config = OrdersConfig {
            url: Secret::new(format!("sqlite://{}", folder.path().join("shop.db").display())),
            preset: "custom".into(),
            key: None,
            api_version: None,
            recent_url: None,
            ca_file: None,
            verify_with: None,
            query,
            options: BTreeMap::new(),
            states: BTreeMap::new(),
            allow_writable_role: None,
            max_staleness_s: None,
            timeout_ms: 2_000,
            clock_tolerance_s: 300,
            tracking_hosts: Vec::new(),
            code: CodeRule::Off,
            next: HashMap::new(),
        };
        let store = Self { folder, config };
        store.run(SEED).await;
        store
    }

    /// Changes the store's data, as the store itself would.
    pub(super) async fn run(&self, sql: &str) {
        let pool = self.writer().await;
        let sql = format!("PRAGMA synchronous = OFF; {sql}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        pool.close().await;
    }

    async fn writer(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        let url = format!("sqlite://{}?mode=rwc", self.folder.path().join("shop.db").display());
        AnyPoolOptions::new().max_connections(1).connect(&url).await.unwrap()
    }

    pub(super) fn reader(&self) -> OrderReader {
        OrderReader::new(&self.config).unwrap()
    }

    /// Looks up an order with the right e-mail address.
    pub(super) async fn look_up(&self, number: &str) -> Lookup {
        self.reader().look_up(&with_email(number, "ada@example.com"), NOW).await
    }
}

pub(in crate::orders) fn with_email(number: &str, email: &str) -> Claim {
    let proof = Proof::Email(Email::parse(email).unwrap());
    Claim { number: OrderNumber::parse(number).unwrap(), proof }
}

pub(in crate::orders) fn with_postcode(number: &str, postcode: &str) -> Claim {
    let proof = Proof::Postcode(Postcode::parse(postcode).unwrap());
    Claim { number: OrderNumber::parse(number).unwrap(), proof }
}

/// The outcome in one word, or the check that failed.
pub(in crate::orders) fn outcome(lookup: &Lookup) -> &str {
    match lookup {
        Lookup::Verified(_) => "verified",
        Lookup::NoMatch => "no match",
        Lookup::CheckFailed(failed) => failed.check,
        Lookup::Unavailable { .. } => "unavailable",
    }
}
