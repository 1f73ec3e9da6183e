//! A second source that must say the same before an order is shown.

use super::fake::Fake;
use super::store::{NOW, Store, outcome, with_email};
use crate::orders::{Lookup, OrderNumber, OrderReader, OrdersConfig, OrdersError};
use crate::secret::Secret;
use std::time::{Duration, Instant};

/// Two stores with the same orders; the first is verified with the second.
async fn pair() -> (Store, Store) {
    let (mut first, second) = (Store::new().await, Store::new().await);
    first.config.verify_with = Some(Box::new(second.config.clone()));
    (first, second)
}

/// What the check says that compares the sources.
async fn disagreement(first: &Store, number: &str) -> String {
    match first.look_up(number).await {
        Lookup::CheckFailed(failed) if failed.check == "second_source_agrees" => failed.detail,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn sources_that_agree_are_shown_and_both_are_named() {
    let (first, _second) = pair().await;
    for number in ["PAID", "PARTLY_SHIPPED", "SHIPPED", "DELIVERED", "RETURNED"] {
        let lookup = first.look_up(number).await;
        let Lookup::Verified(order) = lookup else { panic!("{number}: {lookup:?}") };
        assert!(order.checks().contains(&"second_source_agrees"), "{number}");
        assert_eq!(order.source(), "custom:sqlite+custom:sqlite");
    }
    let eve = with_email("PAID", "eve@example.com");
    assert_eq!(outcome(&first.reader().look_up(&eve, NOW).await), "no match");
    assert_eq!(outcome(&first.look_up("NONE").await), "no match");
}

#[tokio::test]
async fn without_a_second_source_the_check_is_not_claimed() {
    let store = Store::new().await;
    let Lookup::Verified(order) = store.look_up("PAID").await else { panic!() };
    assert!(!order.checks().contains(&"second_source_agrees"));
}

#[tokio::test]
async fn each_disagreement_names_both_values() {
    for (number, change, parts) in [
        (
            "PAID",
            "UPDATE orders SET state = 'packed', packed_at = '2026-11-02T09:00:00Z' WHERE id = 2",
            ["paid in the first", "packed in the second source (custom:sqlite)"],
        ),
        (
            "SHIPPED",
            "UPDATE parcels SET tracking_number = 'TR9' WHERE order_id = 5",
            [r#"["TR5"] in the first"#, r#"["TR9"] in the second"#],
        ),
        (
            "SHIPPED",
            "INSERT INTO parcels SELECT order_id, 2, carrier, 'X1', NULL, shipped_at, NULL, NULL, NULL \
             FROM parcels WHERE order_id = 5",
            [r#"["TR5"] in the first"#, r#"["TR5", "X1"] in the second"#],
        ),
        (
            "SHIPPED",
            "UPDATE parcels SET shipped_at = '2026-11-03T15:00:00Z' WHERE order_id = 5",
            ["shipped on 2026-11-02 in the first", "on 2026-11-03 in the second"],
        ),
        (
            "DELIVERED",
            "UPDATE parcels SET delivered_at = NULL WHERE order_id = 7",
            ["delivered on 2026-11-04 in the first", "not at all in the second"],
        ),
        ("PAID", "DELETE FROM orders WHERE id = 2", ["no such order", "second source"]),
        (
            "PAID",
            "UPDATE orders SET email = 'eve@example.com' WHERE id = 2",
            ["no such order, or not with that proof", "second source"],
        ),
        (
            "PAID",
            "INSERT INTO orders SELECT 99, number, email, postcode, state, placed_at, paid_at, \
             packed_at, shipped_at, delivered_at, returned_at, cancelled_at, refunded_at, \
             expected_at, updated_at, currency, total_minor, lines_minor, shipping_minor, \
             discount_minor, refunded_minor FROM orders WHERE id = 2",
            ["second source", "2 orders"],
        ),
        ("PAID", "UPDATE orders SET state = 'odd' WHERE id = 2", ["second source", "\"odd\""]),
    ] {
        let (first, second) = pair().await;
        second.run(change).await;
        let detail = disagreement(&first, number).await;
        for part in parts {
            assert!(detail.contains(part), "{change}: {detail} lacks {part}");
        }
    }
}

#[tokio::test]
async fn what_both_write_differently_is_the_same() {
    let (first, second) = pair().await;
    second
        .run(
            "UPDATE parcels SET tracking_number = lower(substr(tracking_number, 1, 2)) || ' ' || \
             substr(tracking_number, 3), shipped_at = '2026-11-03 01:00:00+00:00', carrier = 'B'; \
             UPDATE orders SET total_minor = NULL, lines_minor = NULL, updated_at = NULL",
        )
        .await;
    let lookup = first.look_up("SHIPPED").await;
    assert_eq!(outcome(&lookup), "verified", "{lookup:?}");
}

#[tokio::test]
async fn a_stale_second_source_proves_nothing() {
    let (mut first, second) = pair().await;
    second.run("INSERT INTO replica VALUES ('2026-11-10T11:00:00Z')").await;
    let config = first.config.verify_with.as_mut().unwrap();
    config.query.freshness = Some("SELECT read_until FROM replica".into());
    config.max_staleness_s = Some(60);
    assert!(disagreement(&first, "PAID").await.contains("3600 s old"));
}

fn http(fake: &Fake) -> Box<OrdersConfig> {
    let toml = format!(
        "url = {:?}\npreset = \"http\"\nkey = \"0123456789abcdef0123456789abcdef\"",
        fake.url
    );
    Box::new(toml::from_str(&toml).unwrap())
}

/// And both are given up at the same time, whether or not there is such an order.
#[tokio::test]
async fn a_second_source_that_hangs_makes_every_claim_unavailable() {
    let fake = Fake::silent().await;
    let mut first = Store::new().await;
    first.config.verify_with = Some(http(&fake));
    first.config.timeout_ms = 200;
    let reader = first.reader();
    for (number, email) in
        [("PAID", "ada@example.com"), ("PAID", "eve@example.com"), ("NONE", "ada@example.com")]
    {
        let begun = Instant::now();
        let lookup = reader.look_up(&with_email(number, email), NOW).await;
        let Lookup::Unavailable { detail } = lookup else { panic!("{lookup:?}") };
        assert!(detail.starts_with("the second source: no answer within 200 ms"), "{detail}");
        assert!(begun.elapsed() < Duration::from_millis(600), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn the_owner_sees_both_sources_and_what_differs() {
    let (first, second) = pair().await;
    let number = OrderNumber::parse("PAID").unwrap();
    let report = first.reader().check(Some(&number), NOW).await;
    assert!(report.is_ok(), "{report:?}");
    let has = |subject: &str| report.findings.iter().any(|one| one.subject == subject);
    assert!(has("connection") && has("verify_with.connection") && has("verify_with.order.id"));
    assert!(has("second_source_agrees"));
    second.run("UPDATE orders SET state = 'unpaid', paid_at = NULL WHERE id = 2").await;
    let report = first.reader().check(Some(&number), NOW).await;
    let wrong = report.findings.iter().find(|one| !one.ok).unwrap();
    assert_eq!(wrong.subject, "second_source_agrees");
    assert!(wrong.detail.contains("paid") && wrong.detail.contains("unpaid"), "{wrong:?}");
}

#[tokio::test]
async fn settings_of_the_second_source_are_checked_too() {
    let (mut first, third) = pair().await;
    let second = first.config.verify_with.as_mut().unwrap();
    second.url = Secret::new("oracle://u:hunter2@host/db");
    let error = OrderReader::new(&first.config).unwrap_err();
    assert_eq!(error, OrdersError::Second(Box::new(OrdersError::UnknownEngine)));
    assert!(error.to_string().starts_with("in orders.verify_with: orders.url"), "{error}");
    *first.config.verify_with.as_mut().unwrap().as_mut() = third.config.clone();
    first.config.verify_with.as_mut().unwrap().verify_with = Some(Box::new(third.config.clone()));
    let error = OrderReader::new(&first.config).unwrap_err();
    assert_eq!(error, OrdersError::NotForSecond("verify_with"));
}
