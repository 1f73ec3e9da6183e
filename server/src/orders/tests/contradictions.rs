//! Records that contradict themselves are not shown: each check, tried by a lie that only it sees.

use super::store::{NOW, Store, outcome, with_email};
use crate::orders::Lookup;

/// Changes one order by SQL and looks it up with the right proof.
async fn check(number: &str, change: &str, expected: &str) {
    let store = Store::new().await;
    store.run(change).await;
    let lookup = store.look_up(number).await;
    assert_eq!(outcome(&lookup), expected, "{number}, {change}: {lookup:?}");
}

#[tokio::test]
async fn values_that_cannot_be_read() {
    for change in [
        "UPDATE orders SET state = NULL",
        "UPDATE orders SET placed_at = NULL",
        "UPDATE orders SET placed_at = '01.11.2026'",
        "UPDATE orders SET paid_at = 'soon'",
        "UPDATE orders SET total_minor = 'much'",
        "UPDATE orders SET total_minor = 12.5",
        "UPDATE items SET name = NULL",
        "UPDATE items SET name = '  '",
        "UPDATE items SET name = x'00ff'",
        "UPDATE items SET quantity = NULL",
        "UPDATE items SET quantity = -1",
        "UPDATE items SET quantity = 5000000000",
        "UPDATE items SET name = printf('%.*c', 1001, 'x')",
        "UPDATE parcels SET carrier = NULL",
        "UPDATE parcels SET delivered_at = '2026-11-31T10:00:00Z'",
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
         INSERT INTO items SELECT 5, i, 'x', 1, 1, 0, 0 FROM n",
    ] {
        check("SHIPPED", change, "readable_values").await;
    }
}

