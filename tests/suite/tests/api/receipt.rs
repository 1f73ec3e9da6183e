//! P12: a receipt proves a conversation to anyone, offline, and an edited one proves nothing.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use std::fs;
use std::process::Command;
use vouch_shared::conversation::Say;
use vouch_shared::receipt::{Receipt, SignedReceipt};
use vouch_tests::client::{Client, Conversation};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, execute};

on_both_databases!(receipts_prove_what_was_said_and_nothing_else);

/// The payload of a receipt, without checking anything.
pub(crate) fn payload<T: DeserializeOwned>(signed: &SignedReceipt) -> Result<T> {
    let payload = signed.receipt.split('.').nth(1).context("a JWS has a payload")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?)
}

async fn receipt(client: &Client, conversation: &Conversation) -> Result<SignedReceipt> {
    let path = format!("/v1/conversations/{}/receipt", conversation.id);
    client
        .send(Method::GET, &path, Some(&conversation.token), None::<&()>)
        .await?
        .json(StatusCode::OK)
}

/// Whether `vouch verify` believes it, without configuration, server or network.
fn verifies(demo: &Demo, signed: &SignedReceipt, arguments: &[&str]) -> Result<(bool, String)> {
    let file = demo.folder().path.join("receipt.json");
    fs::write(&file, serde_json::to_string(signed)?)?;
    let mut command = Command::new(&demo.folder().programs.vouch);
    let done = command.arg("verify").arg(file).args(arguments).current_dir("/").output()?;
    let words = [done.stdout, done.stderr].concat();
    Ok((done.status.success(), String::from_utf8(words)?))
}

async fn receipts_prove_what_was_said_and_nothing_else(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, "How long do I have to return something?").await?;
    client.hand_off(&conversation, &contact_form("Thank you")).await?;
    let good = receipt(&client, &conversation).await?;
    let pinned = demo.folder().key()?;
    let (valid, words) = verifies(&demo, &good, &["--key", &pinned])?;
    assert!(valid && words.contains("3 entries"), "{words}");
    let (valid, words) = verifies(&demo, &good, &["--key", "another-key"])?;
    assert!(!valid && words.contains("another-key"), "{words}");
    let told: Receipt = payload(&good)?;
    assert!(told.entries[1].body.contains("How long do I have to return something?"));

    // Edited in the payload, in the signature, and in the list of keys.
    let mut edits = Vec::new();
    let parts: Vec<&str> = good.receipt.split('.').collect();
    let mut edited = told.clone();
    edited.entries[1].body = edited.entries[1].body.replace("return", "refuse");
    let forged = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&edited)?);
    edits.push(SignedReceipt { receipt: [parts[0], &forged, parts[2]].join("."), ..good.clone() });
    let at = good.receipt.len() - 20;
    let other = if good.receipt.as_bytes()[at] == b'A' { "B" } else { "A" };
    let mut signature = good.receipt.clone();
    signature.replace_range(at..=at, other);
    edits.push(SignedReceipt { receipt: signature, ..good.clone() });
    let mut keys = good.keys.clone();
    keys.root.x = keys.root.y.clone();
    edits.push(SignedReceipt { keys, ..good.clone() });
    let (_, cards) = client.resume(&conversation).await?;
    let card =
        client.reply(&conversation, "t", Say::Choose("person".into())).await?.cards.remove(0);
    edits.push(SignedReceipt { receipt: card, ..good.clone() });
    for (n, edit) in edits.iter().enumerate() {
        let (valid, words) = verifies(&demo, edit, &[])?;
        assert!(!valid && words.contains("error"), "edit {n}: {words}");
    }
    assert_eq!(cards.len(), 4);

    // Edited in our own database, even the server's signature cannot hide it.
    let edit =
        "UPDATE ledger_entry SET body = REPLACE(body, 'How long', 'How short') WHERE sequence = 2";
    execute(&mut connect(&demo).await?, edit).await?;
    let (valid, words) = verifies(&demo, &receipt(&client, &conversation).await?, &[])?;
    assert!(!valid && words.contains("entry 2"), "{words}");
    Ok(())
}
