//! P4: what an order card says is what the shop's database holds, and whoever cannot prove an
//! order learns nothing, not even whether it exists.

use anyhow::{Context as _, Result};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe};
use std::fs;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use vouch_shared::card::{Card, CardBody};
use vouch_shared::conversation::{OrderClaim, Say};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::order::Order;
use vouch_shop::orders::broken_orders;
use vouch_shop::sample_orders;
use vouch_tests::client::{Client, Conversation, order_number};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect_to, execute, handed_off};

on_both_databases!(
    cards_say_what_the_shop_has,
    proof_is_needed_and_nothing_else_tells_orders_apart,
    failures_take_the_same_time,
    five_failures_lock_the_number_and_the_conversation,
    guesses_sent_at_once_are_counted_like_any,
    contradictory_records_go_to_a_person,
    a_lost_or_busy_shop_database_goes_to_a_person_in_time,
    a_store_that_is_left_alone_answers_like_one_that_fails,
);

/// Tries are counted in stories of their own.
pub(crate) fn untold_tries(setup: Setup) -> Setup {
    setup.variable("VOUCH_LIMITS__ORDER_ATTEMPTS", "10000")
}

pub(crate) async fn shop_database(demo: &Demo) -> Result<AnyConnection> {
    connect_to(&format!("sqlite://{}", demo.folder().shop_database().display())).await
}

pub(crate) fn order_of(cards: &[Card]) -> &Order {
    match cards {
        [Card { body: CardBody::Order { order }, .. }] => order,
        other => panic!("not one order card: {other:?}"),
    }
}

/// `2026-11-20T10:00:00Z` and `2026-11-20T10:00:00.000Z` are one moment.
fn moment(time: &str) -> &str {
    time.trim_end_matches('Z').trim_end_matches(".000")
}

/// Number, e-mail, postcode, moment and the shop's own word for the state.
type Row = (String, String, String, String, String);

async fn cards_say_what_the_shop_has(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let (client, mut shop) = (demo.client()?, shop_database(&demo).await?);
    let conversation = client.open().await?;
    for sample in sample_orders() {
        let cards = client.order(&conversation, sample.number, sample.email).await?;
        assert_eq!(order_of(&cards).state.as_str(), sample.state, "{}", sample.number);
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT number, email, ship_postcode, created_at, status FROM orders \
         WHERE number < 'FW-19' AND id % 1409 = 3 OR number <= 'FW-100014'",
    )
    .fetch_all(&mut shop)
    .await?;
    assert!(rows.len() > 25, "{} orders", rows.len());
    for (number, email, postcode, created_at, status) in rows {
        let claim = OrderClaim { postcode: Some(postcode), ..order_number(&number) };
        let cards = client.say(&conversation, Say::Order(claim)).await?;
        let order = order_of(&cards);
        let by_email =
            client.order(&conversation, &number.to_lowercase(), &email.to_uppercase()).await?;
        assert_eq!(
            (&order.items, &order.parcels),
            (&order_of(&by_email).items, &order_of(&by_email).parcels)
        );
        assert_eq!(order.number, number);
        assert_eq!(moment(order.placed_at.as_str()), moment(&created_at));
        assert_eq!(order.state.as_str(), state_of(&status), "{number}");
        assert_items(&mut shop, order).await?;
        assert_parcels(&mut shop, order).await?;
        assert_contents(&mut shop, order).await?;
    }
    // Nothing that the proof is too weak for: no address, no sum, no name, no e-mail.
    let cards = client.order(&conversation, "FW-100005", "grace.ashworth@mail.example").await?;
    let text = serde_json::to_string(&cards)?;
    for private in ["Grace", "ashworth", "Sheffield", "S10", "GBP", "minor"] {
        assert!(!text.contains(private), "{private} is on the card");
    }
    Ok(())
}

