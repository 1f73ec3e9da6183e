//! Limits say when to try again, and stop nobody from reaching a person.

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use vouch_tests::client::{Client, Reply};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::{contact_form, problem, turn};

on_both_databases!(conversations_and_addresses_have_limits, only_trusted_proxies_name_the_client);

/// A refusal for now, with the time to try again in both places and the same in both.
fn too_many(reply: &Reply) -> Result<Duration> {
    let problem = problem(reply, 429, "too-many")?;
    let header: u64 =
        reply.headers.get("retry-after").context("no Retry-After")?.to_str()?.parse()?;
    ensure!(problem.retry_after_s == Some(header) && (1..=61).contains(&header), "{problem:?}");
    Ok(Duration::from_secs(header))
}

async fn conversations_and_addresses_have_limits(setup: Setup) -> Result<()> {
    let demo = setup
        .variable("VOUCH_LIMITS__TURNS_PER_MINUTE_PER_CONVERSATION", "30")
        .variable("VOUCH_LIMITS__TURNS_PER_MINUTE_PER_ADDRESS", "70")
        .variable("VOUCH_LIMITS__CONVERSATIONS_PER_MINUTE_PER_ADDRESS", "20")
        .start()?;
    let client = demo.client()?;
    let (busy, calm) = (client.open().await?, client.open().await?);
    let first = turn(json!({"choose": "person"}));
    assert!(client.turn(&busy, &first).await?.status.is_success());
    let refused = loop {
        let reply = client.turn(&busy, &turn(json!({"choose": "person"}))).await?;
        if !reply.status.is_success() {
            break reply;
        }
    };
    let wait = too_many(&refused)?;
    assert!(client.turn(&calm, &turn(json!({"choose": "person"}))).await?.status.is_success());
    // What was answered before is answered again: a lost reply costs no turn.
    assert!(client.turn(&busy, &first).await?.status.is_success());
    assert!(client.hand_off(&busy, &contact_form("Too fast for the bot")).await.is_ok());
    tokio::time::sleep(wait).await;
    let again = client.turn(&busy, &turn(json!({"choose": "person"}))).await?;
    assert!(again.status.is_success(), "the time to try again was right: {}", again.text());

    let mut opened = 0;
    let refused = loop {
        let path = "/v1/sites/pk_demo/conversations";
        let reply = client.send(Method::POST, path, None, Some(&json!({}))).await?;
        if !reply.status.is_success() {
            break reply;
        }
        opened += 1;
        ensure!(opened < 60, "conversations can be opened without limit");
    };
    too_many(&refused)?;
    let exposed = refused.headers["access-control-expose-headers"].to_str()?;
    assert!(exposed.contains("retry-after"), "pages may not read when to try again: {exposed}");

    let mut others = 0;
    let refused = loop {
        let reply = client.turn(&calm, &turn(json!({"choose": "person"}))).await?;
        if !reply.status.is_success() {
            break reply;
        }
        others += 1;
        ensure!(others < 100, "one address can take turns without limit");
    };
    too_many(&refused)?;
    Ok(())
}

/// How many conversations can be opened at once by a client that claims these addresses.
async fn opened_as(client: &Client, claim: impl Fn(u8) -> String) -> Result<usize> {
    let mut opened = 0;
    for n in 0..8 {
        let request = client.request(Method::POST, "/v1/sites/pk_demo/conversations");
        let reply = Reply::of(request.header("x-forwarded-for", claim(n)).json(&json!({}))).await?;
        opened += usize::from(reply.status.is_success());
    }
    Ok(opened)
}

async fn only_trusted_proxies_name_the_client(setup: Setup) -> Result<()> {
    let few =
        |setup: Setup| setup.variable("VOUCH_LIMITS__CONVERSATIONS_PER_MINUTE_PER_ADDRESS", "3");
    let demo = few(setup.clone()).start()?;
    let client = demo.client()?;
    assert_eq!(
        opened_as(&client, |n| format!("203.0.113.{n}")).await?,
        3,
        "a forged header counts"
    );
    drop(demo);

    let demo = few(setup).variable("VOUCH_SERVER__TRUSTED_PROXIES", "[\"127.0.0.1\"]").start()?;
    let client = demo.client()?;
    assert_eq!(opened_as(&client, |n| format!("203.0.113.{n}")).await?, 8);
    let forged = |n: u8| format!("198.51.100.{n}, 203.0.113.200");
    assert_eq!(opened_as(&client, forged).await?, 3, "only the last hop is believed");
    Ok(())
}
