//! Codes by mail: they open an order once, for whoever reads the order's mail, and asking for one
//! tells nobody whether there is such an order.

use crate::order::{FAILING, order_of};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use std::time::{Duration, Instant};
use vouch_shared::card::{Card, CardBody};
use vouch_shared::conversation::{OrderClaim, Say};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::order::OrderProof;
use vouch_tests::client::{Client, Conversation, order_number};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::identity::token;
use vouch_tests::mailbox::Mailbox;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, execute, handed_off};

on_both_databases!(
    a_mailed_code_opens_its_order_once,
    asking_for_a_code_tells_nothing,
    wrong_codes_are_all_alike_and_few,
    an_order_gets_few_codes_an_hour,
    a_code_outlives_its_server_and_dies_of_age,
    a_lost_mail_can_be_asked_for_again,
    a_signed_identity_needs_no_code,
);

const NUMBER: &str = "FW-100005";
const EMAIL: &str = "grace.ashworth@mail.example";

fn with_codes(setup: Setup, mailbox: &Mailbox, attempts: &str) -> Setup {
    setup
        .variable("VOUCH_SMTP__URL", &mailbox.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <help@fellward.example>")
        .variable("VOUCH_SITE__0__ORDERS__CODE", "required")
        .variable("VOUCH_LIMITS__ORDER_ATTEMPTS", attempts)
}

async fn enter(
    client: &Client,
    conversation: &Conversation,
    number: &str,
    code: &str,
) -> Result<Vec<Card>> {
    let claim = OrderClaim { code: Some(code.to_owned()), ..order_number(number) };
    client.say(conversation, Say::Order(claim)).await
}

/// What a reply that asks for a code says, once the number is taken out; and its error.
fn asks_for_code(cards: &[Card]) -> (String, Option<String>) {
    let [Card { body: body @ CardBody::OrderForm { number, proofs, error, .. }, evidence, .. }] =
        cards
    else {
        panic!("not a form: {cards:?}")
    };
    assert_eq!(proofs, &[OrderProof::Code]);
    let number = number.as_deref().unwrap();
    (json!([body, evidence]).to_string().replace(number, "NUMBER"), error.clone())
}

/// Six digits, but not these.
fn other_than(code: &str) -> String {
    let changed = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{changed}", &code[..5])
}

async fn a_mailed_code_opens_its_order_once(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "1000").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let postcode = OrderClaim { postcode: Some("S10 2QT".into()), ..order_number(NUMBER) };
    let cards = client.say(&conversation, Say::Order(postcode)).await?;
    let (text, error) = asks_for_code(&cards);
    assert!(text.contains("If the details are right") && error.is_none(), "{text}");

    let mail = mailbox.wait_for(1)?;
    assert_eq!((mail.from.as_str(), &mail.to[..]), ("help@fellward.example", &[EMAIL.into()][..]));
    let code = mail.code()?;
    for expected in [&*format!("Subject: {code} is your code for Fellward"), NUMBER, "10 minutes"] {
        assert!(mail.data.contains(expected), "{expected} is not in {}", mail.data);
    }
    assert!(mail.data.contains("Auto-Submitted: auto-generated"), "{}", mail.data);
    assert!(!mail.data.contains("Grace") && !mail.data.contains("S10"), "{}", mail.data);
    kept_only_hashed(&demo, &code).await?;

    let other = client.open().await?;
    asks_for_code(&enter(&client, &other, NUMBER, &code).await?).1.context("bound to its chat")?;
    let cards = enter(&client, &conversation, "FW-100007", &code).await?;
    asks_for_code(&cards).1.context("bound to its order")?;
    let cards = enter(&client, &conversation, NUMBER, &code).await?;
    let order = order_of(&cards);
    assert_eq!(order.number, NUMBER);
    let details = order.details.as_ref().context("whoever reads the mail sees it all")?;
    assert_eq!(details.address[0], "Grace Ashworth");
    let cards = enter(&client, &conversation, NUMBER, &code).await?;
    asks_for_code(&cards).1.context("once")?;

    // A later code takes the place of the earlier one.
    client.order(&conversation, NUMBER, EMAIL).await?;
    let earlier = mailbox.wait_for(2)?.code()?;
    client.order(&conversation, NUMBER, EMAIL).await?;
    let later = mailbox.wait_for(3)?.code()?;
    if earlier != later {
        asks_for_code(&enter(&client, &conversation, NUMBER, &earlier).await?).1.context("old")?;
    }
    order_of(&enter(&client, &conversation, NUMBER, &later).await?);
    let ledger = client.receipt_text(&conversation).await?;
    assert!(!ledger.contains(&later) && !ledger.contains(EMAIL), "codes are not logged");
    Ok(())
}

