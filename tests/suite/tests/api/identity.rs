//! The shop's signed identity: it lists and opens the shopper's own orders and nobody else's, and a
//! conversation belongs to whom it named first.

use crate::order::{FAILING, order_of, shop_database, told, untold_tries};
use anyhow::{Context, Result};
use serde_json::json;
use sqlx::AnyConnection;
use std::time::{Duration, Instant};
use vouch_demo::SITE;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::conversation::Say;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::order::RecentOrder;
use vouch_shop::sample_orders;
use vouch_tests::client::{Client, Conversation, order_number};
use vouch_tests::demo::Setup;
use vouch_tests::identity::{SECRET, seconds_from_now, sign, token};
use vouch_tests::on_both_databases;
use vouch_tests::story::{handed_off, problem, turn};

on_both_databases!(
    an_identity_lists_and_opens_its_own_orders,
    address_and_amounts_need_the_identity,
    an_identity_tells_nothing_of_other_orders,
    wrong_numbers_lock_an_identity_too,
    tokens_that_do_not_count_leave_the_form,
    a_conversation_belongs_to_whom_it_named_first,
    approved_text_says_what_happens_next,
    the_owner_is_warned_of_text_that_is_not_in_force,
);

const GRACE: &str = "grace.ashworth@mail.example";

async fn pick(client: &Client, conversation: &Conversation, number: &str) -> Result<Vec<Card>> {
    client.say(conversation, Say::Order(order_number(number))).await
}

/// The orders that a reply offers.
fn offered(cards: &[Card]) -> &[RecentOrder] {
    match cards {
        [Card { body: CardBody::OrderForm { recent, .. }, .. }] => recent,
        other => panic!("not one order form: {other:?}"),
    }
}

/// A customer with several orders that no fault was put into.
async fn regular(shop: &mut AnyConnection) -> Result<String> {
    let sql = "SELECT lower(email) FROM orders WHERE number BETWEEN 'FW-1001' AND 'FW-18' \
               GROUP BY 1 HAVING COUNT(*) > 3 ORDER BY COUNT(*) DESC, 1 LIMIT 1";
    sqlx::query_scalar(sql).fetch_one(shop).await.context("somebody orders again and again")
}

async fn an_identity_lists_and_opens_its_own_orders(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let mut shop = shop_database(&demo).await?;
    let email = regular(&mut shop).await?;
    let client = demo.client()?.identified(&token("42", &email.to_uppercase()));
    let conversation = client.open().await?;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT number, created_at FROM orders WHERE lower(email) = $1 \
         ORDER BY created_at DESC LIMIT 10",
    )
    .bind(&email)
    .fetch_all(&mut shop)
    .await?;

    for cards in [
        client.choose(&conversation, "order").await?,
        client.ask(&conversation, "where is my order").await?,
    ] {
        let seconds = |time: &str| time.get(..19).map(str::to_owned);
        let shown: Vec<_> = offered(&cards)
            .iter()
            .map(|order| (order.number.clone(), seconds(order.placed_at.as_str())))
            .collect();
        let rows: Vec<_> = rows.iter().map(|(number, at)| (number.clone(), seconds(at))).collect();
        assert_eq!(shown, rows);
        assert!(offered(&cards).iter().all(|order| order.state_label.is_some()));
        assert!(
            matches!(&cards[0].evidence, Evidence::Order { source, checks, .. }
            if source == "custom:sqlite" && checks == &["address_as_asked"]),
            "{:?}",
            cards[0].evidence
        );
    }
    let number = &rows[0].0;
    assert_eq!(&order_of(&pick(&client, &conversation, number).await?).number, number);
    let cards = client.ask(&conversation, &format!("where is {}", rows[1].0)).await?;
    assert_eq!(order_of(&cards).number, rows[1].0, "a number in words needs no form either");

    // Somebody without orders gets the form alone.
    let nobody = demo.client()?.identified(&token("43", "nobody@mail.example"));
    let cards = nobody.choose(&nobody.open().await?, "order").await?;
    assert!(offered(&cards).is_empty());
    let ledger = client.receipt_text(&conversation).await?;
    assert!(!ledger.contains(&email), "whom the token names is not kept");
    Ok(())
}

