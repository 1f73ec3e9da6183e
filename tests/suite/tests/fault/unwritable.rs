//! P3: what cannot be logged is not shown. The reply is a way to a person instead.

use anyhow::Result;
use serde_json::json;
use std::time::{Duration, Instant};
use vouch_shared::conversation::TurnReply;
use vouch_shared::handoff::HandoffReason;
use vouch_tests::client::{Client, Conversation, Reply};
use vouch_tests::demo::{Database, Demo, Setup};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, count, execute, handed_off, problem, turn};

on_both_databases!(
    what_cannot_be_logged_is_not_shown,
    a_ledger_that_another_program_holds_is_no_ledger,
    a_lost_database_is_told_and_comes_back,
);

/// The two replies that are allowed while nothing can be logged.
async fn assert_no_answer(client: &Client, reply: &Reply) -> Result<()> {
    if !reply.status.is_success() {
        let problem = problem(reply, 503, "unavailable")?;
        assert!(problem.detail.contains("write to the shop"), "{problem:?}");
        assert!(reply.headers.contains_key("retry-after"));
        return Ok(());
    }
    let reply: TurnReply = serde_json::from_slice(&reply.body)?;
    // By keys that were fetched while the database was there: it may not be.
    let cards = client.verify(&reply.cards).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::NotLogged);
    Ok(())
}

async fn say_everything(client: &Client, conversation: &Conversation) -> Result<()> {
    let order = json!({"number": "FW-100007", "email": "ingrid.dahl@mail.example"});
    for say in [
        json!({"text": "How long do I have to return something?"}),
        json!({"choose": "returns/how-long"}),
        json!({"order": order}),
    ] {
        let reply = client.turn(conversation, &turn(say)).await?;
        assert_no_answer(client, &reply).await?;
    }
    Ok(())
}

fn refuse_inserts(database: Database) -> (&'static str, &'static str) {
    match database {
        Database::Sqlite => (
            "CREATE TRIGGER full_disk BEFORE INSERT ON ledger_entry \
             BEGIN SELECT RAISE(ABORT, 'the disk is full, says the test'); END",
            "DROP TRIGGER full_disk",
        ),
        Database::Postgres => (
            "ALTER TABLE ledger_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID",
            "ALTER TABLE ledger_entry DROP CONSTRAINT full_disk",
        ),
    }
}

async fn what_cannot_be_logged_is_not_shown(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let (refuse, allow) = refuse_inserts(demo.database());
    let mut database = connect(&demo).await?;
    execute(&mut database, refuse).await?;

    say_everything(&client, &conversation).await?;
    assert!(client.open().await.is_err(), "a conversation that cannot be kept is not opened");
    let form = client.post(&conversation, "handoff", &contact_form("Hello")).await?;
    problem(&form, 503, "unavailable")?;
    let (view, _) = client.resume(&conversation).await?;
    assert!(view.turns.is_empty());

    execute(&mut database, allow).await?;
    client.choose(&conversation, "returns/how-long").await?;
    assert_eq!(client.resume(&conversation).await?.0.turns.len(), 1);
    let tickets = "SELECT COUNT(*) FROM ticket";
    assert_eq!(count(&mut database, tickets).await?, 0);
    Ok(())
}

async fn a_ledger_that_another_program_holds_is_no_ledger(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut database = connect(&demo).await?;
    let hold = match demo.database() {
        Database::Sqlite => "BEGIN IMMEDIATE",
        Database::Postgres => "BEGIN; LOCK TABLE ledger_entry IN SHARE ROW EXCLUSIVE MODE",
    };
    execute(&mut database, hold).await?;
    let started = Instant::now();
    let request = turn(json!({"choose": "returns/how-long"}));
    let reply = tokio::time::timeout(Duration::from_secs(15), client.turn(&conversation, &request));
    let reply = reply.await?;
    let took = started.elapsed();
    execute(&mut database, "ROLLBACK").await?;
    match reply {
        Ok(reply) => assert_no_answer(&client, &reply).await?,
        Err(error) => panic!("no reply at all after {took:?}: {error:#}"),
    }
    client.choose(&conversation, "returns/how-long").await?;
    Ok(())
}

/// Takes the database away: PostgreSQL's server, or what SQLite's file holds.
async fn take_away(demo: &mut Demo) -> Result<()> {
    match demo.database() {
        Database::Postgres => demo.postgres()?.kill(),
        Database::Sqlite => {
            let renames = ["conversation", "ledger_entry"]
                .map(|table| format!("ALTER TABLE {table} RENAME TO lost_{table};"));
            execute(&mut connect(demo).await?, &renames.concat()).await?;
        }
    }
    Ok(())
}

async fn a_lost_database_is_told_and_comes_back(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.choose(&conversation, "returns/how-long").await?;
    take_away(&mut demo).await?;
    let started = Instant::now();
    for reply in [
        client.turn(&conversation, &turn(json!({"choose": "returns/how-long"}))).await?,
        client.post(&conversation, "handoff", &contact_form("Hello")).await?,
    ] {
        problem(&reply, 503, "unavailable")?;
    }
    assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    // What needs no database is served all the same: the shop's page can still offer a form.
    assert!(client.config().await.is_ok());
    let page = client.request(reqwest::Method::GET, "/contact/pk_demo").send().await?;
    assert!(page.status().is_success());
    if demo.database() == Database::Postgres {
        let ready = client.request(reqwest::Method::GET, "/readyz").send().await?;
        assert_eq!(ready.status().as_u16(), 503);
        demo.postgres()?.restart()?;
    } else {
        let renames = ["conversation", "ledger_entry"]
            .map(|table| format!("ALTER TABLE lost_{table} RENAME TO {table};"));
        execute(&mut connect(&demo).await?, &renames.concat()).await?;
    }
    let (view, _) = client.resume(&conversation).await?;
    assert_eq!(view.turns.len(), 1, "the server finds it again without a restart");
    client.hand_off(&conversation, &contact_form("Hello again")).await?;
    Ok(())
}