fn state_of(status: &str) -> &str {
    match status {
        "awaiting_payment" => "unpaid",
        "processing" => "paid",
        "ready" => "packed",
        "part_dispatched" => "partly_shipped",
        "dispatched" => "shipped",
        "held_up" => "delayed",
        "complete" => "delivered",
        "part_returned" => "partly_returned",
        "all_returned" => "returned",
        "money_back" => "refunded",
        other => other,
    }
}

async fn assert_items(shop: &mut AnyConnection, order: &Order) -> Result<()> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT l.title, l.quantity FROM order_lines l JOIN orders o ON o.id = l.order_id \
         WHERE o.number = $1 ORDER BY l.id",
    )
    .bind(&order.number)
    .fetch_all(shop)
    .await?;
    let shown = order.items.iter().map(|item| (item.name.clone(), i64::from(item.quantity)));
    assert_eq!(shown.collect::<Vec<_>>(), rows, "{}", order.number);
    Ok(())
}

async fn assert_parcels(shop: &mut AnyConnection, order: &Order) -> Result<()> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT s.tracking_number, COALESCE(s.delivered_at, '') FROM shipments s \
         JOIN orders o ON o.id = s.order_id \
         WHERE o.number = $1 AND s.dispatched_at IS NOT NULL ORDER BY s.id",
    )
    .bind(&order.number)
    .fetch_all(shop)
    .await?;
    let sent = order.parcels.iter().filter(|parcel| parcel.shipped_at.is_some());
    let shown = sent.map(|parcel| {
        let delivered = parcel.delivered_at.as_ref().map_or("", |time| time.as_str());
        (parcel.tracking_number.clone().unwrap_or_default(), moment(delivered).to_owned())
    });
    let rows = rows.iter().map(|(number, time)| (number.clone(), moment(time).to_owned()));
    assert_eq!(shown.collect::<Vec<_>>(), rows.collect::<Vec<_>>(), "{}", order.number);
    Ok(())
}

/// Each parcel holds what the shop packed into it.
async fn assert_contents(shop: &mut AnyConnection, order: &Order) -> Result<()> {
    for parcel in &order.parcels {
        let number = parcel.tracking_number.as_ref().context("the shop's parcels have numbers")?;
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT l.title, sl.quantity FROM shipments s \
             JOIN shipment_lines sl ON sl.shipment_id = s.id \
             JOIN order_lines l ON l.id = sl.order_line_id \
             WHERE s.tracking_number = $1 ORDER BY l.title",
        )
        .bind(number)
        .fetch_all(&mut *shop)
        .await?;
        let items = parcel.items.as_ref().context("the shop says what is in them")?;
        let mut shown: Vec<_> =
            items.iter().map(|item| (item.name.clone(), i64::from(item.quantity))).collect();
        shown.sort();
        assert_eq!(shown, rows, "{} {number}", order.number);
    }
    Ok(())
}

/// What differs between two replies to failed claims, once the number itself is taken out.
pub(crate) fn told(cards: &[Card]) -> String {
    let [
        Card {
            body: body @ CardBody::OrderForm { error: Some(_), number: Some(number), .. },
            evidence,
            ..
        },
    ] = cards
    else {
        panic!("not the form with an error: {cards:?}")
    };
    json!([body, evidence]).to_string().replace(number.as_str(), "NUMBER")
}

/// Claims that must not be told apart: the wrong e-mail for an order, an order that does not
/// exist, the wrong e-mail for contradictory records, and SQL instead of a number.
pub(crate) const FAILING: [&str; 4] = ["FW-100007", "FW-555555", "FW-190003", "FW-1' OR '1'='1"];

