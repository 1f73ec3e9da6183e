//! P8: a conversation is open to whoever holds its own token and to nobody else.

use anyhow::Result;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use vouch_shared::card::CardBody;
use vouch_shared::conversation::ConversationView;
use vouch_tests::client::{Client, Conversation, Reply};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, count, problem, turn};

on_both_databases!(only_its_own_token_opens_a_conversation, feedback_and_refusals_are_recorded);

/// Every conversation route with a body that would be fine.
fn requests() -> Vec<(Method, &'static str, Value)> {
    vec![
        (Method::GET, "", Value::Null),
        (Method::GET, "/receipt", Value::Null),
        (Method::GET, "/events", Value::Null),
        (Method::POST, "/turns", turn(json!({"choose": "returns/how-long"}))),
        (Method::POST, "/handoff", json!(contact_form("Hello"))),
        (Method::POST, "/feedback", json!({"card": "c", "verdict": "helpful"})),
        (Method::POST, "/refusals", json!({"reason": "signature"})),
    ]
}

async fn ask(
    client: &Client,
    id: &str,
    authorization: Option<&str>,
    (method, route, body): &(Method, &str, Value),
) -> Result<Reply> {
    let mut request = client.request(method.clone(), &format!("/v1/conversations/{id}{route}"));
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    Reply::of(request).await
}

async fn only_its_own_token_opens_a_conversation(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let (ours, theirs) = (client.open().await?, client.open().await?);
    client.choose(&theirs, "returns/how-long").await?;
    let before = view(&client, &theirs).await?;
    let almost = format!("Bearer {}x", theirs.token);
    let refused = [
        None,
        Some(""),
        Some("Bearer"),
        Some("Bearer "),
        Some("Bearer garbage"),
        Some("Basic dXNlcjpwYXNz"),
        Some(&*almost),
    ];
    let other = format!("Bearer {}", ours.token);
    let hash = format!("Bearer {}", token_hash(&demo, &theirs).await?);
    let mut bodies = Vec::new();
    for request in &requests() {
        for authorization in refused.into_iter().chain([Some(&*other), Some(&*hash)]) {
            let reply = ask(&client, theirs.id.as_str(), authorization, request).await?;
            let mut problem = problem(&reply, 401, "unauthorized")?;
            assert_eq!(reply.headers["www-authenticate"], "Bearer");
            problem.request_id = None;
            bodies.push(problem);
        }
        // A conversation that is not there is refused with the very same words.
        let nobody = ask(&client, "0192aaaa", Some(&other), request).await?;
        let mut problem = problem(&nobody, 401, "unauthorized")?;
        problem.request_id = None;
        bodies.push(problem);
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "the words tell something");
    assert_eq!(view(&client, &theirs).await?, before, "nothing came of any of it");
    let mut database = connect(&demo).await?;
    assert_eq!(count(&mut database, "SELECT COUNT(*) FROM ticket").await?, 0);
    for scheme in ["bearer", "BEARER"] {
        let authorization = format!("{scheme} {}", theirs.token);
        let reply = ask(&client, theirs.id.as_str(), Some(&authorization), &requests()[0]).await?;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
    Ok(())
}

async fn view(client: &Client, conversation: &Conversation) -> Result<ConversationView> {
    Ok(client.resume(conversation).await?.0)
}

/// What the database knows of a token, which must not do as the token itself.
async fn token_hash(demo: &vouch_tests::demo::Demo, conversation: &Conversation) -> Result<String> {
    let sql = "SELECT token_hash FROM conversation WHERE id = $1";
    let mut database = connect(demo).await?;
    let hash: String =
        sqlx::query_scalar(sql).bind(conversation.id.as_str()).fetch_one(&mut database).await?;
    assert!(!hash.contains(&conversation.token) && hash.len() == 64, "{hash}");
    Ok(hash)
}

async fn feedback_and_refusals_are_recorded(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let card = client.choose(&conversation, "returns/how-long").await?.remove(0);
    assert!(matches!(card.body, CardBody::Policy { .. }));
    for (body, status) in [
        (json!({"card": card.id, "verdict": "helpful"}), 204),
        (json!({"card": card.id, "verdict": "wrong", "words": "It says <b>45</b>\u{0} days"}), 204),
        (json!({"card": card.id, "verdict": "great"}), 422),
        (json!({"card": "a b", "verdict": "helpful"}), 422),
        (json!({"card": card.id, "verdict": "wrong", "words": "x".repeat(4_001)}), 422),
        (json!({"verdict": "helpful"}), 422),
    ] {
        let reply = client.post(&conversation, "feedback", &body).await?;
        assert_eq!(reply.status.as_u16(), status, "{body}: {}", reply.text());
    }
    let refusal = json!({"card": card.id, "reason": "signature"});
    assert_eq!(
        client.post(&conversation, "refusals", &refusal).await?.status,
        StatusCode::NO_CONTENT
    );
    let mut database = connect(&demo).await?;
    let kinds = "SELECT COUNT(*) FROM ledger_entry WHERE kind IN ('feedback', 'refusal')";
    assert_eq!(count(&mut database, kinds).await?, 3);
    assert!(demo.server_log()?.contains("a widget refused a card"), "the operator is told");
    Ok(())
}
