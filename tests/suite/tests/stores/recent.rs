//! The list of a shopper's own orders, on each preset and engine.

use crate::presets::settings;
use crate::shop::{Engine, Expected, NOW, ON_MARIADB, ON_POSTGRES, ON_SQLITE, Shop, expected};
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::BTreeSet;
use vouch_server::orders::{Email, OrderReader};
use vouch_shared::order::RecentOrder;

/// Who placed every order, once [`one_shopper`] ran. `_` and `%` are wildcards of patterns.
const REGULAR: &str = "regular_100%@mail.example";

#[tokio::test]
async fn on_postgres() -> Result<()> {
    every_address(&Engine::postgres()?, &ON_POSTGRES).await
}

#[tokio::test]
async fn on_mariadb() -> Result<()> {
    every_address(&Engine::mariadb()?, &ON_MARIADB).await
}

#[tokio::test]
async fn on_sqlite() -> Result<()> {
    every_address(&Engine::sqlite()?, &ON_SQLITE).await
}

async fn every_address(engine: &Engine, folders: &[&str]) -> Result<()> {
    for folder in folders {
        let shop = engine.shop(folder).await?;
        let reader = shop.reader(settings(folder))?;
        let orders = expected(folder, engine)?;
        for order in &orders {
            own_orders(&reader, order, &orders).await.with_context(|| (*folder).to_owned())?;
        }
        let nobody = list(&reader, "nobody@mail.example").await?;
        ensure!(nobody.is_empty(), "{folder}: {nobody:?}");
        only_the_newest(&shop, folder, &orders).await.with_context(|| (*folder).to_owned())?;
    }
    Ok(())
}

/// All orders of the address that are orders, and no other.
async fn own_orders(reader: &OrderReader, order: &Expected, all: &[Expected]) -> Result<()> {
    let of = |one: &&Expected| one.email.eq_ignore_ascii_case(&order.email);
    let is_order = |one: &&Expected| one.expect_state.is_some() || one.check.is_some();
    let own: BTreeSet<&str> =
        all.iter().filter(of).filter(is_order).map(|one| one.number.as_str()).collect();
    let listed = list(reader, &order.email).await?;
    let numbers: BTreeSet<&str> = listed.iter().map(|one| one.number.as_str()).collect();
    ensure!(numbers == own, "{} has {own:?}, but {numbers:?} are listed", order.email);
    for one in listed.iter().filter(|one| one.number == order.number) {
        let state = order.expect_state.as_ref().map(|state| format!("state.{state}"));
        let told = one.state_label.is_none() || state.is_none() || one.state_label == state;
        ensure!(told, "{} is {state:?}, but listed as {:?}", order.number, one.state_label);
    }
    Ok(())
}

/// Of many orders, the store itself gives the newest ten.
async fn only_the_newest(shop: &Shop, folder: &str, orders: &[Expected]) -> Result<()> {
    let oldest = orders.iter().find(|order| order.expect_state.is_some()).context("an order")?;
    shop.run(&one_shopper(shop, folder, &oldest.number)).await?;
    let listed = list(&shop.reader(settings(folder))?, REGULAR).await?;
    let numbers: BTreeSet<&str> = listed.iter().map(|one| one.number.as_str()).collect();
    ensure!(listed.len() == 10 && !numbers.contains(&*oldest.number), "{numbers:?}");
    Ok(())
}

/// Gives every order to one shopper, and moves one of them into the past.
fn one_shopper(shop: &Shop, folder: &str, oldest: &str) -> String {
    let quote = if shop.owner.starts_with("mysql") { '`' } else { '"' };
    let (of, email, orders, number, placed) = match folder {
        "medusa" => ("order", "email", "order", "display_id", "created_at"),
        "saleor" => ("order_order", "user_email", "order_order", "number", "created_at"),
        "solidus" => ("spree_orders", "email", "spree_orders", "number", "completed_at"),
        "vendure" => ("customer", "emailAddress", "order", "code", "orderPlacedAt"),
        "django-oscar" => ("order_order", "guest_email", "order_order", "number", "date_placed"),
        "magento" => ("sales_order", "customer_email", "sales_order", "increment_id", "created_at"),
        _ => ("wp_wc_orders", "billing_email", "wp_wc_orders", "id", "date_created_gmt"),
    };
    let accounts =
        if folder == "django-oscar" { "UPDATE order_order SET user_id = NULL;" } else { "" };
    format!(
        "{accounts} UPDATE {quote}{of}{quote} SET {quote}{email}{quote} = '{REGULAR}'; \
         UPDATE {quote}{orders}{quote} SET {quote}{placed}{quote} = '2020-01-01 00:00:00' \
         WHERE {number} = '{oldest}'"
    )
}

async fn list(reader: &OrderReader, email: &str) -> Result<Vec<RecentOrder>> {
    let email = Email::parse(email)?;
    let recent = reader.recent(&email, NOW).await.map_err(|error| anyhow!(error))?;
    Ok(recent.context("the preset has no list")?.to_card(&str::to_owned))
}
