//! What operators do while a shopper's panel is open: rotate keys (P1a), stop everything (P11).

use crate::visit::{Visit, ensure_one_ticket};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::fs;
use vouch_demo::SITE;

/// The key that signed the first card of a ledger entry.
fn kid(entry: &Value) -> Result<String> {
    let jws = entry["cards"][0].as_str().context("it has a card")?;
    let header = jws.split('.').next().unwrap_or_default();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header)?)?;
    Ok(header["kid"].as_str().context("a card names its key")?.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cards_of_a_new_key_are_shown_in_an_open_panel() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    let rotated = visit.demo.run_vouch(&["key", "rotate", "--site", SITE, "--json"])?;
    let rotated: Value = serde_json::from_str(&rotated)?;
    let client = visit.demo.client()?;
    visit
        .browser
        .until("the server to know the new key", async || {
            let list = client.keys().await?.list().clone();
            Ok(list.keys.iter().any(|key| rotated["kid"] == key.jwk.kid).then_some(()))
        })
        .await?;
    visit.ask("express delivery late").await?;
    visit.browser.last_part("card-policy", 2).await?;
    let turns = visit.ledger("turn").await?;
    assert_ne!(kid(&turns[0])?, kid(&turns[1])?);
    assert_eq!(rotated["kid"], kid(&turns[1])?);
    assert_eq!(visit.heard("error").await?, Vec::<Value>::new());

    visit.browser.driver().refresh().await?;
    visit.click("vouch-launcher").await?;
    visit.browser.last_part("card-policy", 2).await.context("old cards stay verifiable")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_file_leaves_the_contact_form_and_nothing_else() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    let stop = visit.demo.folder().path.join("vouch/STOP");
    fs::write(&stop, "")?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-handoff").await?;
    visit.browser.sees("switched off at the moment").await?;
    assert_eq!(visit.count("card-policy").await?, 0);
    visit.write_to_a_person("kari@mail.example", "Asked while stopped").await?;
    visit.browser.part("receipt-ticket").await?;
    ensure_one_ticket(&visit.demo, "Asked while stopped")?;

    fs::remove_file(stop)?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    Ok(())
}
