//! Real stores: each makes its tables by its own migrations, places orders through its own
//! interfaces and writes down what it did; a shopper of Vouch must be shown exactly that.
//! `cargo xtask test --stores` installs the stores and runs these tests; `docs/stores.md` tells more.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;
use vouch_demo::SITE;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::conversation::{OrderClaim, Say};
use vouch_shared::order::{Order, OrderItem, OrderState, Parcel, ParcelItem};
use vouch_tests::client::{Client, Conversation, order_number};
use vouch_tests::demo::Database;
use vouch_tests::identity::token;
use vouch_tests::postgres::Postgres;
use vouch_tests::story::{connect_to, execute, unhurried};

/// Checks that a preset must give enough for.
const NEEDED_CHECKS: [&str; 3] = ["state_agrees_with_times", "times_in_order", "quantities_add_up"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn django_oscar_on_sqlite() -> Result<()> {
    on_sqlite("django-oscar").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn django_oscar_on_postgres() -> Result<()> {
    on_postgres("django-oscar").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vendure_on_sqlite() -> Result<()> {
    on_sqlite("vendure").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vendure_on_postgres() -> Result<()> {
    on_postgres("vendure").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn medusa_on_postgres() -> Result<()> {
    on_postgres("medusa").await
}

/// What a store's own program says of an order that it made.
#[derive(Debug, Deserialize)]
struct Placed {
    number: String,
    email: String,
    postcode: String,
    /// Absent where no shopper may see the order.
    expect_state: Option<OrderState>,
    items: Vec<OrderItem>,
    parcels: Vec<PlacedParcel>,
    /// In the currency's smallest unit, as the store itself rounds it.
    total_minor: i64,
    currency: String,
    /// The store's own word for the state.
    says: String,
}

#[derive(Debug, Deserialize)]
struct PlacedParcel {
    carrier: String,
    tracking_number: Option<String>,
    items: Vec<ParcelItem>,
}

async fn on_sqlite(store: &str) -> Result<()> {
    let folder = TempDir::new()?;
    let file = folder.path().join("shop.sqlite");
    let placed = place_orders(store, &format!("sqlite://{}", file.display()))?;
    assert_shown(store, &format!("sqlite://{}", file.display()), &placed).await
}

async fn on_postgres(store: &str) -> Result<()> {
    let postgres = Postgres::start()?;
    let url = postgres.create_database("shop")?;
    let placed = place_orders(store, &url)?;
    // Vouch refuses a role that can write.
    let reader = "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader";
    execute(&mut connect_to(&url).await?, reader).await?;
    assert_shown(store, &url.replace("vouch@", "reader@"), &placed).await
}

/// Has a store make itself and its orders in an empty database.
fn place_orders(store: &str, url: &str) -> Result<Vec<Placed>> {
    let stores = env::var_os("VOUCH_STORES").context("run `cargo xtask test --stores`")?;
    let folder = PathBuf::from(stores).join(store);
    let told = TempDir::new()?;
    let orders = told.path().join("orders.jsonl");
    let mut program = if folder.join("package.json").is_file() {
        let mut node = Command::new("node");
        node.arg("place_orders.mjs");
        node
    } else {
        let mut python = Command::new(folder.join("venv/bin/python"));
        python.arg("place_orders.py");
        python
    };
    let done = program.current_dir(&folder).arg(url).arg(&orders).output()?;
    let words = [done.stdout, done.stderr].concat();
    ensure!(done.status.success(), "{store}: {}", String::from_utf8_lossy(&words));
    let orders = fs::read_to_string(orders)?;
    Ok(orders.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Asks Vouch for each order as its shopper would, and as someone who must not see it.
async fn assert_shown(store: &str, url: &str, placed: &[Placed]) -> Result<()> {
    ensure!(placed.len() > 10, "{store} made {} orders", placed.len());
    let orders = format!("[site.orders]\nurl = \"{url}\"\npreset = \"{store}\"\n");
    let demo = unhurried(Database::Sqlite)
        .variable("VOUCH_LIMITS__ORDER_ATTEMPTS", "10000")
        .store(orders)
        .start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut wrong = Vec::new();
    for order in placed {
        if let Err(error) = compare(&client, &conversation, order).await {
            let number = ["orders", "check", "--site", SITE, "--number", &order.number];
            let check = demo.vouch().args(number).output()?;
            let check = String::from_utf8_lossy(&check.stdout).into_owned();
            let check = check.lines().filter(|line| line.starts_with("WRONG"));
            wrong.push(format!(
                "{} ({}): {error:#}\n{}",
                order.email,
                order.says,
                check.collect::<Vec<_>>().join("\n")
            ));
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} of {} are wrong\n\n{}",
        wrong.len(),
        placed.len(),
        wrong.join("\n\n")
    );
    Ok(())
}

async fn compare(client: &Client, conversation: &Conversation, placed: &Placed) -> Result<()> {
    let stranger = client.order(conversation, &placed.number, "stranger@mail.example").await?;
    ensure!(is_form(&stranger), "a stranger is answered {stranger:?}");
    let claim =
        OrderClaim { postcode: Some(placed.postcode.clone()), ..order_number(&placed.number) };
    let by_postcode = client.say(conversation, Say::Order(claim)).await?;
    let by_email = client.order(conversation, &placed.number, &placed.email).await?;
    let Some(state) = placed.expect_state else {
        ensure!(is_form(&by_email) && is_form(&by_postcode), "it is shown: {by_email:?}");
        return Ok(());
    };
    let order = order_of(&by_email)?;
    ensure!(order_of(&by_postcode)?.items == order.items, "another order by postcode");
    ensure!(order.number == placed.number, "its number is {}", order.number);
    ensure!(order.state == state, "is {}, must be {}", order.state.as_str(), state.as_str());
    let told = |item: &OrderItem| (item.name.clone(), item.quantity, item.shipped, item.returned);
    same(
        "items (name, quantity, shipped, returned)",
        sorted(order.items.iter().map(told)),
        sorted(placed.items.iter().map(told)),
    )?;
    let parcel = |carrier: &String, number: &Option<String>, items: &[ParcelItem]| {
        (carrier.clone(), number.clone(), sorted(items.iter().cloned()))
    };
    let held = |shown: &Parcel| shown.items.clone().unwrap_or_default();
    let shown = order.parcels.iter().map(|p| parcel(&p.carrier, &p.tracking_number, &held(p)));
    let made = placed.parcels.iter().map(|p| parcel(&p.carrier, &p.tracking_number, &p.items));
    same("parcels (carrier, tracking number, items)", sorted(shown), sorted(made))?;
    ensure!(order.details.is_none(), "amounts without the stronger proof: {:?}", order.details);
    let Evidence::Order { checks, .. } = &by_email[0].evidence else {
        bail!("its evidence is {:?}", by_email[0].evidence)
    };
    let missing = NEEDED_CHECKS.iter().find(|needed| !checks.iter().any(|check| check == *needed));
    ensure!(missing.is_none(), "the preset gives nothing for {missing:?} to check");
    compare_amounts(client, placed).await
}

/// Amounts are shown to whom the shop vouches for, in a conversation of their own.
async fn compare_amounts(client: &Client, placed: &Placed) -> Result<()> {
    let shopper = client.identified(&token("42", &placed.email));
    let conversation = shopper.open().await?;
    let cards = shopper.say(&conversation, Say::Order(order_number(&placed.number))).await?;
    let details = order_of(&cards)?.details.as_ref().context("no details for its shopper")?;
    let amounts = details.amounts.as_ref().context("no amounts")?;
    // Every currency of the stores has two digits after the point.
    let total_minor: i64 = amounts.total.replace('.', "").parse()?;
    same(
        "total and currency",
        (total_minor, &amounts.currency),
        (placed.total_minor, &placed.currency),
    )
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, shown: T, expected: T) -> Result<()> {
    ensure!(shown == expected, "{what} are {shown:?}, must be {expected:?}");
    Ok(())
}

/// Stores promise no order of lines and parcels.
fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values
}

fn order_of(cards: &[Card]) -> Result<&Order> {
    match cards {
        [Card { body: CardBody::Order { order }, .. }] => Ok(order),
        other => bail!("the reply is no order card: {other:?}"),
    }
}

/// Whether the reply is the form again, as for an order that does not exist.
fn is_form(cards: &[Card]) -> bool {
    matches!(cards, [Card { body: CardBody::OrderForm { error: Some(_), .. }, .. }])
}
