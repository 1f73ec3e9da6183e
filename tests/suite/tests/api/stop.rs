//! P11: a file named `STOP` turns everything but the contact form off, from the next turn on.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, Response};
use std::fs;
use std::time::{Duration, Instant};
use vouch_shared::card::CardBody;
use vouch_shared::conversation::Event;
use vouch_shared::handoff::HandoffReason;
use vouch_tests::client::{Client, Conversation};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::{contact_form, handed_off, tickets};

on_both_databases!(a_stop_is_in_force_from_the_next_turn);

async fn events(client: &Client, conversation: &Conversation) -> Result<Response> {
    let path = format!("/v1/conversations/{}/events", conversation.id);
    let request = client.request(Method::GET, &path).bearer_auth(&conversation.token);
    Ok(request.send().await?.error_for_status()?)
}

/// The next event of a stream, and how long it took to come.
async fn next_event(stream: &mut Response) -> Result<(Event, Duration)> {
    let started = Instant::now();
    let mut text = String::new();
    loop {
        ensure!(started.elapsed() < Duration::from_secs(5), "no event, only {text:?}");
        let chunk = tokio::time::timeout(Duration::from_secs(5), stream.chunk()).await??;
        text.push_str(std::str::from_utf8(&chunk.context("the stream ended")?)?);
        let data = text.lines().find_map(|line| line.strip_prefix("data:"));
        if let (Some(data), true) = (data, text.contains("\n\n")) {
            return Ok((serde_json::from_str(data)?, started.elapsed()));
        }
    }
}

async fn a_stop_is_in_force_from_the_next_turn(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let answered = client.choose(&conversation, "returns/how-long").await?;
    let mut stream = events(&client, &conversation).await?;
    assert!(stream.headers()["content-type"].to_str()?.starts_with("text/event-stream"));
    // The stream tells first how things stand, where it does.
    tokio::time::sleep(Duration::from_secs(1)).await;

    let stop = demo.folder().path.join("vouch/STOP");
    fs::write(&stop, "")?;
    let number = "FW-100007";
    for cards in [
        client.ask(&conversation, "How long do I have to return something?").await?,
        client.choose(&conversation, "returns/how-long").await?,
        client.choose(&conversation, "order").await?,
        client.order(&conversation, number, "ingrid.dahl@mail.example").await?,
        client.order(&conversation, number, "stranger@mail.example").await?,
        client.ask(&conversation, "FW-100007 ingrid.dahl@mail.example").await?,
    ] {
        assert_eq!(handed_off(&cards)?, HandoffReason::Stopped);
    }
    let told = loop {
        match next_event(&mut stream).await? {
            (Event::Stop { stopped: true }, took) => break took,
            (Event::Cards { .. } | Event::Stop { .. }, _) => {}
        }
    };
    assert!(told < Duration::from_secs(1), "widgets hear of it within a second: {told:?}");
    client.hand_off(&conversation, &contact_form("While stopped")).await?;
    assert_eq!(tickets(&demo, "pk_demo")?.len(), 1);
    let opened = client.open().await?;
    assert!(matches!(opened.cards[0].body, CardBody::Notice { .. }));
    let (view, cards) = client.resume(&conversation).await?;
    assert!(view.turns.len() == 7 && cards.contains(&answered[0]), "what was said stays");

    fs::remove_file(&stop)?;
    let cards = client.choose(&conversation, "returns/how-long").await?;
    assert!(matches!(cards[0].body, CardBody::Policy { .. }), "{cards:?}");
    // A folder in its place stops, too: any sign of it counts.
    fs::create_dir(&stop)?;
    assert_eq!(handed_off(&client.choose(&conversation, "order").await?)?, HandoffReason::Stopped);
    Ok(())
}
