//! Graceful shutdown: whoever was being served gets their reply, and nobody new is let in.

use anyhow::Result;
use std::time::Duration;
use tokio::task::JoinSet;
use vouch_shared::card::CardBody;
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;

on_both_databases!(turns_in_flight_are_finished_before_the_end);

async fn turns_in_flight_are_finished_before_the_end(setup: Setup) -> Result<()> {
    let mut demo = setup.variable("VOUCH_LIMITS__ORDER_ATTEMPTS", "1000").start()?;
    let client = demo.client()?;
    let mut turns = JoinSet::new();
    let mut conversations = Vec::new();
    for n in 0..10 {
        let (client, conversation) = (client.clone(), client.open().await?);
        conversations.push(conversation.clone());
        // A claim that fails takes its time, so that all of these are under way at the end.
        let claim =
            serde_json::json!({"number": format!("FW-66000{n}"), "email": "a@mail.example"});
        let turn = vouch_tests::story::turn(serde_json::json!({"order": claim}));
        turns.spawn(async move { client.turn(&conversation, &turn).await });
    }
    // An open stream of events must not hold the server up.
    let path = format!("/v1/conversations/{}/events", conversations[0].id);
    let stream = client.request(reqwest::Method::GET, &path).bearer_auth(&conversations[0].token);
    let _stream = stream.send().await?;
    tokio::time::sleep(Duration::from_millis(100)).await;

    let status = demo.stop_server()?;
    assert_eq!(status.code(), Some(0));
    for reply in turns.join_all().await {
        let reply = reply?;
        assert!(reply.status.is_success(), "{}: {}", reply.status, reply.text());
    }
    assert!(client.open().await.is_err(), "the server is gone");
    demo.start_server()?;
    for conversation in &conversations {
        let (view, cards) = client.resume(conversation).await?;
        assert_eq!(view.turns.len(), 1);
        assert!(matches!(cards.last().map(|card| &card.body), Some(CardBody::OrderForm { .. })));
    }
    Ok(())
}