async fn address_and_amounts_need_the_identity(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let client = demo.client()?.identified(&token("7", GRACE));
    let conversation = client.open().await?;
    let cards = pick(&client, &conversation, "FW-100005").await?;
    let order = order_of(&cards);
    let details = order.details.as_ref().context("the shop vouches for her")?;
    assert_eq!(details.address, ["Grace Ashworth", "S10 2QT Sheffield", "GB"]);
    let amounts = details.amounts.as_ref().context("the shop has amounts")?;
    let mut shop = shop_database(&demo).await?;
    let total: i64 =
        sqlx::query_scalar("SELECT grand_total_minor FROM orders WHERE number = 'FW-100005'")
            .fetch_one(&mut shop)
            .await?;
    assert_eq!(amounts.currency, "GBP");
    assert_eq!(amounts.total.replace('.', ""), total.to_string());

    // The same person by number and address, in the same conversation, sees less.
    let cards = client.order(&conversation, "FW-100005", GRACE).await?;
    assert!(order_of(&cards).details.is_none());
    let text = serde_json::to_string(&cards)?;
    // Quoted, for a moment may read like an amount: "10:09:36.000Z".
    let total = format!("\"{}\"", amounts.total);
    assert!(serde_json::to_string(&order.details)?.contains(&total));
    for private in ["Grace", "Sheffield", "S10", "GBP", &total] {
        assert!(!text.contains(private), "{private} is on the card");
    }
    Ok(())
}

async fn an_identity_tells_nothing_of_other_orders(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let stranger = demo.client()?;
    let plain = stranger.open().await?;
    let expected = told(&stranger.order(&plain, "FW-555555", "stranger@mail.example").await?);
    let client = stranger.identified(&token("66", "stranger@mail.example"));
    let conversation = client.open().await?;
    let mut times = Vec::new();
    for number in FAILING {
        let mut taken = Vec::new();
        for _ in 0..7 {
            let started = Instant::now();
            let cards =
                client.turn(&conversation, &turn(json!({"order": {"number": number}}))).await?;
            taken.push(started.elapsed());
            let reply: vouch_shared::conversation::TurnReply = serde_json::from_slice(&cards.body)?;
            assert_eq!(told(&client.verify(&reply.cards).await?), expected, "{number}");
        }
        taken.sort();
        times.push(taken[3]);
    }
    let (shortest, longest) = (times.iter().min().unwrap(), times.iter().max().unwrap());
    assert!(*shortest >= Duration::from_millis(340), "{times:?}");
    assert!(longest.saturating_sub(*shortest) < Duration::from_millis(30), "{times:?}");
    Ok(())
}

async fn wrong_numbers_lock_an_identity_too(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?.identified(&token("7", GRACE));
    let conversation = client.open().await?;
    for guess in 0..5 {
        told(&pick(&client, &conversation, &format!("FW-77000{guess}")).await?);
    }
    let cards = pick(&client, &conversation, "FW-100005").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::TooManyAttempts);
    Ok(())
}

async fn tokens_that_do_not_count_leave_the_form(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let plain = demo.client()?;
    let claims = |more: serde_json::Value| {
        let mut claims = json!({"sub": "7", "email": GRACE, "exp": seconds_from_now(3600)});
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        claims
    };
    let other = "a secret that this site was never given, long enough";
    for (why, token) in [
        ("another secret", sign(other, &claims(json!({})))),
        ("expired", sign(SECRET, &claims(json!({"exp": seconds_from_now(-3600)})))),
        ("not yet", sign(SECRET, &claims(json!({"nbf": seconds_from_now(3600)})))),
        ("another site", sign(SECRET, &claims(json!({"aud": "pk_other"})))),
        ("unchecked address", sign(SECRET, &claims(json!({"email_verified": false})))),
        ("no JWT", "hello".to_owned()),
    ] {
        let client = plain.identified(&token);
        let conversation = client.open().await?;
        let cards = client.choose(&conversation, "order").await?;
        assert!(offered(&cards).is_empty(), "{why}");
        let cards = pick(&client, &conversation, "FW-100005").await?;
        assert!(
            matches!(&cards[0].body, CardBody::OrderForm { error: Some(error), .. }
            if error.contains("could not confirm")),
            "{why}: {cards:?}"
        );
        let cards = client.order(&conversation, "FW-100005", GRACE).await?;
        assert!(order_of(&cards).details.is_none(), "{why}: the form still works");
    }
    // Without a token at all, a number alone is an incomplete form, as it always was.
    let conversation = plain.open().await?;
    let reply = plain.turn(&conversation, &turn(json!({"order": {"number": "FW-100005"}}))).await?;
    let refused = problem(&reply, 422, "invalid")?;
    assert_eq!(refused.field.as_deref(), Some("say.order.email"));
    let log = demo.server_log()?;
    assert!(log.contains("an identity token was refused"), "the operator can see why");
    assert!(!log.contains(GRACE), "and not who");
    Ok(())
}

