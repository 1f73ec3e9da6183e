//! The list of own orders through an owner's endpoint.

use super::endpoint::{KEY, OLD_KEY, Shop, config, delivered};
use super::messages::faults;
use crate::orders::http::message::{Question, VERSION};
use crate::orders::http::recent::{OfAddress, records};
use crate::orders::tests::fake::Fake;
use crate::orders::tests::store::NOW;
use crate::orders::{Email, OrderReader, OrdersConfig, Report};
use crate::secret::Secret;
use axum::Router;
use axum::routing::post;
use serde_json::{Value, json};
use vouch_shared::order::OrderState;

const REQUEST: &str = include_str!("../../../../../docs/schemas/orders-recent-request-v1.json");
const RESPONSE: &str = include_str!("../../../../../docs/schemas/orders-recent-response-v1.json");

/// What is wrong with a request for a list.
pub(super) fn faults_of_request(message: &Value) -> Vec<String> {
    faults(REQUEST, message)
}

fn ada() -> Email {
    Email::parse("ADA@example.com").unwrap()
}

fn with_list(shop: &Fake) -> OrdersConfig {
    let mut config = config(&format!("{}/vouch/orders", shop.url));
    config.recent_url = Some(Secret::new(format!("{}/vouch/recent", shop.url)));
    config
}

fn order(number: &str, email: &str, placed_at: &str, state: &str) -> Value {
    let mut order = delivered();
    order["number"] = number.into();
    order["email"] = email.into();
    order["placed_at"] = placed_at.into();
    order["state"] = state.into();
    order
}

#[tokio::test]
async fn own_orders_are_listed_newest_first_and_nobody_elses() {
    let shop = Shop::new(vec![
        order("1001", "ada@example.com", "2026-11-01T10:00:00Z", "delivered"),
        order("1002", "ada.b@example.com", "2026-11-02T10:00:00Z", "paid"),
        order("1003", "Ada@Example.com", "2026-11-03T10:00:00+01:00", "teleported"),
        order("1004", "eve@example.com", "2026-11-04T10:00:00Z", "paid"),
    ]);
    let shop = shop.serve().await;
    let reader = OrderReader::new(&with_list(&shop)).unwrap();
    let recent = reader.recent(&ada(), NOW).await.unwrap().unwrap();
    assert_eq!((recent.source(), recent.checks()), ("http", ["address_as_asked"]));
    let listed = recent.to_card(&str::to_owned);
    let listed: Vec<_> = listed
        .iter()
        .map(|one| (&*one.number, one.placed_at.as_str(), one.state_label.as_deref()))
        .collect();
    let expected = [
        ("1003", "2026-11-03T09:00:00.000Z", None),
        ("1001", "2026-11-01T10:00:00.000Z", Some("state.delivered")),
    ];
    assert_eq!(listed, expected);
    let nobody = Email::parse("nobody@example.com").unwrap();
    assert!(reader.recent(&nobody, NOW).await.unwrap().unwrap().is_empty());
}

#[tokio::test]
async fn without_an_address_for_it_there_is_no_list() {
    let shop = Shop::new(vec![delivered()]).serve().await;
    let reader = OrderReader::new(&config(&format!("{}/vouch/orders", shop.url))).unwrap();
    assert!(reader.recent(&ada(), NOW).await.unwrap().is_none());
    for (url, part) in [("http://shop.example/r", "use https"), ("recent", "HTTPS://")] {
        let mut config = with_list(&shop);
        config.recent_url = Some(Secret::new(url));
        let error = OrderReader::new(&config).unwrap_err().to_string().to_uppercase();
        assert!(error.starts_with("ORDERS.RECENT_URL") && error.contains(&part.to_uppercase()));
    }
    for preset in ["shopify", "custom"] {
        let url = if preset == "custom" { "sqlite::memory:" } else { "https://s.myshopify.com" };
        let toml =
            format!("url = {url:?}\npreset = {preset:?}\nrecent_url = \"https://a.example/\"");
        let error = OrderReader::new(&toml::from_str(&toml).unwrap()).unwrap_err().to_string();
        assert!(error.contains("recent_url"), "{error}");
    }
}

