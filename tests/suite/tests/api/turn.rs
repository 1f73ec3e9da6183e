//! The turn: approved text or a person (P2, P6), and the same reply to the same request (P3).

use anyhow::{Context, Result};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use tokio::task::JoinSet;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::conversation::Say;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::receipt::{Receipt, SignedReceipt};
use vouch_tests::client::{Client, Conversation, new_id};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::{handed_off, problem};

on_both_databases!(
    samples_are_answered_as_they_say,
    below_the_threshold_there_is_no_answer,
    a_turn_sent_again_gets_the_same_bytes,
    choices_lead_to_what_they_name,
);

fn cases(file: &str) -> Result<Vec<Value>> {
    let text = fs::read_to_string(format!("{}/{file}", vouch_shop::FOLDER))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// What a reply amounts to, in the words of eval cases.
fn outcome(cards: &[Card]) -> Value {
    match cards {
        [Card { body: CardBody::Policy { .. }, evidence: Evidence::Policy(policy), .. }] => {
            json!({"answer": format!("{}/{}", policy.document, policy.section)})
        }
        [Card { body: CardBody::OrderForm { .. } | CardBody::Order { .. }, .. }] => {
            json!({"order": true})
        }
        [Card { body: CardBody::Handoff { .. }, .. }] => json!("handoff"),
        other => json!({"unexpected": format!("{other:?}")}),
    }
}

async fn samples_are_answered_as_they_say(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    for case in cases("samples.jsonl")? {
        let question = case["question"].as_str().context("a question")?;
        let cards = client.ask(&conversation, question).await?;
        assert_eq!(outcome(&cards), case["expect"], "{question}");
    }
    Ok(())
}

/// Questions that nobody can know the answer to.
const UNKNOWABLE: [&str; 4] = [
    "What will the weather be in Bergen on my wedding day?",
    "Who won the 1987 chess tournament in Reykjavik?",
    "zzxqv plumb frobnicate",
    "🏔️🏔️🏔️",
];
/// The same with words of approved text in them, which must not make an answer: a person, or at
/// most titles to choose from.
const NEARLY: [&str; 4] = [
    "Can my goldfish wear the smallest jacket while it snows?",
    "How many returns did your warehouse count last Tuesday?",
    "What is the delivery driver's home address?",
    "Will the refund policy of your competitor change in 2031?",
];

async fn below_the_threshold_there_is_no_answer(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    for question in UNKNOWABLE {
        let cards = client.ask(&conversation, question).await?;
        assert_eq!(handed_off(&cards)?, HandoffReason::LowConfidence, "{question}");
    }
    for question in NEARLY {
        let cards = client.ask(&conversation, question).await?;
        let offers_titles = matches!(cards[..], [Card { body: CardBody::Choices { .. }, .. }]);
        assert!(offers_titles || handed_off(&cards).is_ok(), "{question}: {cards:?}");
    }
    for case in cases("eval.jsonl")? {
        let say = Say::Text(case["question"].as_str().context("a question")?.to_owned());
        client.reply(&conversation, &new_id("turn"), say).await?;
    }
    let decisions = decisions(&client, &conversation).await?;
    let (_, cards) = client.resume(&conversation).await?;
    let mut answered = 0;
    for card in cards {
        assert!(!matches!(card.body, CardBody::Generated { .. }), "{card:?}");
        let Some(turn) = &card.turn else { continue };
        let decision = &decisions[turn.as_str()];
        if matches!(card.body, CardBody::Policy { .. }) {
            let (confidence, threshold) =
                (figure(decision, "confidence"), figure(decision, "threshold"));
            assert!(confidence >= threshold && threshold > 0.5, "answered below: {decision}");
            answered += 1;
        }
    }
    assert!(decisions.len() > 150 && answered > 20, "{answered} of {}", decisions.len());
    Ok(())
}

/// The ledger's line on each turn, as the receipt tells it.
async fn decisions(
    client: &Client,
    conversation: &Conversation,
) -> Result<BTreeMap<String, String>> {
    let path = format!("/v1/conversations/{}/receipt", conversation.id);
    let reply = client.send(Method::GET, &path, Some(&conversation.token), None::<&()>).await?;
    let signed: SignedReceipt = reply.json(StatusCode::OK)?;
    let receipt: Receipt = super::receipt::payload(&signed)?;
    let entries = receipt.entries.iter().map(|entry| serde_json::from_str::<Value>(&entry.body));
    let entries = entries.collect::<Result<Vec<_>, _>>()?;
    let turns = entries.iter().filter(|entry| entry["type"] == "turn");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(turns.map(|entry| (text(&entry["turn"]), text(&entry["decision"]))).collect())
}

/// The number after `name=` in a decision; 0 where there is none, so that its absence fails.
fn figure(decision: &str, name: &str) -> f64 {
    let value = decision.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    value.and_then(|value| value.parse().ok()).unwrap_or_default()
}

async fn a_turn_sent_again_gets_the_same_bytes(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let turn = json!({"turn_id": "t-1", "say": {"text": "How long do I have to return a jacket?"}});
    let first = client.turn(&conversation, &turn).await?;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(client.turn(&conversation, &turn).await?.body, first.body);

    let mut same = JoinSet::new();
    for _ in 0..12 {
        let (client, conversation) = (client.clone(), conversation.clone());
        same.spawn(async move {
            let turn = json!({"turn_id": "t-2", "say": {"text": "how much is delivery to the uk"}});
            client.turn(&conversation, &turn).await
        });
    }
    let replies = same.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    assert!(replies.iter().all(|reply| reply.status == StatusCode::OK));
    assert!(
        replies.windows(2).all(|pair| pair[0].body == pair[1].body),
        "twelve askers, one reply"
    );

    for other in [json!({"text": "Something else"}), json!({"choose": "returns/how-long"})] {
        let turn = json!({"turn_id": "t-1", "say": other});
        problem(&client.turn(&conversation, &turn).await?, 409, "turn-replayed")?;
    }
    let (view, _) = client.resume(&conversation).await?;
    let turns: Vec<_> = view.turns.iter().map(|turn| turn.turn.as_str()).collect();
    assert_eq!(turns, ["t-1", "t-2"]);
    // Another conversation may use the same id for whatever it likes.
    let another = client.open().await?;
    let turn = json!({"turn_id": "t-1", "say": {"choose": "person"}});
    assert_eq!(client.turn(&another, &turn).await?.status, StatusCode::OK);
    Ok(())
}

async fn choices_lead_to_what_they_name(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let CardBody::Greeting { quick_replies, .. } = &conversation.cards[1].body else {
        panic!("{:?}", conversation.cards)
    };
    assert!(!quick_replies.is_empty());
    for offer in quick_replies {
        let cards = client.choose(&conversation, offer.choose.as_str()).await?;
        let expected = match offer.choose.as_str() {
            "order" => json!({"order": true}),
            "person" => json!("handoff"),
            answer => json!({"answer": answer}),
        };
        assert_eq!(outcome(&cards), expected);
    }
    let (view, _) = client.resume(&conversation).await?;
    let said: Vec<_> = view.turns.iter().map(|turn| turn.said.as_str()).collect();
    assert_eq!(said, quick_replies.iter().map(|offer| offer.label.as_str()).collect::<Vec<_>>());

    let cards = client.choose(&conversation, "person").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::AskedForPerson);
    let cards = client.ask(&conversation, "can i talk to a real person").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::AskedForPerson);
    for unknown in ["returns/nothing", "", "../../etc/passwd", "returns/how-long "] {
        let turn = json!({"turn_id": new_id("turn"), "say": {"choose": unknown}});
        let problem = problem(&client.turn(&conversation, &turn).await?, 422, "invalid")?;
        assert_eq!(problem.field.as_deref(), Some("say.choose"));
    }
    Ok(())
}
