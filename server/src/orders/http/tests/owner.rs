//! What the owner of an endpoint is told.

use super::endpoint::{Shop, delivered, reader};
use crate::orders::tests::fake::Fake;
use crate::orders::tests::store::NOW;
use crate::orders::{OrderNumber, Report};
use axum::Router;
use axum::routing::post;
use serde_json::json;

async fn check(shop: &Fake, number: Option<&str>) -> Report {
    let number = number.map(|number| OrderNumber::parse(number).unwrap());
    reader(shop).check(number.as_ref(), NOW).await
}

/// The subjects that are wrong.
fn wrong(report: &Report) -> Vec<&str> {
    report.findings.iter().filter(|finding| !finding.ok).map(|one| &*one.subject).collect()
}

fn detail<'r>(report: &'r Report, subject: &str) -> &'r str {
    let finding = report.findings.iter().find(|finding| finding.subject == subject);
    &finding.unwrap_or_else(|| panic!("no finding for {subject}: {report:?}")).detail
}

#[tokio::test]
async fn a_good_endpoint_is_good_and_each_member_is_explained() {
    let shop = Shop::new(vec![delivered()]).serve().await;
    for number in [None, Some("1001")] {
        let report = check(&shop, number).await;
        assert_eq!(wrong(&report), Vec::<&str>::new());
        assert!(detail(&report, "connection").contains("signature was accepted"));
        assert!(detail(&report, "replay_window").contains("refused"));
        assert!(detail(&report, "order.number").contains("the one that was asked for"));
    }
    let report = check(&shop, Some("1001")).await;
    assert!(detail(&report, "order.email").starts_with("given"));
    assert!(detail(&report, "order.packed_at").starts_with("null"));
    assert!(detail(&report, "order.refunded_at").starts_with("left out"));
    assert!(detail(&report, "item.unit_minor").starts_with("given"));
    assert_eq!(detail(&report, "money_sums"), "holds");
    let shown = format!("{report:?}").to_lowercase();
    assert!(!shown.contains("ada@") && !shown.contains("rain jacket"), "{shown}");
    let report = check(&shop, Some("9999")).await;
    assert_eq!(detail(&report, "read"), "no order 9999");
}

#[tokio::test]
async fn an_endpoint_that_answers_anybody_is_wrong() {
    let mut shop = Shop::new(vec![delivered()]);
    shop.careful = false;
    let report = check(&shop.serve().await, None).await;
    assert_eq!(wrong(&report), ["signature", "replay_window"]);
    assert!(detail(&report, "signature").contains("401"));
}

#[tokio::test]
async fn an_endpoint_that_gives_an_order_for_no_number_is_wrong() {
    let answer = json!({ "orders": [delivered()] });
    let route = post(async move || axum::Json(answer.clone()));
    let shop = Fake::serve(Router::new().route("/vouch/orders", route)).await;
    assert!(wrong(&check(&shop, None).await).contains(&"orders"));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let mut order = delivered();
    order.as_object_mut().unwrap().remove("postcode");
    order["items"][0].as_object_mut().unwrap().remove("shipped");
    let shop = Shop::new(vec![order]).serve().await;
    let report = check(&shop, Some("1001")).await;
    assert_eq!(wrong(&report), ["order.postcode", "item.shipped", "read", "readable_values"]);
    assert!(detail(&report, "read").contains("items[0]"), "{}", detail(&report, "read"));
}

#[tokio::test]
async fn an_endpoint_that_cannot_be_reached_is_the_only_finding() {
    let report = check(&Fake::silent().await, Some("1001")).await;
    assert_eq!(wrong(&report), ["connection"]);
    assert_eq!(report.findings.len(), 1);
    assert!(detail(&report, "connection").starts_with("127.0.0.1: no answer"));
}