async fn proof_is_needed_and_nothing_else_tells_orders_apart(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut seen = Vec::new();
    for number in FAILING {
        let cards = client.order(&conversation, number, "stranger@mail.example").await?;
        seen.push(told(&cards));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    // The proof of another order proves nothing, and neither does a pattern or a part of it.
    for email in ["ingrid.dahl@mail.exampl", "%", "nora.solberg@mail.example", "@mail.example"] {
        let claim = OrderClaim { email: Some(email.into()), ..order_number("FW-100007") };
        let turn = json!({"turn_id": vouch_tests::client::new_id("t"), "say": {"order": claim}});
        let reply = client.turn(&conversation, &turn).await?;
        assert!(!reply.text().contains("policy"), "{}", reply.text());
        if reply.status.is_success() {
            let cards: vouch_shared::conversation::TurnReply = serde_json::from_slice(&reply.body)?;
            assert_eq!(told(&client.verify(&cards.cards).await?), seen[0], "{email}");
        }
    }
    // Typed into free text, the number leads to the form, and number with proof to the card.
    let cards = client.ask(&conversation, "where is FW-100007?").await?;
    assert!(
        matches!(&cards[0].body, CardBody::OrderForm { number: Some(number), error: None, .. }
        if number == "FW-100007"),
        "{cards:?}"
    );
    let cards = client.ask(&conversation, "fw-100007 ingrid.dahl@mail.example").await?;
    assert_eq!(order_of(&cards).number, "FW-100007");
    let cards = client.ask(&conversation, "fw-100007 someone.else@mail.example").await?;
    assert_eq!(told(&cards), seen[0]);
    Ok(())
}

async fn failures_take_the_same_time(setup: Setup) -> Result<()> {
    const ROUNDS: usize = 15;
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?;
    let mut groups = JoinSet::new();
    for number in FAILING {
        let (client, conversation) = (client.clone(), client.open().await?);
        groups.spawn(async move {
            anyhow::Ok((number, times(&client, &conversation, number, ROUNDS).await?))
        });
    }
    let groups = groups.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let medians: Vec<_> =
        groups.iter().map(|(number, times)| (*number, times[ROUNDS / 2])).collect();
    let shortest = medians.iter().map(|(_, median)| *median).min().unwrap_or_default();
    let longest = medians.iter().map(|(_, median)| *median).max().unwrap_or_default();
    assert!(shortest >= Duration::from_millis(340), "{medians:?}");
    assert!(longest.saturating_sub(shortest) < Duration::from_millis(30), "{medians:?}");
    Ok(())
}

/// How long replies to failing claims took, in ascending order.
async fn times(
    client: &Client,
    conversation: &Conversation,
    number: &str,
    rounds: usize,
) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..rounds {
        let claim = json!({"number": number, "email": "stranger@mail.example"});
        let turn = vouch_tests::story::turn(json!({"order": claim}));
        let started = Instant::now();
        let reply = client.turn(conversation, &turn).await?;
        times.push(started.elapsed());
        anyhow::ensure!(reply.status.is_success(), "{}", reply.text());
    }
    times.sort();
    Ok(times)
}

async fn five_failures_lock_the_number_and_the_conversation(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let mut replies = Vec::new();
    for number in ["FW-100007", "FW-555555"] {
        for _ in 0..5 {
            // Each from a conversation of its own: the number is what is being tried.
            let cards =
                client.order(&client.open().await?, number, "stranger@mail.example").await?;
            told(&cards);
        }
        let cards = client.order(&client.open().await?, number, "ingrid.dahl@mail.example").await?;
        assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts, "{number}");
        replies.push(json!([cards[0].body, cards[0].evidence]));
    }
    assert_eq!(replies[0], replies[1], "a lock does not tell whether the order exists");
    assert!(replies[0].to_string().contains("15 minutes"), "says when to try again");

    let conversation = client.open().await?;
    for guess in 0..5 {
        client.order(&conversation, &format!("FW-77000{guess}"), "stranger@mail.example").await?;
    }
    let (number, email) = ("FW-100005", "grace.ashworth@mail.example");
    let cards = client.order(&conversation, number, email).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts);
    let cards = client.order(&client.open().await?, number, email).await?;
    assert_eq!(order_of(&cards).number, number, "others are not locked out");
    Ok(())
}

