//! Delivery: what is accepted arrives, whatever fails on the way, and says the same each time.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use vouch_shared::delivery::{MessageState, Outbox, Replayed};
use vouch_shared::staff::Role;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::on_both_databases;
use vouch_tests::receiver::{Received, Receiver};
use vouch_tests::smtp::Smtp;
use vouch_tests::story::{contact_form, problem};
use vouch_tests::webhook::signature;

on_both_databases!(
    a_ticket_reaches_mail_and_webhook_signed_and_once,
    what_failed_is_tried_again_under_the_same_key,
    what_is_dead_is_listed_with_its_reason_and_replayed,
    private_networks_and_redirects_are_refused,
    other_systems_get_what_they_document,
);

const KEY: &str = "0123456789abcdef0123456789abcdef";
const LIMIT: Duration = Duration::from_secs(20);
const SHOP: &str = "help@fellward.example";

/// Settings of `[site.handoff]`, and a patience that tests can wait for.
fn handoff(setup: Setup, settings: &str) -> Setup {
    let email = "email = \"help@fellward.example\"";
    setup
        .edit(email, &format!("{email}\n{settings}"))
        .variable("VOUCH_DELIVERY__FIRST_RETRY_MS", "200")
        .variable("VOUCH_DELIVERY__LONGEST_RETRY_MS", "400")
}

fn webhook(setup: Setup, receiver: &Receiver) -> Setup {
    let url = receiver.url("/hook?shop=1");
    handoff(
        setup,
        &format!("webhook = \"{url}\"\nwebhook_key = \"{KEY}\"\nwebhook_private = \"a test\""),
    )
}

fn with_mail(setup: Setup, smtp: &Smtp) -> Setup {
    setup
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
}

/// What the request must carry as its signature.
fn expected_signature(received: &Received) -> Result<String> {
    let timestamp = received.header("vouch-timestamp");
    signature(KEY, timestamp, &received.path, &received.body)
}

async fn outbox(desk: &Desk, state: &str) -> Result<Outbox> {
    desk.get(&Desk::on_site(&format!("delivery{state}"))).await
}