#[tokio::test]
async fn parcels_that_hold_what_was_not_sent() {
    let held = |json: &str| format!("UPDATE parcels SET items = '{json}'");
    let one = r#"{"line_id": 1, "quantity": 1}"#;
    let socks = r#"{"line_id": "2", "quantity": 1}"#;
    for (number, json, expected) in [
        ("SHIPPED", format!("[{one}, {one}, {socks}]"), "verified"),
        ("SHIPPED", format!("[{one}]"), "verified"),
        ("SHIPPED", "[]".to_owned(), "verified"),
        ("SHIPPED", format!("[{one}, {one}, {one}]"), "parcels_hold_what_was_sent"),
        ("SHIPPED", r#"[{"line_id": 3, "quantity": 1}]"#.to_owned(), "parcels_hold_what_was_sent"),
        ("SHIPPED", r#"[{"line_id": 1, "quantity": 0}]"#.to_owned(), "parcels_hold_what_was_sent"),
        // Two are ordered, but one is sent.
        ("PARTLY_SHIPPED", format!("[{one}]"), "verified"),
        ("PARTLY_SHIPPED", format!("[{one}, {one}]"), "parcels_hold_what_was_sent"),
        ("PARTLY_SHIPPED", format!("[{socks}]"), "parcels_hold_what_was_sent"),
        ("RETURNED", format!("[{one}, {one}, {socks}]"), "verified"),
        ("SHIPPED", r#"[{"line_id": 1, "quantity": -1}]"#.to_owned(), "readable_values"),
        ("SHIPPED", r#"[{"line_id": 1, "quantity": 1.5}]"#.to_owned(), "readable_values"),
        ("SHIPPED", r#"[{"line_id": 1}]"#.to_owned(), "readable_values"),
        ("SHIPPED", "2 jackets".to_owned(), "readable_values"),
        ("SHIPPED", format!("[{one}"), "readable_values"),
    ] {
        check(number, &held(&json), expected).await;
    }
    // Each parcel by itself would do.
    let two = format!(
        "UPDATE parcels SET items = '[{one}, {one}]'; INSERT INTO parcels SELECT order_id, 2, \
         carrier, 'X', NULL, shipped_at, NULL, delivered_at, '[{one}]' FROM parcels"
    );
    check("SHIPPED", &two, "parcels_hold_what_was_sent").await;
}

#[tokio::test]
async fn parcels_say_what_they_hold() {
    let store = Store::new().await;
    store
        .run(
            r#"UPDATE parcels SET items = '[{"line_id": 2, "quantity": 1}, {"line_id": 1, "quantity": 1}]';
               INSERT INTO parcels SELECT order_id, 2, carrier, 'X', NULL, shipped_at, NULL, delivered_at,
               '[{"line_id": 1, "quantity": 1}]' FROM parcels;
               INSERT INTO parcels SELECT order_id, 3, carrier, 'Y', NULL, shipped_at, NULL, delivered_at,
               NULL FROM parcels WHERE parcel_id = 1"#,
        )
        .await;
    let lookup = store.look_up("DELIVERED").await;
    let Lookup::Verified(order) = lookup else { panic!("{lookup:?}") };
    assert!(order.checks().contains(&"parcels_hold_what_was_sent"));
    let parcels = order.to_card(&str::to_owned).parcels;
    let held = parcels.iter().map(|parcel| {
        let items = parcel.items.as_ref()?;
        Some(items.iter().map(|item| (&*item.name, item.quantity)).collect::<Vec<_>>())
    });
    let (jacket, socks) = (("Rain jacket", 1), ("Wool socks", 1));
    assert_eq!(held.collect::<Vec<_>>(), [Some(vec![socks, jacket]), Some(vec![jacket]), None]);
    // Nothing to check where no parcel tells.
    let store = Store::new().await;
    let Lookup::Verified(order) = store.look_up("DELIVERED").await else { panic!() };
    assert!(!order.checks().contains(&"parcels_hold_what_was_sent"));
}

#[tokio::test]
async fn nulls_in_optional_columns_are_fine() {
    check(
        "SHIPPED",
        "UPDATE orders SET paid_at = NULL, packed_at = NULL, shipped_at = NULL, currency = NULL,
           total_minor = NULL, lines_minor = NULL, shipping_minor = NULL, discount_minor = NULL;
         UPDATE items SET unit_minor = NULL;
         UPDATE parcels SET tracking_number = NULL, tracking_url = NULL, expected_at = NULL",
        "verified",
    )
    .await;
}

#[tokio::test]
async fn a_loose_query_does_not_open_another_order() {
    let mut store = Store::new().await;
    store.config.query.order = "SELECT * FROM orders WHERE number LIKE $1 || '%' LIMIT 1".into();
    assert_eq!(outcome(&store.look_up("PA").await), "number_as_asked");
    assert_eq!(outcome(&store.look_up("?").await), "no match");
}

#[tokio::test]
async fn states_that_we_do_not_know() {
    for state in ["'lost'", "'SHIPPED'", "'shipped, delivered'"] {
        check("SHIPPED", &format!("UPDATE orders SET state = {state}"), "known_state").await;
    }
}

#[tokio::test]
async fn states_that_their_times_deny() {
    for (number, change) in [
        ("UNPAID", "UPDATE orders SET paid_at = placed_at"),
        ("UNPAID", "UPDATE orders SET refunded_at = placed_at"),
        ("PAID", "UPDATE orders SET paid_at = NULL"),
        ("PAID", "UPDATE orders SET packed_at = paid_at"),
        (
            "PAID",
            "INSERT INTO parcels (order_id, parcel_id, carrier, shipped_at)
                  VALUES (2, 1, 'Bring', '2026-11-02T15:00:00Z')",
        ),
        ("PACKED", "UPDATE orders SET packed_at = NULL"),
        ("PACKED", "UPDATE orders SET shipped_at = packed_at"),
        ("PARTLY_SHIPPED", "DELETE FROM parcels"),
        ("SHIPPED", "UPDATE parcels SET shipped_at = NULL"),
        ("SHIPPED", "UPDATE orders SET delivered_at = '2026-11-04T11:00:00Z'"),
        ("SHIPPED", "UPDATE parcels SET delivered_at = '2026-11-04T11:00:00Z'"),
        ("SHIPPED", "UPDATE orders SET cancelled_at = '2026-11-04T11:00:00Z'"),
        ("SHIPPED", "INSERT INTO parcels (order_id, parcel_id, carrier) VALUES (5, 2, 'Bring')"),
        ("DELAYED", "UPDATE orders SET delivered_at = '2026-11-04T11:00:00Z'"),
        ("DELIVERED", "UPDATE orders SET delivered_at = NULL"),
        ("DELIVERED", "DELETE FROM parcels"),
        ("DELIVERED", "UPDATE orders SET returned_at = '2026-11-08T11:00:00Z'"),
        (
            "DELIVERED",
            "INSERT INTO parcels (order_id, parcel_id, carrier, shipped_at)
                       VALUES (7, 2, 'Bring', '2026-11-02T15:00:00Z')",
        ),
        ("PARTLY_RETURNED", "UPDATE orders SET delivered_at = NULL"),
        ("RETURNED", "UPDATE orders SET returned_at = NULL"),
        ("CANCELLED", "UPDATE orders SET cancelled_at = NULL"),
        ("CANCELLED", "UPDATE orders SET shipped_at = '2026-11-02T15:00:00Z'"),
        ("REFUNDED", "UPDATE orders SET refunded_at = NULL"),
    ] {
        check(number, change, "state_agrees_with_times").await;
    }
}

#[tokio::test]
async fn times_that_run_backwards() {
    for change in [
        "UPDATE orders SET paid_at = '2026-10-31T10:00:00Z'",
        "UPDATE orders SET packed_at = '2026-11-03T10:00:00Z'",
        "UPDATE orders SET packed_at = NULL, shipped_at = '2026-10-30T10:00:00Z'",
        "UPDATE orders SET delivered_at = '2026-11-02T10:00:00Z'",
        "UPDATE orders SET returned_at = '2026-11-04T10:00:00Z'",
        "UPDATE parcels SET shipped_at = '2026-11-05T10:00:00Z'",
        "UPDATE parcels SET shipped_at = '2026-10-05T10:00:00Z'",
    ] {
        check("RETURNED", change, "times_in_order").await;
    }
    check(
        "REFUNDED",
        "UPDATE orders SET refunded_at = '2026-11-01 10:01:00', paid_at = '2026-11-01 10:09:00'",
        "times_in_order",
    )
    .await;
    check("CANCELLED", "UPDATE orders SET cancelled_at = '2026-10-01 10:01:00'", "times_in_order")
        .await;
    check("PAID", "UPDATE orders SET paid_at = '2026-11-01T09:56:00Z'", "verified").await;
}

#[tokio::test]
async fn times_in_the_future() {
    for (number, change, expected) in [
        ("PAID", "UPDATE orders SET paid_at = '2026-11-10T12:04:00Z'", "verified"),
        ("PAID", "UPDATE orders SET paid_at = '2026-11-10T12:06:00Z'", "times_not_in_future"),
        ("PAID", "UPDATE orders SET updated_at = '2027-01-01T00:00:00Z'", "times_not_in_future"),
        (
            "DELIVERED",
            "UPDATE parcels SET delivered_at = '2026-11-11T00:00:00Z'",
            "times_not_in_future",
        ),
        ("SHIPPED", "UPDATE parcels SET expected_at = '2026-11-20T00:00:00Z'", "verified"),
    ] {
        check(number, change, expected).await;
    }
}

#[tokio::test]
async fn quantities_that_do_not_add_up() {
    for (number, change) in [
        ("PAID", "UPDATE items SET shipped = 1"),
        ("PAID", "UPDATE items SET quantity = 0"),
        ("PAID", "DELETE FROM items"),
        ("PARTLY_SHIPPED", "UPDATE items SET shipped = quantity"),
        ("PARTLY_SHIPPED", "UPDATE items SET shipped = 0"),
        ("SHIPPED", "UPDATE items SET shipped = 3"),
        ("SHIPPED", "UPDATE items SET shipped = 1"),
        ("DELIVERED", "UPDATE items SET returned = 1"),
        ("DELAYED", "UPDATE items SET returned = 1"),
        ("PARTLY_RETURNED", "UPDATE items SET returned = 0"),
        ("PARTLY_RETURNED", "UPDATE items SET returned = quantity"),
        ("RETURNED", "UPDATE items SET returned = 1"),
        ("CANCELLED", "UPDATE items SET shipped = 1"),
    ] {
        check(number, change, "quantities_add_up").await;
    }
}

#[tokio::test]
async fn rows_of_other_orders_and_rows_twice() {
    let (items, parcels) = ("items_belong_to_order", "parcels_belong_to_order");
    for (query, expected) in [
        (
            "SELECT 999 AS order_id, line_id, name, quantity, shipped, returned FROM items WHERE order_id = $1",
            items,
        ),
        ("SELECT * FROM items WHERE order_id IN ($1, 7)", items),
        ("SELECT i.* FROM items i JOIN (SELECT 1 UNION ALL SELECT 2) WHERE order_id = $1", items),
    ] {
        let mut store = Store::new().await;
        store.config.query.items = query.into();
        assert_eq!(outcome(&store.look_up("SHIPPED").await), expected, "{query}");
    }
    for query in [
        "SELECT * FROM parcels WHERE order_id = 7 OR order_id = $1",
        "SELECT p.* FROM parcels p JOIN (SELECT 1 UNION ALL SELECT 2) WHERE order_id = $1",
    ] {
        let mut store = Store::new().await;
        store.config.query.parcels = query.into();
        assert_eq!(outcome(&store.look_up("SHIPPED").await), parcels, "{query}");
    }
}

#[tokio::test]
async fn money_that_does_not_sum() {
    for (change, expected) in [
        ("UPDATE orders SET total_minor = total_minor + 1", "money_sums"),
        (
            "UPDATE orders SET lines_minor = lines_minor + 1, total_minor = total_minor + 1",
            "money_sums",
        ),
        ("UPDATE items SET unit_minor = unit_minor + 1", "money_sums"),
        ("UPDATE orders SET refunded_minor = total_minor + 1", "money_sums"),
        ("UPDATE orders SET refunded_minor = -1", "money_sums"),
        ("UPDATE items SET unit_minor = 9223372036854775807", "money_sums"),
        ("UPDATE orders SET discount_minor = NULL", "verified"),
        ("UPDATE items SET unit_minor = NULL WHERE line_id = 2", "verified"),
        ("UPDATE orders SET refunded_minor = 100", "verified"),
    ] {
        check("PAID", change, expected).await;
    }
}

#[tokio::test]
async fn data_that_is_too_old() {
    let mut store = Store::new().await;
    store.config.max_staleness_s = Some(60);
    store.config.query.freshness = Some("SELECT read_until FROM replica".into());
    let reader = store.reader();
    for (read_until, expected) in [
        ("", "readable_values"),
        ("('2026-11-10T11:59:30Z')", "verified"),
        ("('2026-11-10T11:58:59Z')", "fresh_enough"),
        ("('2026-11-10T12:04:00Z')", "verified"),
        ("('2026-11-10T12:06:00Z')", "fresh_enough"),
        ("(NULL)", "readable_values"),
        ("('2026-11-10T11:59:30Z'), ('2026-11-10T11:59:30Z')", "readable_values"),
    ] {
        store.run("DELETE FROM replica").await;
        if !read_until.is_empty() {
            store.run(&format!("INSERT INTO replica VALUES {read_until}")).await;
        }
        let lookup = reader.look_up(&with_email("PAID", "ada@example.com"), NOW).await;
        assert_eq!(outcome(&lookup), expected, "{read_until}");
        if let Lookup::Verified(order) = lookup {
            assert!(order.checks().contains(&"fresh_enough"));
        }
    }
}

#[tokio::test]
async fn tracking_links_that_lead_elsewhere() {
    for (link, expected) in [
        ("https://tracking.bring.com/t/1?x=y#z", "verified"),
        ("HTTPS://BRING.COM", "verified"),
        ("https://track.own.example/1", "verified"),
        ("https://own.example", "tracking_links_are_safe"),
        ("http://tracking.bring.com/t/1", "tracking_links_are_safe"),
        ("https://evil.example/bring.com", "tracking_links_are_safe"),
        ("https://evilbring.com/", "tracking_links_are_safe"),
        ("https://bring.com.evil.example/", "tracking_links_are_safe"),
        ("https://bring.com@evil.example/", "tracking_links_are_safe"),
        ("https://bring.com:8443/", "tracking_links_are_safe"),
        ("https://evil.example\\.bring.com/", "tracking_links_are_safe"),
        ("https://br\u{456}ng.com/", "tracking_links_are_safe"),
        ("https://bring.com/a b", "tracking_links_are_safe"),
        ("javascript:alert(1)//bring.com", "tracking_links_are_safe"),
        ("//bring.com", "tracking_links_are_safe"),
        ("https://", "tracking_links_are_safe"),
        ("https://.bring.com", "tracking_links_are_safe"),
    ] {
        let mut store = Store::new().await;
        store.config.tracking_hosts = vec!["Track.own.example".into()];
        store.run(&format!("UPDATE parcels SET tracking_url = '{link}'")).await;
        assert_eq!(outcome(&store.look_up("SHIPPED").await), expected, "{link}");
    }
}

/// Amounts as a store writes them, with the decimals of their currency.
#[tokio::test]
async fn amounts_with_decimals() {
    for (columns, expected) in [
        (
            "'EUR' AS currency, '34.00' AS total, '30.00' AS lines, '5.00' AS shipping, '1.0' AS discount",
            "verified",
        ),
        (
            "'EUR' AS currency, '34.00' AS total, '30.00' AS lines, '5.01' AS shipping, '1' AS discount",
            "money_sums",
        ),
        (
            "'EUR' AS currency, '34.004' AS total, '30.00' AS lines, '9.00' AS shipping, '1' AS discount",
            "verified",
        ),
        (
            "'JPY' AS currency, '3400' AS total, '3000' AS lines, '500' AS shipping, '100' AS discount",
            "verified",
        ),
        (
            "'KWD' AS currency, '3.400' AS total, '3.000' AS lines, '0.500' AS shipping, '0.1' AS discount",
            "verified",
        ),
        ("'EUR' AS currency, '10.00' AS total, '10.01' AS refunded", "money_sums"),
        ("'EUR' AS currency, '10,00' AS total", "readable_values"),
        ("'10.00' AS total", "readable_values"),
    ] {
        let mut store = Store::new().await;
        store.run("UPDATE items SET unit_minor = NULL").await;
        store.config.query.order = format!(
            "SELECT id, number, email, postcode, state, placed_at, paid_at, {columns} \
             FROM orders WHERE number = $1"
        );
        assert_eq!(outcome(&store.look_up("PAID").await), expected, "{columns}");
    }
}
