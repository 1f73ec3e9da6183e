//! Each preset on each of its engines: every order of the store comes out as it is expected.

use crate::shop::{
    Engine, Expected, ExpectedItem, ExpectedParcel, by_email, by_postcode, expected, outcome,
};
use anyhow::{Result, ensure};
use vouch_server::orders::{Lookup, OrderReader, VerifiedOrder};

/// What an owner has to add where the orders have a status of the shop's own.
fn settings(folder: &str) -> &'static str {
    match folder {
        "woocommerce" | "woocommerce-fulfilments" => "[states]\nwc-boxed = \"packed\"",
        "magento" => "[states]\nboxed = \"packed\"",
        _ => "",
    }
}

#[tokio::test]
async fn on_postgres() -> Result<()> {
    every_order(&Engine::postgres()?, &["medusa", "saleor", "solidus", "vendure", "django-oscar"])
        .await
}

#[tokio::test]
async fn on_mariadb() -> Result<()> {
    let folders =
        ["woocommerce", "woocommerce-fulfilments", "magento", "solidus", "vendure", "django-oscar"];
    every_order(&Engine::mariadb()?, &folders).await
}

#[tokio::test]
async fn on_sqlite() -> Result<()> {
    every_order(&Engine::sqlite()?, &["solidus", "vendure", "django-oscar"]).await
}

async fn every_order(engine: &Engine, folders: &[&str]) -> Result<()> {
    let mut wrong = Vec::new();
    for folder in folders {
        wrong.extend(every_order_of(engine, folder).await?);
    }
    ensure!(wrong.is_empty(), "{} orders are wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

async fn every_order_of(engine: &Engine, folder: &str) -> Result<Vec<String>> {
    let shop = engine.shop(folder).await?;
    let reader = shop.reader(settings(folder))?;
    let mut wrong = Vec::new();
    let orders = expected(folder, engine)?;
    ensure!(orders.len() > 8, "{folder} has only {} orders", orders.len());
    for order in orders {
        if let Some(why) = compare(&reader, &order).await {
            wrong.push(format!("{folder} {}: {why}", order.number));
        }
    }
    Ok(wrong)
}

/// What is not as expected.
async fn compare(reader: &OrderReader, expected: &Expected) -> Option<String> {
    let Expected { number, email, postcode, .. } = expected;
    let found = by_email(reader, number, &email.to_uppercase()).await;
    let wanted = match (&expected.expect_state, &expected.check) {
        (Some(state), _) => state.clone(),
        (None, Some(check)) => format!("check {check}"),
        (None, None) => "no match".into(),
    };
    if outcome(&found) != wanted {
        return Some(format!("{} instead of {wanted}: {found:?}", outcome(&found)));
    }
    let stranger = by_email(reader, number, "eve@mail.example").await;
    if !matches!(stranger, Lookup::NoMatch) {
        return Some(format!("a stranger gets {}", outcome(&stranger)));
    }
    let Lookup::Verified(order) = found else { return None };
    let same = by_postcode(reader, number, postcode).await;
    if outcome(&same) != wanted {
        return Some(format!("by postcode: {}", outcome(&same)));
    }
    differs(&order, expected)
}

fn differs(order: &VerifiedOrder, expected: &Expected) -> Option<String> {
    let card = order.to_card(&str::to_owned);
    let mut items: Vec<ExpectedItem> = Vec::new();
    for item in &card.items {
        let (quantity, shipped, returned) = (item.quantity, item.shipped, item.returned);
        items.push(ExpectedItem { name: item.name.clone(), quantity, shipped, returned });
    }
    let mut parcels: Vec<ExpectedParcel> = Vec::new();
    for parcel in &card.parcels {
        let (carrier, tracking_number) = (parcel.carrier.clone(), parcel.tracking_number.clone());
        parcels.push(ExpectedParcel { carrier, tracking_number });
    }
    let (mut wanted_items, mut wanted_parcels) = (expected.items.clone(), expected.parcels.clone());
    items.sort();
    wanted_items.sort();
    parcels.sort();
    wanted_parcels.sort();
    if card.number != expected.number {
        return Some(format!("has the number {}", card.number));
    }
    if items != wanted_items {
        return Some(format!("{items:?} instead of {wanted_items:?}"));
    }
    if parcels != wanted_parcels {
        return Some(format!("{parcels:?} instead of {wanted_parcels:?}"));
    }
    let backwards = card.steps.windows(2).any(|pair| !pair[0].done && pair[1].done);
    backwards.then(|| format!("{:?}", card.steps))
}
