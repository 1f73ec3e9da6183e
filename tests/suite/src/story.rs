//! Stories: the same test on both databases, and what such tests say again and again.

use crate::client::{Reply, new_id};
use crate::demo::{Database, Demo, Setup};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use vouch_shared::card::{Card, CardBody};
use vouch_shared::handoff::{HandoffReason, HandoffRequest};
use vouch_shared::problem::Problem;

/// Makes two tests of each story, `on_sqlite::story` and `on_postgres::story`. A story is an async
/// function that takes a [`Setup`] and gives a `Result`.
#[macro_export]
macro_rules! on_both_databases {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() -> anyhow::Result<()> {
                super::$story($crate::story::unhurried($crate::demo::Database::Sqlite)).await
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() -> anyhow::Result<()> {
                super::$story($crate::story::unhurried($crate::demo::Database::Postgres)).await
            })+
        }
    };
}

/// A demo whose rate limits no story reaches by accident.
pub fn unhurried(database: Database) -> Setup {
    let limits = [
        "TURNS_PER_MINUTE_PER_CONVERSATION",
        "TURNS_PER_MINUTE_PER_ADDRESS",
        "CONVERSATIONS_PER_MINUTE_PER_ADDRESS",
    ];
    let setup = Demo::setup().database(database);
    limits
        .iter()
        .fold(setup, |setup, limit| setup.variable(&format!("VOUCH_LIMITS__{limit}"), "100000"))
}

/// The answer as a problem of that status and kind, such as 409 and `turn-replayed`. Whatever the
/// kind, it has to tell the shopper's device what happened and staff which request it was.
pub fn problem(reply: &Reply, status: u16, kind: &str) -> Result<Problem> {
    ensure!(
        reply.status.as_u16() == status,
        "{} instead of {status}: {}",
        reply.status,
        reply.text()
    );
    let problem = reply.problem()?;
    ensure!(problem.kind == format!("/problems/{kind}"), "{problem:?} instead of {kind}");
    ensure!(!problem.title.is_empty() && !problem.detail.is_empty(), "no words: {problem:?}");
    let id = reply.headers.get("x-request-id").context("no x-request-id")?.to_str()?;
    ensure!(problem.request_id.as_deref() == Some(id), "{problem:?} does not name request {id}");
    Ok(problem)
}

/// Why a reply hands over to a person; fails when it holds anything but that one card.
pub fn handed_off(cards: &[Card]) -> Result<HandoffReason> {
    match cards {
        [Card { body: CardBody::Handoff { reason, text, .. }, .. }] if !text.is_empty() => {
            Ok(*reason)
        }
        other => anyhow::bail!("not one hand-off card: {other:?}"),
    }
}

/// A contact form that is as it should be.
pub fn contact_form(message: &str) -> HandoffRequest {
    HandoffRequest {
        handoff_id: new_id("handoff").as_str().into(),
        name: "Ann Shopper".to_owned(),
        email: "ann@mail.example".to_owned(),
        message: message.to_owned(),
        consent: true,
    }
}

/// A turn with an id of its own, from the JSON of what is said.
pub fn turn(say: Value) -> Value {
    json!({"turn_id": new_id("turn"), "say": say})
}

/// A connection to the tables of Vouch itself.
pub async fn connect(demo: &Demo) -> Result<AnyConnection> {
    connect_to(&demo.database_url()).await
}

/// A connection to any database.
pub async fn connect_to(url: &str) -> Result<AnyConnection> {
    sqlx::any::install_default_drivers();
    Ok(AnyConnection::connect(url).await?)
}

/// Runs statements one after the other.
pub async fn execute(connection: &mut AnyConnection, sql: &str) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await?;
    Ok(())
}

/// The number that a query gives.
pub async fn count(connection: &mut AnyConnection, sql: &str) -> Result<i64> {
    Ok(sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(connection).await?)
}

/// What each site's tickets are, newest first, as `vouch ticket list` tells programs.
pub fn tickets(demo: &Demo, site: &str) -> Result<Vec<Value>> {
    let listed = demo.run_vouch(&["--json", "ticket", "list", "--site", site])?;
    Ok(serde_json::from_str(&listed)?)
}

/// The one text that a query finds.
pub async fn text(connection: &mut AnyConnection, sql: &str) -> Result<String> {
    Ok(sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(connection).await?)
}
