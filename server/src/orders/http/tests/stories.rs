//! Looking orders up through an owner's endpoint.

use super::endpoint::{KEY, OLD_KEY, Shop, config, delivered, reader};
use crate::orders::tests::store::{NOW, outcome, with_email, with_postcode};
use crate::orders::{Lookup, OrderReader, OrdersError};
use crate::secret::Secret;
use serde_json::json;
use vouch_shared::order::ParcelItem;

#[tokio::test]
async fn an_order_is_shown_to_whoever_proves_it() {
    let shop = Shop::new(vec![delivered()]).serve().await;
    let reader = reader(&shop);
    for (claim, expected) in [
        (with_email("#1001", "ada@example.com"), "verified"),
        (with_postcode("1001", "sw1a1aa"), "verified"),
        (with_email("1001", "eve@example.com"), "no match"),
        (with_postcode("1001", "SW1A 1AB"), "no match"),
        (with_email("1002", "ada@example.com"), "no match"),
        (with_email("1' OR 1", "ada@example.com"), "no match"),
    ] {
        let lookup = reader.look_up(&claim, NOW).await;
        assert_eq!(outcome(&lookup), expected, "{claim:?} {lookup:?}");
    }
    let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
    let Lookup::Verified(order) = lookup else { panic!("{lookup:?}") };
    assert_eq!(order.source(), "http");
    for check in ["money_sums", "quantities_add_up", "parcels_belong_to_order"] {
        assert!(order.checks().contains(&check), "{check}");
    }
    let card = order.to_card(&|key| key.to_owned());
    assert_eq!((card.items.len(), card.parcels.len()), (2, 2));
    let jackets = ParcelItem { name: "Rain jacket".to_owned(), quantity: 2 };
    assert_eq!(card.parcels[0].items, Some(vec![jackets]));
    assert_eq!(card.parcels[1].items, None);
}

#[tokio::test]
async fn a_key_is_changed_without_a_gap() {
    let mut shop = Shop::new(vec![delivered()]);
    shop.keys = vec![KEY, OLD_KEY];
    let shop = shop.serve().await;
    let mut config = config(&format!("{}/vouch/orders?shop=1", shop.url));
    let claim = with_email("1001", "ada@example.com");
    for (key, expected) in [
        (OLD_KEY, "verified"),
        (KEY, "verified"),
        ("a key that the endpoint does not know", "unavailable"),
    ] {
        config.key = Some(Secret::new(key));
        let lookup = OrderReader::new(&config).unwrap().look_up(&claim, NOW).await;
        assert_eq!(outcome(&lookup), expected, "{lookup:?}");
        if let Lookup::Unavailable { detail } = &lookup {
            assert!(detail.contains("401") && detail.contains("key"), "{detail}");
            assert!(!detail.contains(key), "{detail}");
        }
    }
}

#[tokio::test]
async fn a_limit_on_staleness_needs_the_answers_own_time() {
    for (read_until, expected) in [
        (None, "unavailable"),
        (Some("2026-11-10T11:59:30Z"), "verified"),
        (Some("2026-11-10T11:00:00Z"), "fresh_enough"),
    ] {
        let mut shop = Shop::new(vec![delivered()]);
        shop.read_until = read_until;
        let shop = shop.serve().await;
        let mut config = config(&format!("{}/vouch/orders", shop.url));
        config.max_staleness_s = Some(60);
        let reader = OrderReader::new(&config).unwrap();
        let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
        assert_eq!(outcome(&lookup), expected, "{lookup:?}");
    }
}

#[tokio::test]
async fn two_orders_of_one_number_are_shown_to_nobody() {
    let mut other = delivered();
    other["id"] = json!(8);
    let shop = Shop::new(vec![delivered(), other]).serve().await;
    let lookup = reader(&shop).look_up(&with_email("1001", "ada@example.com"), NOW).await;
    assert_eq!(outcome(&lookup), "one_row");
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let good = config("https://shop.example/orders");
    let refused = |change: &dyn Fn(&mut crate::orders::OrdersConfig)| {
        let mut config = good.clone();
        change(&mut config);
        OrderReader::new(&config).unwrap_err().to_string()
    };
    assert!(OrderReader::new(&good).is_ok());
    for (said, part) in [
        (refused(&|config| config.key = None), "orders.key"),
        (refused(&|config| config.key = Some(Secret::new("hunter2"))), "at least 32"),
        (refused(&|config| config.url = Secret::new("http://shop.example/o")), "use https"),
        (refused(&|config| config.url = Secret::new("https://u:hunter2@s.example/")), "user name"),
        (refused(&|config| config.query.order = "SELECT 1".into()), "query"),
        (refused(&|config| config.api_version = Some("2026-10".into())), "api_version"),
        (refused(&|config| config.timeout_ms = 0), "timeout_ms"),
        (refused(&|config| config.ca_file = Some("/nowhere/ca.pem".into())), "/nowhere/ca.pem"),
    ] {
        assert!(said.contains(part) && !said.contains("hunter2"), "{said}");
    }
    let error = OrderReader::new(&crate::orders::OrdersConfig { key: None, ..good });
    assert_eq!(error.unwrap_err(), OrdersError::MissingKey);
}
