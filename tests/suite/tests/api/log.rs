//! Logs tell what happened and never what was said, by whom, or with which secret.

use anyhow::Result;
use serde_json::{Value, json};
use vouch_shared::conversation::{OrderClaim, Say};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::contact_form;

on_both_databases!(logs_hold_no_words_and_no_secrets);

async fn logs_hold_no_words_and_no_secrets(setup: Setup) -> Result<()> {
    let demo = setup.variable("RUST_LOG", "debug").start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut form = contact_form("MARKED-MESSAGE");
    form.email.insert_str(0, "marked.email");
    form.name.push_str("MARKED-NAME");
    client.hand_off(&conversation, &form).await?;
    client.ask(&conversation, "MARKED-QUESTION about returns").await?;
    client.ask(&conversation, "FW-100007 marked.free@mail.example").await?;
    client.order(&conversation, "FW-100007", "marked.proof@mail.example").await?;
    client.order(&conversation, "FW-100007", "ingrid.dahl@mail.example").await?;
    client.order(&conversation, "FW-190005", "broken.orders@mail.example").await?;
    let postcode = Some("MRKD 123".to_owned());
    let claim = OrderClaim { number: "FW-100005".to_owned(), email: None, postcode, code: None };
    client.say(&conversation, Say::Order(claim)).await?;
    let words = json!({"card": "c", "verdict": "wrong", "words": "MARKED-WORDS"});
    client.post(&conversation, "feedback", &words).await?;
    client.turn(&conversation, &json!({"MARKED-BODY": "MARKED-BODY"})).await?;
    client
        .turn(&conversation, &json!({"turn_id": "a", "say": {"text": "x".repeat(5_000)}}))
        .await?;
    client.resume(&conversation).await?;

    let log = demo.server_log()?;
    let private = std::fs::read_to_string(private_key(&demo)?)?;
    let private: Value = serde_json::from_str(&private)?;
    for secret in [
        "MARKED-",
        "marked.",
        "mail.example",
        "ingrid",
        "MRKD",
        "xxxxx",
        &conversation.token,
        private["d"].as_str().unwrap_or("no private key"),
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "the log holds {secret}");
    }
    // And it does tell what happened: route, status and time, one line a request, as JSON.
    let answered = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let turns = answered.filter(|line| {
        line["span"]["http.route"] == "/v1/conversations/{id}/turns"
            && line["fields"]["message"] == "answered"
    });
    let turns: Vec<_> = turns.collect();
    assert_eq!(turns.len(), 8, "one line a turn");
    assert!(turns.iter().all(|line| line["fields"]["took_ms"].is_number()), "{turns:?}");
    assert!(turns.iter().any(|line| line["fields"]["http.status"] == 422));
    Ok(())
}

fn private_key(demo: &vouch_tests::demo::Demo) -> Result<std::path::PathBuf> {
    let folder = demo.folder().path.join("vouch/keys/pk_demo");
    let files = std::fs::read_dir(folder)?.filter_map(|file| Some(file.ok()?.path()));
    let signing = files.into_iter().find(|file| !file.ends_with("root.json"));
    signing.ok_or_else(|| anyhow::anyhow!("no signing key"))
}