async fn a_conversation_belongs_to_whom_it_named_first(setup: Setup) -> Result<()> {
    let demo = untold_tries(setup).start()?;
    let plain = demo.client()?;
    let conversation = plain.open().await?;
    plain.ask(&conversation, "how long do I have to return a jacket").await?;
    let grace = plain.identified(&token("7", GRACE));
    order_of(&pick(&grace, &conversation, "FW-100005").await?);

    let sample = sample_orders()[6];
    let stale = sign(SECRET, &json!({"sub": "7", "exp": seconds_from_now(-600)}));
    let other = sign(SECRET, &json!({"sub": "8", "email": GRACE, "exp": seconds_from_now(600)}));
    for (who, client) in [
        ("nobody", plain.clone()),
        ("somebody else", plain.identified(&token("8", sample.email))),
        ("another customer with her address", plain.identified(&other)),
        ("a forged token", plain.identified("a.b.c")),
    ] {
        let reply = client.turn(&conversation, &turn(json!({"text": "hello"}))).await?;
        problem(&reply, 401, "unauthorized").with_context(|| who.to_owned())?;
        assert!(client.resume(&conversation).await.is_err(), "{who} reads nothing");
    }
    // Her own token that has run out keeps the conversation, and opens nothing.
    let stale = plain.identified(&stale);
    assert!(stale.resume(&conversation).await?.1.len() > 2);
    let cards = pick(&stale, &conversation, "FW-100005").await?;
    assert!(offered(&cards).is_empty() && matches!(cards[0].body, CardBody::OrderForm { .. }));
    order_of(&pick(&grace, &conversation, "FW-100005").await?);
    Ok(())
}

async fn approved_text_says_what_happens_next(setup: Setup) -> Result<()> {
    let next = "[site.orders.next]\nshipped = \"returns/how-long\"\npaid = \"no/such-answer\"\n\n\
                [site.orders.query]";
    let demo = untold_tries(setup).edit("[site.orders.query]", next).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let by_hand = client.choose(&conversation, "returns/how-long").await?;
    for (sample, cards_expected) in
        sample_orders().into_iter().filter_map(|sample| match sample.state {
            "shipped" => Some((sample, 2)),
            "paid" | "delivered" => Some((sample, 1)),
            _ => None,
        })
    {
        let cards = client.order(&conversation, sample.number, sample.email).await?;
        assert_eq!(order_of(&cards[..1]).number, sample.number);
        assert_eq!(cards.len(), cards_expected, "{}", sample.number);
        if let [_, next] = &cards[..] {
            assert_eq!((&next.body, &next.evidence), (&by_hand[0].body, &by_hand[0].evidence));
        }
    }
    Ok(())
}

async fn the_owner_is_warned_of_text_that_is_not_in_force(setup: Setup) -> Result<()> {
    let next = "[site.orders.next]\nshipped = \"returns/how-long\"\npaid = \"no/such-answer\"\n\n\
                [site.orders.query]";
    let demo = setup.edit("[site.orders.query]", next).start()?;
    let said = demo.vouch().args(["orders", "check", "--site", SITE]).output()?;
    let said = String::from_utf8(said.stdout)?;
    let next: Vec<&str> = said.lines().filter(|line| line.contains(" next.")).collect();
    let [paid, shipped] = &next[..] else { panic!("{said}") };
    assert!(paid.starts_with("WARN   next.paid: no/such-answer is not in force in en"), "{paid}");
    assert_eq!(*shipped, "ok     next.shipped: shows returns/how-long");
    Ok(())
}
