//! P3 and P7: what a shopper has seen survives a power cut the moment after.

use anyhow::Result;
use reqwest::StatusCode;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use vouch_shared::conversation::{Say, TurnReply};
use vouch_tests::client::{Client, Conversation, new_id};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, count, tickets};

on_both_databases!(
    a_reply_survives_a_crash_right_after_it,
    every_reply_that_arrived_survives_a_crash_among_many,
    a_ticket_survives_a_crash_right_after_it,
);

async fn a_reply_survives_a_crash_right_after_it(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    for round in 0..3 {
        let turn = json!({"turn_id": format!("t-{round}"), "say": {"choose": "returns/how-long"}});
        let reply = client.turn(&conversation, &turn).await?;
        demo.kill_server();
        demo.start_server()?;
        let cards: TurnReply = reply.json(StatusCode::OK)?;
        let (view, _) = client.resume(&conversation).await?;
        assert_eq!(view.turns.len(), round + 1);
        assert_eq!(view.cards.last(), cards.cards.last());
        assert_eq!(client.turn(&conversation, &turn).await?.body, reply.body, "the same bytes");
    }
    Ok(())
}

/// Takes turns until the server is gone, and gives those that were answered.
async fn chat(
    client: Client,
    conversation: Conversation,
    over: Arc<AtomicBool>,
) -> (Conversation, Vec<TurnReply>) {
    let mut answered = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let say = Say::Choose("returns/how-long".into());
        match client.reply(&conversation, &new_id("turn"), say).await {
            Ok(reply) => answered.push(reply),
            Err(_) => break,
        }
    }
    (conversation, answered)
}

async fn every_reply_that_arrived_survives_a_crash_among_many(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let client = demo.client()?;
    let over = Arc::new(AtomicBool::new(false));
    let mut shoppers = JoinSet::new();
    for _ in 0..24 {
        shoppers.spawn(chat(client.clone(), client.open().await?, Arc::clone(&over)));
    }
    tokio::time::sleep(Duration::from_millis(700)).await;
    demo.kill_server();
    over.store(true, Ordering::Relaxed);
    let chats = shoppers.join_all().await;
    demo.start_server()?;

    let mut survived = 0;
    for (conversation, answered) in chats {
        let (view, _) = client.resume(&conversation).await?;
        for reply in &answered {
            assert!(
                view.turns.iter().any(|turn| turn.turn == reply.turn),
                "{} is lost",
                reply.turn
            );
            assert!(reply.cards.iter().all(|card| view.cards.contains(card)));
        }
        // At most the one turn whose reply was cut off is there beyond those that were answered.
        assert!(view.turns.len() <= answered.len() + 1, "{} turns", view.turns.len());
        survived += answered.len();
    }
    assert!(survived > 48, "only {survived} turns were under way; the test shows little");
    Ok(())
}

async fn a_ticket_survives_a_crash_right_after_it(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let form = contact_form("My tent pole broke");
    let (reply, cards) = client.hand_off(&conversation, &form).await?;
    demo.kill_server();
    let listed = tickets(&demo, "pk_demo")?;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["ticket"], reply.ticket.as_str());
    assert_eq!(listed[0]["details"]["message"], "My tent pole broke");
    let entries = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'handoff'";
    assert_eq!(count(&mut connect(&demo).await?, entries).await?, 1);

    // The device that never saw the reply sends the form again, once the server is back.
    demo.start_server()?;
    let again = client.hand_off(&conversation, &form).await?;
    assert_eq!(again, (reply, cards));
    assert_eq!(tickets(&demo, "pk_demo")?.len(), 1);
    Ok(())
}
