//! Networks that cut connections or change bytes.

use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use vouch_shared::conversation::TurnReply;
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::proxy::Fault;
use vouch_tests::story::{contact_form, tickets};

on_both_databases!(cut_connections_lose_and_double_nothing, changed_bytes_are_noticed);

async fn cut_connections_lose_and_double_nothing(setup: Setup) -> Result<()> {
    let demo = setup.behind_proxy().start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let order = json!({"number": "FW-555555", "email": "a@mail.example"});
    let turn = json!({"turn_id": "cut", "say": {"order": order}});
    let form = contact_form("Cut off");
    let (first, second) = tokio::join!(client.turn(&conversation, &turn), async {
        // The claim takes its time; the connection is cut while the server is at work on it.
        tokio::time::sleep(Duration::from_millis(120)).await;
        demo.proxy()?.set(Fault::Cut);
        client.hand_off(&conversation, &form).await
    });
    assert!(first.is_err() && second.is_err());
    demo.proxy()?.set(Fault::None);

    let reply: TurnReply =
        client.turn(&conversation, &turn).await?.json(reqwest::StatusCode::OK)?;
    client.hand_off(&conversation, &form).await?;
    client.hand_off(&conversation, &form).await?;
    let (view, _) = client.resume(&conversation).await?;
    assert_eq!(view.turns.len(), 1, "sent twice, taken once");
    assert!(reply.cards.iter().all(|card| view.cards.contains(card)));
    assert_eq!(tickets(&demo, "pk_demo")?.len(), 1);
    Ok(())
}

async fn changed_bytes_are_noticed(setup: Setup) -> Result<()> {
    let demo = setup.behind_proxy().start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let cards = "\"cards\":[\"".to_owned();
    // In the header, in the payload, further on in the payload.
    for offset in [5, 150, 400] {
        demo.proxy()?.set(Fault::ChangeByte { after: cards.clone(), offset });
        assert!(client.choose(&conversation, "returns/how-long").await.is_err(), "byte {offset}");
    }
    // A list of keys that was changed on its way vouches for nothing.
    demo.proxy()?.set(Fault::ChangeByte { after: "\"list\":\"".to_owned(), offset: 300 });
    assert!(client.keys().await.is_err());
    demo.proxy()?.set(Fault::None);
    client.choose(&conversation, "returns/how-long").await?;
    Ok(())
}