async fn guesses_sent_at_once_are_counted_like_any(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let mut guesses = JoinSet::new();
    for guess in 0..16 {
        // The right postcode is among them, but nobody may try that many.
        let (client, postcode) = (client.clone(), format!("{}", 5_000 + guess));
        let claim = OrderClaim { postcode: Some(postcode), ..order_number("FW-100007") };
        guesses.spawn(async move {
            let conversation = client.open().await?;
            client.say(&conversation, Say::Order(claim)).await
        });
    }
    let mut looked_up = 0;
    while let Some(cards) = guesses.join_next().await {
        let cards = cards??;
        let locked = handed_off(&cards).is_ok_and(|why| why == HandoffReason::TooManyAttempts);
        // The right guess, if it came early enough, is no failure and does not count as a try.
        let right = cards.iter().any(|card| matches!(card.body, CardBody::Order { .. }));
        looked_up += u32::from(!locked && !right);
    }
    assert!(looked_up <= 5, "{looked_up} of 16 wrong guesses were looked up");
    Ok(())
}

async fn contradictory_records_go_to_a_person(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let broken = broken_orders();
    assert!(broken.len() >= 8);
    for order in broken {
        let cards = client.order(&conversation, order.number, order.email).await?;
        let reason = handed_off(&cards).map_err(|error| error.context(order.fault))?;
        assert_eq!(reason, HandoffReason::OrderCheckFailed, "{}: {}", order.number, order.fault);
    }
    // An order that was good stops being shown the moment its records contradict each other.
    let sample = sample_orders()[6];
    order_of(&client.order(&conversation, sample.number, sample.email).await?);
    let mut shop = shop_database(&demo).await?;
    let later = "UPDATE orders SET grand_total_minor = grand_total_minor + 1 WHERE number = $1";
    sqlx::query(AssertSqlSafe(later)).bind(sample.number).execute(&mut shop).await?;
    let cards = client.order(&conversation, sample.number, sample.email).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::OrderCheckFailed);
    Ok(())
}

async fn a_lost_or_busy_shop_database_goes_to_a_person_in_time(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let sample = sample_orders()[6];
    let file = demo.folder().shop_database();
    let away = file.with_extension("away");

    fs::rename(&file, &away)?;
    let started = Instant::now();
    let cards = client.order(&conversation, sample.number, sample.email).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::OrdersUnavailable);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert!(!file.exists(), "nothing is made in the place of the shop's database");

    fs::rename(&away, &file)?;
    let cards = client.order(&conversation, sample.number, sample.email).await?;
    assert_eq!(order_of(&cards).number, sample.number, "it recovers by itself");

    let mut shop = shop_database(&demo).await?;
    execute(&mut shop, "BEGIN EXCLUSIVE").await?;
    let started = Instant::now();
    let cards = client.order(&conversation, sample.number, sample.email).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::OrdersUnavailable);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    execute(&mut shop, "ROLLBACK").await?;
    Ok(())
}

/// After five failures the store is not asked for a second; nothing that a shopper sees tells.
async fn a_store_that_is_left_alone_answers_like_one_that_fails(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let sample = sample_orders()[6];
    let file = demo.folder().shop_database();
    let away = file.with_extension("away");
    fs::rename(&file, &away)?;
    let mut told = Vec::new();
    for email in [sample.email, "eve@mail.example"].into_iter().cycle().take(8) {
        let started = Instant::now();
        let cards = client.order(&conversation, sample.number, email).await?;
        let taken = started.elapsed();
        assert!(taken >= Duration::from_millis(350) && taken < Duration::from_secs(4), "{taken:?}");
        assert_eq!(handed_off(&cards)?, HandoffReason::OrdersUnavailable);
        let CardBody::Handoff { text, .. } = &cards[0].body else { unreachable!() };
        told.push(text.clone());
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    fs::rename(&away, &file)?;
    let mut cards = Vec::new();
    for _ in 0..20 {
        cards = client.order(&conversation, sample.number, sample.email).await?;
        if matches!(cards[0].body, CardBody::Order { .. }) {
            break;
        }
    }
    assert_eq!(order_of(&cards).number, sample.number, "it is found again by itself");
    Ok(())
}