/// Waits until the outbox has so many messages in a state.
async fn wait_for(desk: &Desk, state: &str, count: usize) -> Result<Outbox> {
    for _ in 0..200 {
        let found = outbox(desk, &format!("?state={state}")).await?;
        if found.messages.len() == count {
            return Ok(found);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("not {count} {state}: {:?}", outbox(desk, "").await?)
}

async fn hand_off(demo: &Demo, message: &str) -> Result<String> {
    let client = demo.client()?;
    let conversation = client.open().await?;
    Ok(client.hand_off(&conversation, &contact_form(message)).await?.0.ticket.0)
}

async fn a_ticket_reaches_mail_and_webhook_signed_and_once(setup: Setup) -> Result<()> {
    let (receiver, smtp) = (Receiver::start().await?, Smtp::start()?);
    let demo = with_mail(webhook(setup, &receiver), &smtp).start()?;
    let ticket = hand_off(&demo, "The zip broke.\n<b>Please</b> help").await?;
    let arrived = receiver.wait_for(1, LIMIT).await?;
    let body = arrived.json()?;
    assert_eq!(arrived.path, "/hook?shop=1");
    assert_eq!(arrived.header("vouch-signature"), expected_signature(&arrived)?);
    assert_eq!(body["id"], arrived.header("idempotency-key"));
    assert_eq!((&body["event"], &body["ticket"]), (&json!("ticket.accepted"), &json!(ticket)));
    assert_eq!(body["text"], "The zip broke.\n<b>Please</b> help");
    assert_eq!(body["shopper"], json!({"name": "Ann Shopper", "email": "ann@mail.example"}));

    let letter = smtp.wait_for(SHOP, 1, LIMIT).await?;
    assert_eq!(letter.header("Auto-Submitted"), Some("auto-generated"));
    let id = letter.header("Message-ID").context("a Message-ID")?;
    assert!(id.ends_with("@fellward.example>"), "{id}");
    assert!(letter.header("List-Id").is_some_and(|list| list.contains("<tickets.pk_demo")));
    assert!(letter.header("References").is_some_and(|root| root.contains(&ticket)));
    assert!(letter.raw.contains("multipart/alternative"), "{}", letter.raw);
    assert!(
        letter.raw.contains("&lt;b&gt;Please&lt;/b&gt;"),
        "words are no markup: {}",
        letter.raw
    );

    let desk = demo.desk(Role::Security).await?;
    let sent = wait_for(&desk, "sent", 2).await?;
    assert!(sent.messages.iter().any(|message| id.contains(&message.id)), "{id} {sent:?}");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!((receiver.received().len(), smtp.letters()?.len()), (1, 1), "sent once");
    Ok(())
}

async fn what_failed_is_tried_again_under_the_same_key(setup: Setup) -> Result<()> {
    let (receiver, smtp) = (Receiver::start().await?, Smtp::failing(0.5)?);
    receiver.fail(503, 2);
    let demo = with_mail(webhook(setup, &receiver), &smtp).start()?;
    for number in 0..8 {
        hand_off(&demo, &format!("Ticket {number}")).await?;
    }
    let desk = demo.desk(Role::Owner).await?;
    let sent = wait_for(&desk, "sent", 16).await?;
    let ids = |target: &str| -> BTreeSet<String> {
        let own = sent.messages.iter().filter(|message| message.target == target);
        own.map(|message| message.id.clone()).collect()
    };
    let keys: Vec<_> =
        receiver.received().iter().map(|r| r.header("idempotency-key").to_owned()).collect();
    assert_eq!(keys.iter().cloned().collect::<BTreeSet<_>>(), ids("webhook"));
    assert!(keys.len() > 8, "a lost answer makes a second request: {keys:?}");
    let letters = smtp.letters()?;
    let names: BTreeSet<String> = letters
        .iter()
        .filter_map(|letter| letter.header("Message-ID"))
        .map(|id| id.trim_start_matches('<').split('@').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(names, ids("mail"));
    assert!(sent.messages.iter().any(|message| message.tries > 1), "{sent:?}");
    Ok(())
}

async fn what_is_dead_is_listed_with_its_reason_and_replayed(setup: Setup) -> Result<()> {
    let receiver = Receiver::start().await?;
    receiver.fail(401, 1);
    let setup = webhook(setup, &receiver).variable("VOUCH_DELIVERY__MAX_TRIES", "3");
    let demo = setup.start()?;
    hand_off(&demo, "A secret in the text").await?;
    hand_off(&demo, "Another").await?;
    let desk = demo.desk(Role::Owner).await?;
    let dead = wait_for(&desk, "dead", 2).await?;
    let first = &dead.messages[0];
    assert_eq!((first.tries, first.state), (3, MessageState::Dead));
    let problem_text = first.problem.as_deref().context("a reason")?;
    assert!(problem_text.contains("401") && problem_text.contains("compare"), "{problem_text}");
    assert!(!format!("{dead:?}").contains("secret"), "no words of shoppers: {dead:?}");
    assert_eq!((dead.targets[0].name.as_str(), dead.targets[0].dead), ("webhook", 2));

    receiver.recover();
    let before = receiver.received().len();
    let path = Desk::on_site(&format!("delivery/{}/retry", first.id));
    let replayed: Replayed = desk.post(&path, &()).await?.json(StatusCode::OK)?;
    assert_eq!(replayed.messages, 1);
    let again = receiver.wait_for(before + 1, LIMIT).await?;
    assert_eq!(again.header("idempotency-key"), first.id, "the same key after a replay");
    wait_for(&desk, "sent", 1).await?;
    // What was sent is never sent again, and nothing is sent from elsewhere.
    problem(&desk.post(&path, &()).await?, 404, "not-found")?;
    let listed = demo.run_vouch(&["outbox", "list", "--site", "pk_demo", "--state", "dead"])?;
    ensure!(listed.contains("401") && listed.contains("1 dead"), "{listed}");
    let retried = demo.run_vouch(&["outbox", "retry", "--site", "pk_demo", "--dead"])?;
    assert_eq!(retried.trim(), "1 messages are sent again");
    wait_for(&desk, "sent", 2).await?;
    Ok(())
}

async fn private_networks_and_redirects_are_refused(setup: Setup) -> Result<()> {
    let receiver = Receiver::start().await?;
    receiver.fail(302, 1);
    let port = receiver.url("").rsplit(':').next().context("a port")?.to_owned();
    let target = |name: &str, url: &str, more: &str| {
        format!(
            "[[site.handoff.target]]\nname = \"{name}\"\nkey = \"{KEY}\"\nurl = \"{url}\"\n{more}\n"
        )
    };
    let targets = [
        target("literal", &format!("https://127.0.0.1:{port}/"), ""),
        target("name", &format!("https://localhost:{port}/"), ""),
        target("six", &format!("https://[::1]:{port}/"), ""),
        target("redirects", &receiver.url("/"), "private = \"a test\""),
    ];
    let setup = handoff(setup, &targets.concat()).variable("VOUCH_DELIVERY__MAX_TRIES", "1");
    let demo = setup.start()?;
    hand_off(&demo, "Hello").await?;
    let desk = demo.desk(Role::Owner).await?;
    let dead = wait_for(&desk, "dead", 4).await?;
    for message in &dead.messages {
        let why = message.problem.as_deref().unwrap_or_default();
        let expected = if message.target == "redirects" {
            "redirects are not followed"
        } else {
            "private network"
        };
        assert!(why.contains(expected), "{}: {why}", message.target);
    }
    let paths: Vec<_> = receiver.received().into_iter().map(|received| received.path).collect();
    assert!(paths.len() <= 1 && !paths.contains(&"/elsewhere".to_owned()), "{paths:?}");
    Ok(())
}

async fn other_systems_get_what_they_document(setup: Setup) -> Result<()> {
    let receiver = Receiver::start().await?;
    receiver.answer(r#"{"source_id": "src-1", "id": 7}"#);
    let targets: String = ["zendesk", "freshdesk", "chatwoot", "slack"]
        .map(|name| {
            let url = receiver.url(&format!("/{name}"));
            format!(
                "[[site.handoff.target]]\nname = \"{name}\"\nformat = \"{name}\"\nurl = \"{url}\"\n\
                 private = \"a test\"\nauthorization = \"Basic c2VjcmV0\"\n"
            )
        })
        .concat();
    let demo = handoff(setup, &targets).start()?;
    let ticket = hand_off(&demo, "The zip broke").await?;
    receiver.wait_for(6, LIMIT).await?;
    let arrived = receiver.received();
    let of = |path: &str| -> Result<Value> {
        let found = arrived.iter().find(|received| received.path == path);
        let found = found.with_context(|| format!("{path} in {arrived:?}"))?;
        assert_eq!(found.header("authorization"), "Basic c2VjcmV0");
        assert_eq!(found.header("content-type"), "application/json");
        found.json()
    };
    let zendesk = of("/zendesk/api/v2/tickets.json")?;
    assert_eq!(zendesk["ticket"]["comment"]["body"], "The zip broke");
    assert_eq!(zendesk["ticket"]["external_id"], format!("pk_demo/{ticket}"));
    let freshdesk = of("/freshdesk/api/v2/tickets")?;
    assert_eq!((&freshdesk["status"], &freshdesk["priority"]), (&json!(2), &json!(1)));
    assert_eq!(freshdesk["description"], "<p>The zip broke</p>");
    let contact = of("/chatwoot/contacts")?;
    assert_eq!(contact["email"], "ann@mail.example");
    of("/chatwoot/contacts/src-1/conversations")?;
    let message = of("/chatwoot/contacts/src-1/conversations/7/messages")?;
    assert_eq!(message["content"], "The zip broke");
    assert!(of("/slack")?["text"].as_str().is_some_and(|text| text.contains(&ticket)));
    let desk = demo.desk(Role::Admin).await?;
    wait_for(&desk, "sent", 4).await?;
    let nobody =
        desk.signed_out().send(Method::GET, &Desk::on_site("delivery"), None::<&()>).await?;
    problem(&nobody, 401, "signed-out")?;
    Ok(())
}
