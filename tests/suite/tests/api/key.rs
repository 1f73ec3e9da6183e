//! P1a: signing keys rotate under running servers and open pages; nothing but the pinned root key
//! decides which of them are believed.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};
use vouch_shared::conversation::Say;
use vouch_shared::key::KeySet;
use vouch_tests::client::{Client, Conversation, new_id};
use vouch_tests::demo::Setup;
use vouch_tests::keys::TrustedKeys;
use vouch_tests::on_both_databases;

on_both_databases!(keys_rotate_under_an_open_conversation, only_the_pinned_root_key_vouches);

async fn policy_card(client: &Client, conversation: &Conversation) -> Result<String> {
    let say = Say::Choose("returns/how-long".into());
    let reply = client.reply(conversation, &new_id("turn"), say).await?;
    reply.cards.into_iter().next().context("a card")
}

fn kid(jws: &str) -> Result<String> {
    let header = URL_SAFE_NO_PAD.decode(jws.split('.').next().unwrap_or_default())?;
    let header: Value = serde_json::from_slice(&header)?;
    header["kid"].as_str().map(str::to_owned).context("a kid")
}

async fn keys_rotate_under_an_open_conversation(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let old = policy_card(&client, &conversation).await?;
    let before = client.config().await?.keys;

    let rotated = Instant::now();
    let said = demo.run_vouch(&["--json", "key", "rotate", "--site", "pk_demo"])?;
    let fresh = serde_json::from_str::<Value>(&said)?["kid"].as_str().unwrap().to_owned();
    let new = loop {
        let card = policy_card(&client, &conversation).await?;
        if kid(&card)? == fresh {
            break card;
        }
        ensure!(rotated.elapsed() < Duration::from_secs(2), "still signs with the old key");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };

    let after = client.config().await?.keys;
    assert_eq!(before.root, after.root, "pages pin the same key");
    let trusted = client.keys().await?;
    assert!(trusted.card(&old).is_ok() && trusted.card(&new).is_ok());
    let outdated = TrustedKeys::new(&before, &before.root.kid)?;
    assert!(outdated.card(&old).is_ok() && outdated.card(&new).is_err());

    let published = client.jwks().await?;
    let published: Vec<_> = published.keys.iter().map(|key| key.kid.as_str()).collect();
    for key in [&before.root.kid, &kid(&old)?, &kid(&new)?] {
        assert!(published.contains(&key.as_str()), "{key} is not in {published:?}");
    }
    let (_, resumed) = client.resume(&conversation).await?;
    assert!(resumed.len() >= 4, "cards under both keys are read back");
    Ok(())
}

async fn only_the_pinned_root_key_vouches(setup: Setup) -> Result<()> {
    let setup = setup
        .variable("VOUCH_SITE__1__KEY", "pk_other")
        .variable("VOUCH_SITE__1__NAME", "Another shop");
    let demo = setup.before_start(&["key", "create", "--site", "pk_other"]).start()?;
    let client = demo.client()?;
    let ours = client.config().await?.keys;
    let theirs = Client::new(&demo.url(), "pk_other", "")?.config().await?.keys;
    assert!(TrustedKeys::new(&theirs, &ours.root.kid).is_err(), "another root key");
    let mixed = KeySet { root: ours.root.clone(), list: theirs.list.clone() };
    assert!(TrustedKeys::new(&mixed, &ours.root.kid).is_err(), "a list that another root signed");
    let conversation = client.open().await?;
    let card = policy_card(&client, &conversation).await?;
    assert!(TrustedKeys::new(&theirs, &theirs.root.kid)?.card(&card).is_err());

    // Private keys are the owner's alone, and the root key may live anywhere else.
    let keys = demo.folder().path.join("vouch/keys");
    for file in fs::read_dir(keys.join("pk_demo"))? {
        let mode = file?.metadata()?.permissions().mode();
        assert_eq!(mode & 0o077, 0, "others may read a private key: {mode:o}");
    }
    let vault = demo.folder().path.join("vault.json");
    fs::rename(keys.join("pk_demo/root.json"), &vault)?;
    let rotate =
        |root: &str| demo.run_vouch(&["key", "rotate", "--site", "pk_demo", "--root-key", root]);
    assert!(demo.run_vouch(&["key", "rotate", "--site", "pk_demo"]).is_err());
    let other = keys.join("pk_other/root.json");
    let refused = rotate(other.to_str().context("a path")?).unwrap_err().to_string();
    assert!(refused.contains("nothing was changed"), "{refused}");
    assert_eq!(client.config().await?.keys, ours);
    rotate(vault.to_str().context("a path")?)?;
    Ok(())
}
