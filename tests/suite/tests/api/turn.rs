//! The turn: approved text or a person (P2, P6), and the same reply to the same request (P3).

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use vouch_demo::{REVIEWER, SITE, WRITER};
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
    a_follow_up_is_read_with_the_answer_before_it,
    another_language_gets_its_own_text_or_a_person,
    two_questions_get_two_answers,
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

/// The answers that policy cards show.
fn answers(cards: &[Card]) -> Vec<String> {
    let answer = |card: &Card| match &card.evidence {
        Evidence::Policy(policy) => Some(format!("{}/{}", policy.document, policy.section)),
        _ => None,
    };
    cards.iter().filter_map(answer).collect()
}

async fn a_follow_up_is_read_with_the_answer_before_it(setup: Setup) -> Result<()> {
    const QUESTION: &str = "how long will that take";
    let demo = setup.start()?;
    let client = demo.client()?;
    let alone = client.open().await?;
    let cards = client.ask(&alone, QUESTION).await?;
    assert_eq!(answers(&cards), [""; 0], "nobody can know what this is about: {cards:?}");

    let conversation = client.open().await?;
    client.choose(&conversation, "exchanges/changing-size-or-colour").await?;
    let cards = client.ask(&conversation, QUESTION).await?;
    assert_eq!(answers(&cards), ["exchanges/how-long-an-exchange-takes"], "{cards:?}");
    // What stands in between counts: after a person was asked for, nothing has just been read.
    client.choose(&conversation, "person").await?;
    let cards = client.ask(&conversation, QUESTION).await?;
    assert_eq!(answers(&cards), [""; 0], "{cards:?}");
    // An opinion on a card is no reply, so the answer is still the last thing that was read.
    let shown = client.choose(&conversation, "exchanges/changing-size-or-colour").await?;
    let opinion = json!({"card": shown[0].id, "verdict": "helpful"});
    let told = client.post(&conversation, "feedback", &opinion).await?;
    assert!(told.status.is_success(), "{}", told.text());
    let cards = client.ask(&conversation, QUESTION).await?;
    assert_eq!(answers(&cards), ["exchanges/how-long-an-exchange-takes"], "{cards:?}");
    let lines = decisions(&client, &conversation).await?;
    assert!(
        lines.values().any(|line| line.contains("after=exchanges/changing-size-or-colour")),
        "{lines:?}"
    );
    Ok(())
}

async fn another_language_gets_its_own_text_or_a_person(setup: Setup) -> Result<()> {
    const QUESTION: &str = "Wie lange habe ich Zeit, um eine Jacke zurückzugeben?";
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let cards = client.ask(&conversation, QUESTION).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::LowConfidence);
    let lines = decisions(&client, &conversation).await?;
    assert!(lines.values().all(|line| line.contains("language=de")), "{lines:?}");

    let file = demo.folder().path.join("returns-de.md");
    let text = "---\nid: returns\ntitle: Rückgabe\nlocale: de\nowner: a@b.example\n---\n\n\
                ## How long\n\nSie haben **45 Tage** Zeit.\n\n```questions\n\
                Wie lange habe ich Zeit, um eine Jacke zurückzugeben?\n\
                wie lange kann ich etwas zurückgeben\n```\n";
    fs::write(&file, text)?;
    let path = file.to_str().context("a path")?;
    for (step, who) in
        [(&["import", path][..], WRITER), (&["approve"], REVIEWER), (&["publish"], REVIEWER)]
    {
        let arguments = [&["knowledge"], step, &["--site", SITE, "--as", who]].concat();
        demo.run_vouch(&arguments)?;
    }
    let started = Instant::now();
    let card = loop {
        let cards = client.ask(&conversation, QUESTION).await?;
        if let [card @ Card { body: CardBody::Policy { .. }, .. }] = &cards[..] {
            break card.clone();
        }
        ensure!(started.elapsed() < Duration::from_mins(1), "still not answered: {cards:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert_eq!(
        (card.locale.as_str(), answers(std::slice::from_ref(&card))),
        ("de", vec!["returns/how-long".to_owned()])
    );
    let cards = client.ask(&conversation, "How long do I have to return something?").await?;
    assert!(cards.iter().all(|card| card.locale == "en"), "{cards:?}");
    assert_eq!(answers(&cards), ["returns/how-long"]);
    Ok(())
}

async fn two_questions_get_two_answers(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let both = "How long do I have to return something? How much is delivery to the UK?";
    let cards = client.ask(&conversation, both).await?;
    let mut given = answers(&cards);
    given.sort_unstable();
    assert_eq!(given, ["returns/how-long", "shipping/delivery-costs"], "{cards:?}");
    assert_eq!(cards.len(), 2);
    // Half an answer is none.
    let half = "How long do I have to return something? Who won the 1987 chess tournament?";
    let cards = client.ask(&conversation, half).await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::LowConfidence);
    // Two cards are nothing that a follow-up could be about.
    client.ask(&conversation, both).await?;
    let cards = client.ask(&conversation, "what about norway").await?;
    assert_eq!(answers(&cards), [""; 0], "{cards:?}");
    Ok(())
}
