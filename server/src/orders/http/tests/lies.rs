//! Endpoints that hang, drip, lie and lead astray.

use super::endpoint::{Shop, config, delivered, reader};
use crate::orders::tests::fake::Fake;
use crate::orders::tests::store::{NOW, outcome, with_email};
use crate::orders::{Lookup, OrderReader};
use axum::Router;
use axum::response::Redirect;
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Why nothing can be read, the same for an order that exists and one that does not.
async fn unavailable(fake: &Fake) -> String {
    let mut details = Vec::new();
    for number in ["1001", "9999"] {
        let claim = with_email(number, "ada@example.com");
        match reader(fake).look_up(&claim, NOW).await {
            Lookup::Unavailable { detail } => details.push(detail),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(details[0], details[1]);
    details.remove(0)
}

async fn always(answer: Value) -> Fake {
    let routes = Router::new()
        .route("/vouch/orders", post(move || async move { axum::Json(answer.clone()) }));
    Fake::serve(routes).await
}

#[tokio::test]
async fn silence_and_slowness_end_at_the_time_limit() {
    for fake in [Fake::silent().await, Fake::dripping().await] {
        let begun = Instant::now();
        let detail = unavailable(&fake).await;
        assert!(detail.starts_with("no answer within 400 ms"), "{detail}");
        assert!(begun.elapsed() < Duration::from_millis(1_200), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn answers_that_are_none_are_unavailable() {
    let huge = format!("{{\"orders\": [], \"x\": \"{}\"}}", "x".repeat(1_100_000));
    for (fake, part) in [
        (always(json!({ "order": [] })).await, "missing field `orders`"),
        (always(json!({ "orders": {} })).await, "orders: invalid type"),
        (always(json!({ "orders": [], "read_until": 7 })).await, "read_until"),
        (always(json!({ "orders": vec![delivered(); 11] })).await, "more than 10"),
        (always(serde_json::from_str(&huge).unwrap()).await, "longer than 1000000 bytes"),
        (
            Fake::raw("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n<html/>").await,
            "not as documented",
        ),
        (
            Fake::raw("HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{\"orders\":[]} x").await,
            "one JSON",
        ),
        (Fake::raw("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n").await, "status 500"),
        (Fake::raw("HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n").await, "no such endpoint"),
        (
            Fake::raw("HTTP/1.1 429 No\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n").await,
            "wait 7 s",
        ),
        (Fake::raw("HTTP/1.1 204 No\r\n\r\n").await, "status 204"),
        (Fake::raw("SSH-2.0-OpenSSH_9.2\r\n").await, "failed"),
        (Fake::raw("").await, "failed"),
    ] {
        let detail = unavailable(&fake).await;
        assert!(detail.contains(part), "{part}: {detail}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let gone = Fake::silent().await;
    let config = config(&gone.url);
    drop(gone);
    tokio::time::sleep(Duration::from_millis(20)).await;
    let claim = with_email("1001", "ada@example.com");
    let lookup = OrderReader::new(&config).unwrap().look_up(&claim, NOW).await;
    let Lookup::Unavailable { detail } = lookup else { panic!("{lookup:?}") };
    assert!(detail.contains("refused"), "{detail}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let followed = Arc::new(AtomicUsize::new(0));
    let counted = followed.clone();
    let routes = Router::new()
        .route("/vouch/orders", post(async || Redirect::temporary("/elsewhere")))
        .fallback(async move || {
            counted.fetch_add(1, Ordering::SeqCst);
            axum::Json(json!({ "orders": [delivered()] }))
        });
    let detail = unavailable(&Fake::serve(routes).await).await;
    assert!(detail.contains("redirects are not followed"), "{detail}");
    assert_eq!(followed.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn another_orders_records_are_not_shown() {
    let fake = always(json!({ "orders": [delivered()] })).await;
    let claim = with_email("1002", "ada@example.com");
    assert_eq!(outcome(&reader(&fake).look_up(&claim, NOW).await), "number_as_asked");
    let mut strange = delivered();
    strange["parcels"][0]["order_id"] = json!(8);
    let shop = Shop::new(vec![strange]).serve().await;
    let claim = with_email("1001", "ada@example.com");
    assert_eq!(outcome(&reader(&shop).look_up(&claim, NOW).await), "parcels_belong_to_order");
}

/// Or else "unavailable" would tell that there is an order.
#[tokio::test]
async fn an_order_that_cannot_be_read_is_told_to_its_owner_only() {
    let mut broken = delivered();
    broken["items"][0]["quantity"] = json!("two");
    let shop = Shop::new(vec![broken]).serve().await;
    let reader = reader(&shop);
    let eve = reader.look_up(&with_email("1001", "eve@example.com"), NOW).await;
    assert_eq!(outcome(&eve), "no match");
    let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
    let Lookup::CheckFailed(failed) = lookup else { panic!("{lookup:?}") };
    assert_eq!(failed.check, "readable_values");
    assert!(failed.detail.contains("items[0].quantity"), "{}", failed.detail);
}

#[tokio::test]
async fn an_unknown_state_is_named_to_staff() {
    let mut order = delivered();
    order["state"] = json!("teleported");
    let shop = Shop::new(vec![order]).serve().await;
    let lookup = reader(&shop).look_up(&with_email("1001", "ada@example.com"), NOW).await;
    assert_eq!(outcome(&lookup), "known_state");
}
