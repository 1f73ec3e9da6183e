//! For operators: liveness, readiness, metrics and the description of the API.

use anyhow::{Context, Result};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;
use vouch_shared::card::{Card, CardBody};
use vouch_shared::handoff::HandoffReason;
use vouch_tests::client::{Client, Reply};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::handed_off;

on_both_databases!(
    operators_can_look_in,
    the_api_is_described,
    a_bad_configuration_is_named,
    damaged_weights_are_told_and_answers_go_on,
);

async fn get(client: &Client, path: &str) -> Result<Reply> {
    client.send(Method::GET, path, None, None::<&()>).await
}

async fn operators_can_look_in(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    assert_eq!(get(&client, "/healthz").await?.text(), "ok");
    let ready: Value = get(&client, "/readyz").await?.json(StatusCode::OK)?;
    assert_eq!((&ready["ready"], &ready["parts"]["database"]), (&true.into(), &"ok".into()));
    assert_eq!(ready["parts"]["encoder"], "ok");
    let knowledge = ready["parts"]["knowledge pk_demo"].as_str().unwrap_or_default();
    assert!(knowledge.contains("answers, version 1"), "{knowledge}");

    let conversation = client.open().await?;
    client.choose(&conversation, "person").await?;
    client.choose(&conversation, "returns/how-long").await?;
    let metrics = get(&client, "/metrics").await?.text();
    for line in [
        "vouch_turns{handoff=\"asked_for_person\"} 1",
        "vouch_turns{handoff=\"none\"} 1",
        "vouch_engine{name=\"minilm-ridge-1\"} 1",
        "vouch_engine_threshold{site=\"pk_demo\",locale=\"en\"} 0.",
        "vouch_request_seconds",
        "vouch_ledger_batch",
    ] {
        assert!(metrics.contains(line), "{line} is not in {metrics}");
    }
    assert!(!metrics.contains(conversation.id.as_str()), "no conversation is a label");
    Ok(())
}

async fn the_api_is_described(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let openapi: Value = get(&client, "/openapi.json").await?.json(StatusCode::OK)?;
    assert!(
        openapi["openapi"].as_str().unwrap_or_default().starts_with("3.1"),
        "{}",
        openapi["openapi"]
    );
    for (method, path) in [
        ("get", "/v1/sites/{site}/config"),
        ("post", "/v1/sites/{site}/conversations"),
        ("post", "/v1/conversations/{id}/turns"),
        ("post", "/v1/conversations/{id}/handoff"),
        ("post", "/v1/conversations/{id}/feedback"),
        ("post", "/v1/conversations/{id}/refusals"),
        ("get", "/v1/conversations/{id}"),
        ("get", "/v1/conversations/{id}/events"),
        ("get", "/v1/conversations/{id}/receipt"),
        ("get", "/.well-known/jwks.json"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    ] {
        let operation = &openapi["paths"][path][method];
        assert!(operation["operationId"].is_string(), "{method} {path} is not described");
        assert!(operation["responses"].as_object().is_some_and(|all| !all.is_empty()));
    }
    // Every reference leads somewhere.
    let text = openapi.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(openapi.pointer(reference).is_some(), "{reference} leads nowhere");
    }
    Ok(())
}

async fn a_bad_configuration_is_named(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    for (name, value, words) in [
        ("VOUCH_SERVER__LISTE", "x", &["server.liste", "listen"][..]),
        ("VOUCH_LIMITS__BODY_BYTE", "1", &["limits.body_byte", "body_bytes"]),
        ("VOUCH_SERVER__LISTEN", "nowhere", &["server.listen"]),
        ("VOUCH_SITE__0__RISK", "2", &["site[0].risk", "between"]),
        ("VOUCH_SITE__0__ORIGINS", "[\"shop.example/path\"]", &["origins"]),
        ("VOUCH_DATABASE__URL", "oracle://u:hunter2@h/d", &["database.url", "postgres://"]),
    ] {
        let done =
            demo.vouch().args(["ticket", "list", "--site", "pk_demo"]).env(name, value).output()?;
        let error = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success(), "{name}={value} was taken");
        assert!(words.iter().all(|word| error.contains(word)), "{name}: {error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    let error = demo.run_vouch(&["ticket", "list", "--site", "pk_nobody"]).unwrap_err().to_string();
    assert!(error.contains("pk_nobody") && error.contains("pk_demo"), "{error}");
    Ok(())
}

async fn damaged_weights_are_told_and_answers_go_on(setup: Setup) -> Result<()> {
    let weights = TempDir::new()?;
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../weights");
    let packed = std::fs::read(packed.join("minilm-l6-v2-int8.vouch"))?;
    let mut flipped = packed.clone();
    flipped[packed.len() / 2] ^= 1;
    for (name, content) in [("cut", &packed[..packed.len() / 2]), ("flipped", &flipped)] {
        std::fs::write(weights.path().join(name), content)?;
    }
    for name in ["cut", "flipped", "missing"] {
        let file = weights.path().join(name);
        let file = file.to_str().context("a path")?;
        let demo = setup.clone().variable("VOUCH_ENGINE__WEIGHTS", file).start()?;
        let client = demo.client()?;
        let ready: Value = get(&client, "/readyz").await?.json(StatusCode::OK)?;
        let encoder = ready["parts"]["encoder"].as_str().unwrap_or_default();
        assert_eq!(ready["ready"], true);
        assert!(encoder.contains(file) && encoder.contains("words only"), "{encoder}");
        let metrics = get(&client, "/metrics").await?.text();
        assert!(metrics.contains("vouch_engine{name=\"words-ridge-1\"} 1"), "{metrics}");
        assert!(demo.server_log()?.contains(encoder), "{}", demo.server_log()?);

        let conversation = client.open().await?;
        let cards = client.ask(&conversation, "How long do I have to return something?").await?;
        assert!(matches!(cards[..], [Card { body: CardBody::Policy { .. }, .. }]), "{cards:?}");
        let cards = client.ask(&conversation, "can i talk to a real person").await?;
        assert_eq!(handed_off(&cards)?, HandoffReason::AskedForPerson);
        let asked = ["ask", "--site", "pk_demo", "is there a parking lot"];
        let done = demo.vouch().args(asked).output()?;
        let warning = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && warning.contains(file), "{warning}");
    }
    Ok(())
}