#[tokio::test]
async fn a_list_is_signed_like_an_order() {
    let shop = Shop::new(vec![delivered()]).serve().await;
    let mut config = with_list(&shop);
    for (key, accepted) in [(KEY, true), (OLD_KEY, false)] {
        config.key = Some(Secret::new(key));
        let listed = OrderReader::new(&config).unwrap().recent(&ada(), NOW).await;
        assert_eq!(listed.is_ok(), accepted);
        if let Err(error) = listed {
            assert!(error.contains("401") && !error.contains(key), "{error}");
        }
    }
}

#[test]
fn messages_are_as_described() {
    let (version, about) = (VERSION, OfAddress { email: "ada@example.com" });
    let question = Question { version, request_id: "0191".to_owned(), about };
    let sent = serde_json::to_value(&question).unwrap();
    assert_eq!(faults_of_request(&sent), Vec::<String>::new());
    assert!(!faults_of_request(&json!({ "version": 1, "request_id": "0191" })).is_empty());
    let listed: Value = serde_json::from_str(RESPONSE).unwrap();
    let mut states = json!(OrderState::ALL.map(OrderState::as_str));
    states.as_array_mut().unwrap().push(Value::Null);
    assert_eq!(listed.pointer("/$defs/order/properties/state/enum"), Some(&states));
}

#[test]
fn answers_are_read_as_described() {
    let good =
        json!({ "number": "1", "email": "a@b.example", "placed_at": "2026-11-01T10:00:00Z" });
    let changed = |name: &str, value: Value| {
        let mut order = good.clone();
        order[name] = value;
        json!({ "orders": [order] })
    };
    for (answer, is_good) in [
        (json!({ "orders": [good] }), true),
        (json!({ "orders": [], "more": 1 }), true),
        (changed("state", json!("paid")), true),
        (changed("state", json!(null)), true),
        (changed("total", json!(7)), true),
        (changed("state", json!(7)), false),
        (changed("number", json!(7)), false),
        (changed("number", json!(" ")), false),
        (changed("email", json!(null)), false),
        (changed("placed_at", json!("yesterday")), false),
        (changed("placed_at", json!(null)), false),
        (json!({ "orders": vec![good.clone(); 11] }), false),
        (json!({ "orders": null }), false),
        (json!({}), false),
    ] {
        assert_eq!(faults(RESPONSE, &answer).is_empty(), is_good, "schema: {answer}");
        let read = records(&serde_json::to_vec(&answer).unwrap());
        assert_eq!(read.is_ok(), is_good, "{answer}: {read:?}");
    }
    let error = records(br#"{"orders": [{"number": "1", "email": 7}]}"#).unwrap_err();
    assert!(error.contains("orders[0].email"), "{error}");
}

async fn check(shop: &Fake) -> Report {
    OrderReader::new(&with_list(shop)).unwrap().check(None, NOW).await
}

/// The subjects that are wrong, of the list.
fn wrong(report: &Report) -> Vec<&str> {
    let of_list = |subject: &&str| subject.starts_with("recent");
    report.findings.iter().filter(|one| !one.ok).map(|one| &*one.subject).filter(of_list).collect()
}

#[tokio::test]
async fn the_owner_is_told_of_the_list() {
    let report = check(&Shop::new(vec![delivered()]).serve().await).await;
    assert!(report.is_ok(), "{report:?}");
    for subject in ["recent", "recent.signature", "recent.replay_window"] {
        assert!(report.findings.iter().any(|finding| finding.subject == subject), "{subject}");
    }
    let mut careless = Shop::new(vec![delivered()]);
    careless.careful = false;
    let report = check(&careless.serve().await).await;
    assert_eq!(wrong(&report), ["recent.signature", "recent.replay_window"]);

    let everybodys = order("1", "ada@example.com", "2026-11-01T10:00:00Z", "paid");
    let answer = json!({ "orders": [everybodys] });
    let route = Router::new()
        .route("/vouch/orders", post(async || axum::Json(json!({ "orders": [] }))))
        .route("/vouch/recent", post(async move || axum::Json(answer)));
    assert!(wrong(&check(&Fake::serve(route).await).await).contains(&"recent"));
    let route = post(async || axum::Json(json!({ "orders": [] })));
    let missing = Fake::serve(Router::new().route("/vouch/orders", route)).await;
    assert_eq!(wrong(&check(&missing).await), ["recent"]);
}