/// Neither the code nor the address stands in the database or the log.
async fn kept_only_hashed(demo: &Demo, code: &str) -> Result<()> {
    let mut tables = connect(demo).await?;
    let sql = "SELECT id || site || conversation || number || code || mailbox FROM order_code";
    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut tables).await?;
    assert_eq!(rows.len(), 1);
    // Ids may hold any digits; the code's own column must not.
    let codes: Vec<String> =
        sqlx::query_scalar("SELECT code FROM order_code").fetch_all(&mut tables).await?;
    assert!(codes[0].len() == 64 && codes[0] != code, "{codes:?}");
    assert!(!rows[0].contains(EMAIL) && !rows[0].contains(NUMBER));
    let log = demo.server_log()?;
    assert!(!log.contains(EMAIL) && !log.contains(NUMBER));
    Ok(())
}

async fn asking_for_a_code_tells_nothing(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "10000").start()?;
    let client = demo.client()?;
    let (mut seen, mut medians) = (Vec::new(), Vec::new());
    let claims = FAILING.map(|number| (number, "stranger@mail.example"));
    for (number, email) in claims.into_iter().chain([(NUMBER, EMAIL)]) {
        let mut taken = Vec::new();
        for _ in 0..5 {
            let conversation = client.open().await?;
            let claim = json!({"order": {"number": number, "email": email}});
            let started = Instant::now();
            let reply = client.turn(&conversation, &vouch_tests::story::turn(claim)).await?;
            taken.push(started.elapsed());
            let reply: vouch_shared::conversation::TurnReply = serde_json::from_slice(&reply.body)?;
            seen.push(asks_for_code(&client.verify(&reply.cards).await?).0);
        }
        taken.sort();
        medians.push(taken[2]);
    }
    let (shortest, longest) = (medians.iter().min().unwrap(), medians.iter().max().unwrap());
    assert!(*shortest >= Duration::from_millis(340), "{medians:?}");
    assert!(longest.saturating_sub(*shortest) < Duration::from_millis(30), "{medians:?}");
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    mailbox.wait_for(5)?;
    assert!(mailbox.mails().iter().all(|mail| mail.to == [EMAIL]), "strangers cause no mail");

    // Five for each, whether or not it exists; then the same words for all.
    let mut locked = Vec::new();
    for (number, email) in claims.into_iter().chain([(NUMBER, EMAIL)]) {
        let cards = client.order(&client.open().await?, number, email).await?;
        assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts, "{number}");
        locked.push(json!([cards[0].body, cards[0].evidence]));
    }
    assert!(locked.windows(2).all(|pair| pair[0] == pair[1]), "{locked:#?}");
    Ok(())
}

