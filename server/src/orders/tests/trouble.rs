//! Slow, absent and talkative databases.

use super::store::{NOW, Store, outcome, with_email};
use crate::orders::{Lookup, OrderReader};
use crate::secret::Secret;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Takes seconds for every order, and for none.
const SLOW: &str = "WITH RECURSIVE burn(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM burn \
     WHERE n < 10000000) SELECT items.* FROM items WHERE order_id = $1 \
     AND (SELECT max(n) FROM burn) > 0 OR order_id < (SELECT max(n) FROM burn) - 10000000";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_store_is_given_up_within_the_limit() {
    let mut store = Store::new().await;
    store.config.query.items = SLOW.into();
    store.config.timeout_ms = 200;
    let reader = store.reader();
    let begun = Instant::now();
    let claim = with_email("PAID", "ada@example.com");
    // More at once than the pool has connections: those who wait are given up in time as well.
    let lookups =
        futures_util::future::join_all((0..12).map(|_| reader.look_up(&claim, NOW))).await;
    let taken = begun.elapsed();
    assert!(taken < Duration::from_millis(1_500), "{taken:?}");
    for lookup in lookups {
        let Lookup::Unavailable { detail } = lookup else { panic!("{lookup:?}") };
        assert!(detail.starts_with("no answer within 200 ms"), "{detail}");
    }
}

#[tokio::test]
async fn a_store_that_is_not_there_is_unavailable() {
    let mut store = Store::new().await;
    store.config.url = Secret::new("sqlite:///nowhere/at/all.db");
    assert_eq!(outcome(&store.look_up("PAID").await), "unavailable");
}

#[tokio::test]
async fn a_half_migrated_store_is_unavailable_to_everyone_alike() {
    let store = Store::new().await;
    store.run("DROP TABLE parcels").await;
    let reader = store.reader();
    for (number, email) in
        [("PAID", "ada@example.com"), ("PAID", "eve@example.com"), ("NONE", "ada@example.com")]
    {
        let lookup = reader.look_up(&with_email(number, email), NOW).await;
        let Lookup::Unavailable { detail } = lookup else { panic!("{lookup:?}") };
        assert!(detail.contains("no such table: parcels"), "{detail}");
        assert!(!detail.contains("ada@"), "{detail}");
    }
}

/// It cannot be read where there is an order; where there is none it must look the same.
#[tokio::test]
async fn a_column_of_an_unreadable_type_does_not_tell_who_ordered() {
    let store = Store::new().await;
    store.run("ALTER TABLE orders ADD COLUMN created DATETIME").await;
    let reader = store.reader();
    for number in ["PAID", "NONE"] {
        let lookup = reader.look_up(&with_email(number, "eve@example.com"), NOW).await;
        assert_eq!(outcome(&lookup), "unavailable", "{number}");
    }
}

#[tokio::test]
async fn a_reader_recovers_when_the_store_does() {
    let store = Store::new().await;
    let reader = store.reader();
    let claim = with_email("PAID", "ada@example.com");
    store.run("ALTER TABLE items RENAME TO gone").await;
    assert_eq!(outcome(&reader.look_up(&claim, NOW).await), "unavailable");
    store.run("ALTER TABLE gone RENAME TO items").await;
    assert_eq!(outcome(&reader.look_up(&claim, NOW).await), "verified");
}

/// Nothing listens on port 1; what the driver says about it must not hold the password.
#[tokio::test]
async fn a_password_never_shows() {
    let store = Store::new().await;
    for url in [
        "postgres://reader:hunter2@127.0.0.1:1/shop",
        "postgresql://reader:hunter2@127.0.0.1:1/hunter2",
        "mysql://reader:hunter2@127.0.0.1:1/shop",
        "mariadb://reader:hunter2@127.0.0.1:1/shop",
        "sqlite:///nowhere/shop.db?password=hunter2",
        "postgres://reader:hunter2@127.0.0.1:99999/shop",
        "postgres://reader:hunter2@127.0.0.1:1/shop?sslmode=hunter2",
        "mysql://reader:hunter2@127.0.0.1:1/shop?ssl-mode=hunter2",
        "postgres://reader:hun@ter2@127.0.0.1:1/shop",
        "hunter2",
    ] {
        let mut config = store.config.clone();
        config.url = Secret::new(url);
        config.timeout_ms = 300;
        let mut said = format!("{config:?}");
        match OrderReader::new(&config) {
            Err(error) => write!(said, "{error} {error:?}").unwrap(),
            Ok(reader) => {
                let lookup = reader.look_up(&with_email("PAID", "ada@example.com"), NOW).await;
                assert_eq!(outcome(&lookup), "unavailable", "{url}");
                let report = reader.check(None, NOW).await;
                write!(said, "{reader:?} {lookup:?} {report:?}").unwrap();
            }
        }
        assert!(!said.contains("hunter2") && !said.contains("ter2@"), "{url}: {said}");
    }
}
