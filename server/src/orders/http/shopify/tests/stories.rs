//! Asking a shop: proofs, throttling, refusals, and what its owner is told.

use super::super::recent::search;
use super::shop::{Shop, TOKEN, config, found, order, reader};
use crate::orders::tests::fake::Fake;
use crate::orders::tests::store::{NOW, outcome, with_email, with_postcode};
use crate::orders::{Email, Lookup, OrderNumber, OrderReader, OrdersConfig};
use crate::secret::Secret;
use serde_json::json;

#[tokio::test]
async fn every_claim_asks_the_same_two_queries() {
    let (fake, shop) = Shop::new(order()).serve().await;
    let reader = reader(&fake);
    for (at, (claim, expected)) in [
        (with_email("#1001", "ADA@example.com"), "verified"),
        (with_postcode("1001", "sw1a 1aa"), "verified"),
        (with_email("1001", "eve@example.com"), "no match"),
        (with_email("9999", "ada@example.com"), "no match"),
        // The shop finds 1001 for 100 too; that is not what was asked for.
        (with_email("100", "ada@example.com"), "no match"),
    ]
    .into_iter()
    .enumerate()
    {
        let lookup = reader.look_up(&claim, NOW).await;
        assert_eq!(outcome(&lookup), expected, "{claim:?} {lookup:?}");
        assert_eq!(shop.times_asked(), 2 * (at + 1), "{claim:?}");
    }
}

#[tokio::test]
async fn own_orders_are_listed_newest_first_and_nobody_elses() {
    let (fake, shop) = Shop::new(order()).serve().await;
    let email = |text: &str| Email::parse(text).unwrap();
    let recent = reader(&fake).recent(&email("ADA@example.com"), NOW).await.unwrap().unwrap();
    let listed = recent.to_card(&str::to_owned);
    let numbers: Vec<_> = listed.iter().map(|order| &*order.number).collect();
    assert_eq!((numbers, shop.times_asked()), (vec!["#1007", "#1001"], 1));
    assert!(listed.iter().all(|order| order.state_label.is_none()));
    let nobody = reader(&fake).recent(&email("nobody@example.com"), NOW).await.unwrap().unwrap();
    assert!(nobody.is_empty());
}

#[test]
fn an_address_cannot_widen_the_search() {
    let search = |text: &str| search(&Email::parse(text).unwrap());
    assert_eq!(search("ada@example.com"), "email:\"ada@example.com\"");
    let strange = search("a\"OR\\name:*\"@example.com");
    assert_eq!(strange, "email:\"a\\\"or\\\\name:*\\\"@example.com\"");
}

#[tokio::test]
async fn two_orders_of_one_name_are_shown_to_nobody() {
    let mut shop = Shop::new(order());
    let mut other = found()["orders"]["nodes"][0].clone();
    other["id"] = json!("gid://shopify/Order/8");
    shop.found["orders"]["nodes"].as_array_mut().unwrap().insert(0, other);
    let (fake, _) = shop.serve().await;
    let lookup = reader(&fake).look_up(&with_email("1001", "ada@example.com"), NOW).await;
    assert_eq!(outcome(&lookup), "one_row");
}

#[tokio::test]
async fn a_throttled_shop_is_asked_once_more_when_it_has_room() {
    for (throttled, expected) in [(1, "verified"), (2, "unavailable")] {
        let mut shop = Shop::new(order());
        shop.throttled = throttled;
        let (fake, _) = shop.serve().await;
        let lookup = reader(&fake).look_up(&with_email("1001", "ada@example.com"), NOW).await;
        assert_eq!(outcome(&lookup), expected, "{lookup:?}");
        if let Lookup::Unavailable { detail } = lookup {
            assert!(detail.contains("THROTTLED"), "{detail}");
        }
    }
}

#[tokio::test]
async fn a_wrong_token_is_told_to_the_owner_and_never_shown() {
    let (fake, _) = Shop::new(order()).serve().await;
    let mut config = config(&fake);
    config.key = Some(Secret::new("shpat_hunter2"));
    let reader = OrderReader::new(&config).unwrap();
    let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
    let report = reader.check(None, NOW).await;
    let said = format!("{config:?} {reader:?} {lookup:?} {report:?}");
    assert!(said.contains("token was refused"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn the_owner_is_shown_how_states_are_read() {
    let (fake, _) = Shop::new(order()).serve().await;
    let number = OrderNumber::parse("1001").unwrap();
    let report = reader(&fake).check(Some(&number), NOW).await;
    assert!(report.is_ok(), "{report:?}");
    let said = format!("{report:?}");
    for part in ["Admin API 2026-10", "PARTIALLY_FULFILLED: partly_shipped", "AUTHORIZED"] {
        assert!(said.contains(part), "{part}");
    }
    assert!(!said.contains("ada@") && !said.contains("jacket") && !said.contains(TOKEN));
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let toml = format!("url = \"https://s.myshopify.com/\"\npreset = \"shopify\"\nkey = {TOKEN:?}");
    let good: OrdersConfig = toml::from_str(&toml).unwrap();
    assert!(OrderReader::new(&good).is_ok());
    let refused = |change: &dyn Fn(&mut OrdersConfig)| {
        let mut config = good.clone();
        change(&mut config);
        OrderReader::new(&config).unwrap_err().to_string()
    };
    for (said, part) in [
        (refused(&|config| config.key = None), "orders.key"),
        (refused(&|config| config.key = Some(Secret::new("hunter2\n"))), "orders.key"),
        (refused(&|config| config.url = Secret::new("https://s.myshopify.com/admin")), "address"),
        (refused(&|config| config.url = Secret::new("http://s.myshopify.com")), "https"),
        (refused(&|config| config.api_version = Some("latest".into())), "2026-10"),
        (refused(&|config| config.max_staleness_s = Some(60)), "max_staleness_s"),
    ] {
        assert!(said.contains(part) && !said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn a_shop_that_hangs_is_given_up() {
    let mut config = config(&Fake::silent().await);
    config.timeout_ms = 150;
    let reader = OrderReader::new(&config).unwrap();
    let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
    assert_eq!(outcome(&lookup), "unavailable");
}