async fn wrong_codes_are_all_alike_and_few(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "10000").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.order(&conversation, NUMBER, EMAIL).await?;
    client.order(&conversation, "FW-555555", EMAIL).await?;
    let code = mailbox.wait_for(1)?.code()?;
    let mut seen = Vec::new();
    // A wrong one for an order with a code, for one that does not exist, and for one that no code
    // was asked for.
    for number in [NUMBER, "FW-555555", "FW-100007"] {
        for _ in 0..5 {
            let started = Instant::now();
            let cards = enter(&client, &conversation, number, &other_than(&code)).await?;
            assert!(started.elapsed() >= Duration::from_millis(340), "{number}");
            let (text, error) = asks_for_code(&cards);
            error.context("says that it does not fit")?;
            seen.push(text);
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    let cards = enter(&client, &conversation, NUMBER, &code).await?;
    asks_for_code(&cards).1.context("after five wrong tries the right one is too late")?;

    // With the limits as they are by default, guessing ends sooner still.
    drop(demo);
    let demo = with_codes(Demo::setup(), &mailbox, "5").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    for guess in 0..5 {
        enter(&client, &conversation, &format!("FW-77000{guess}"), "123456").await?;
    }
    let cards = enter(&client, &conversation, NUMBER, "123456").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts);
    Ok(())
}

async fn an_order_gets_few_codes_an_hour(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "10000").start()?;
    let client = demo.client()?;
    for _ in 0..5 {
        asks_for_code(&client.order(&client.open().await?, NUMBER, EMAIL).await?);
    }
    mailbox.wait_for(5)?;
    for _ in 0..3 {
        let cards = client.order(&client.open().await?, NUMBER, EMAIL).await?;
        assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts);
    }
    assert_eq!(mailbox.mails().len(), 5);
    // An hour later there are codes again.
    let mut tables = connect(&demo).await?;
    execute(&mut tables, "UPDATE order_code SET at_ms = at_ms - 3600001").await?;
    asks_for_code(&client.order(&client.open().await?, NUMBER, EMAIL).await?);
    mailbox.wait_for(6)?;
    let kept: Vec<Value> =
        sqlx::query_scalar::<_, String>(AssertSqlSafe("SELECT id FROM order_code"))
            .fetch_all(&mut tables)
            .await?
            .into_iter()
            .map(Value::from)
            .collect();
    assert_eq!(kept.len(), 1, "old codes are forgotten");
    Ok(())
}

async fn a_code_outlives_its_server_and_dies_of_age(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let mut demo = with_codes(setup, &mailbox, "1000").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.order(&conversation, NUMBER, EMAIL).await?;
    let code = mailbox.wait_for(1)?.code()?;
    demo.kill_server();
    demo.start_server()?;
    order_of(&enter(&client, &conversation, NUMBER, &code).await?);

    client.order(&conversation, NUMBER, EMAIL).await?;
    let code = mailbox.wait_for(2)?.code()?;
    let mut tables = connect(&demo).await?;
    execute(&mut tables, "UPDATE order_code SET at_ms = at_ms - 600001").await?;
    let cards = enter(&client, &conversation, NUMBER, &code).await?;
    asks_for_code(&cards).1.context("ten minutes are over")?;
    Ok(())
}

async fn a_lost_mail_can_be_asked_for_again(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "1000").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    mailbox.refuse(true);
    let started = Instant::now();
    asks_for_code(&client.order(&conversation, NUMBER, EMAIL).await?);
    assert!(started.elapsed() < Duration::from_secs(2), "nobody waits for the mail server");
    mailbox.wait_for_refused(1)?;
    mailbox.refuse(false);
    asks_for_code(&client.order(&conversation, NUMBER, EMAIL).await?);
    let code = mailbox.wait_for(1)?.code()?;
    order_of(&enter(&client, &conversation, NUMBER, &code).await?);
    let log = demo.server_log()?;
    assert!(log.contains("a mail was lost") && log.contains("451"), "the operator can see it");
    assert!(!log.contains(EMAIL) && !log.contains(&code));
    Ok(())
}

async fn a_signed_identity_needs_no_code(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let demo = with_codes(setup, &mailbox, "1000").start()?;
    let client = demo.client()?.identified(&token("7", EMAIL));
    let conversation = client.open().await?;
    let cards = client.say(&conversation, Say::Order(order_number(NUMBER))).await?;
    assert!(order_of(&cards).details.is_some());
    assert!(mailbox.mails().is_empty());
    Ok(())
}
