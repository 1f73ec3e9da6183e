//! The demo as tests use it: seeded, signed, on both databases, gone afterwards.

use anyhow::Result;
use vouch_shared::card::CardBody;
use vouch_tests::demo::{Database, Demo};
use vouch_tests::proxy::Fault;

async fn answers_a_question_and_survives_a_crash(database: Database) -> Result<()> {
    let mut demo = Demo::setup().database(database).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let cards = client.choose(&conversation, "returns/how-long").await?;
    assert!(matches!(cards[0].body, CardBody::Policy { .. }), "{:?}", cards[0].body);

    demo.kill_server();
    assert!(client.open().await.is_err());
    demo.start_server()?;
    let (view, resumed) = client.resume(&conversation).await?;
    assert_eq!(view.turns.len(), 1);
    assert_eq!(resumed.last(), cards.last());
    assert!(demo.stop_server()?.success());
    Ok(())
}

#[tokio::test]
async fn demo_on_sqlite_answers_and_survives_a_crash() -> Result<()> {
    answers_a_question_and_survives_a_crash(Database::Sqlite).await
}

#[tokio::test]
async fn demo_on_postgres_answers_and_survives_a_crash() -> Result<()> {
    answers_a_question_and_survives_a_crash(Database::Postgres).await
}

#[tokio::test]
async fn a_card_that_was_changed_on_its_way_is_no_card() -> Result<()> {
    let demo = Demo::setup().behind_proxy().start()?;
    let client = demo.client()?;
    client.open().await?;
    demo.proxy()?.set(Fault::ChangeByte { after: "\"cards\":[\"".into(), offset: 150 });
    assert!(client.open().await.is_err());
    Ok(())
}
