//! Each preset on each of its engines: every order of the store comes out as it is expected.

use crate::shop::{
    Engine, Expected, ExpectedItem, ExpectedParcel, ON_MARIADB, ON_POSTGRES, ON_SQLITE, by_email,
    by_identity, by_postcode, expected, outcome,
};
use anyhow::{Result, ensure};
use vouch_server::orders::{Lookup, OrderReader, VerifiedOrder};
use vouch_shared::order::{Order, OrderItem};

/// What an owner has to add where the orders have a status of the shop's own.
pub(crate) fn settings(folder: &str) -> &'static str {
    match folder {
        "woocommerce" | "woocommerce-fulfilments" => "[states]\nwc-boxed = \"packed\"",
        "magento" => "[states]\nboxed = \"packed\"",
        _ => "",
    }
}

#[tokio::test]
async fn on_postgres() -> Result<()> {
    every_order(&Engine::postgres()?, &ON_POSTGRES).await
}

#[tokio::test]
async fn on_mariadb() -> Result<()> {
    every_order(&Engine::mariadb()?, &ON_MARIADB).await
}

#[tokio::test]
async fn on_sqlite() -> Result<()> {
    every_order(&Engine::sqlite()?, &ON_SQLITE).await
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
    let mut told = 0;
    let orders = expected(folder, engine)?;
    ensure!(orders.len() > 8, "{folder} has only {} orders", orders.len());
    for order in orders {
        if let Some(why) = compare(&reader, &order, &mut told).await {
            wrong.push(format!("{folder} {}: {why}", order.number));
        }
    }
    // WooCommerce keeps only which order a parcel is of.
    ensure!(
        (told > 2) != folder.starts_with("woocommerce"),
        "{folder}: {told} tell what they hold"
    );
    Ok(wrong)
}

/// What is not as expected; `told` counts the orders whose parcels tell what they hold.
async fn compare(reader: &OrderReader, expected: &Expected, told: &mut u32) -> Option<String> {
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
    if order.to_card(&str::to_owned).details.is_some() {
        return Some("an address and amounts without the stronger proof".into());
    }
    let Lookup::Verified(own) = by_identity(reader, number, email).await else {
        return Some("not found by identity".into());
    };
    let card = order.to_card(&str::to_owned);
    *told += u32::from(card.parcels.iter().any(|parcel| parcel.items.is_some()));
    details_differ(&own, expected)
        .or_else(|| differs(&order, expected))
        .or_else(|| contents_differ(&card))
}

/// What parcels hold must be what was sent. Saleor takes out of them what came back.
fn contents_differ(card: &Order) -> Option<String> {
    let held: Option<Vec<_>> = card.parcels.iter().map(|parcel| parcel.items.as_ref()).collect();
    let held = held.filter(|held| !held.is_empty())?;
    let of = |name: &str| -> u32 {
        let items = held.iter().flat_map(|items| items.iter());
        items.filter(|item| item.name == name).map(|item| item.quantity).sum()
    };
    let same = |item: &OrderItem| {
        let least = item.shipped - item.returned;
        (least..=item.shipped).contains(&of(&item.name))
    };
    let wrong = card.items.iter().find(|item| !same(item));
    wrong.map(|item| format!("{} of {item:?} in {:?}", of(&item.name), card.parcels))
}

/// Every shopper lives at the same place.
fn details_differ(order: &VerifiedOrder, expected: &Expected) -> Option<String> {
    let details = order.to_card(&str::to_owned).details.unwrap_or_default();
    let lines: Vec<String> = details.address.iter().map(|line| plain(line)).collect();
    let known = match &*plain(&expected.postcode) {
        "sw1a1aa" => ["robindoe", "1highstreet", "sw1a1aalondon"],
        _ => ["robindoe", "hauptstraße1", "10115berlin"],
    };
    let country = ["gb", "de", "unitedkingdom"];
    if lines.len() != 4 || lines[..3] != known || !country.contains(&&*lines[3]) {
        return Some(format!("the address {:?}", details.address));
    }
    let minor = |total: &str| total.replace('.', "").parse().ok();
    let total: Option<i64> = details.amounts.as_ref().and_then(|amounts| minor(&amounts.total));
    let wanted = expected.total_minor;
    (total != wanted).then(|| format!("{:?} instead of {wanted:?}", details.amounts))
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace(' ', "")
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
