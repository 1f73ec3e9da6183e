//! People answering: replies, taking over, giving back, closing, and mail for those who left.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use vouch_shared::block::plain_text;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::conversation::Say;
use vouch_shared::reply::{FoundSections, ReplyCards, Satisfaction, Talk};
use vouch_shared::staff::Role;
use vouch_tests::client::{Client, Conversation};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::on_both_databases;
use vouch_tests::receiver::{Received, Receiver};
use vouch_tests::smtp::Smtp;
use vouch_tests::story::{connect, contact_form, count, problem};

on_both_databases!(
    a_reply_is_recorded_signed_and_shown_live,
    a_reply_is_sent_once_and_refused_when_it_does_not_fit,
    while_a_person_has_the_say_the_machine_is_silent,
    a_closed_ticket_asks_whether_it_is_solved,
    whoever_left_gets_the_reply_by_mail_and_nobody_else,
);

const SECTION: &str = "returns/how-long";

struct Scene {
    demo: Demo,
    client: Client,
    conversation: Conversation,
    desk: Desk,
    ticket: String,
}

impl Scene {
    async fn new(setup: Setup) -> Result<Self> {
        let demo = setup.start()?;
        let client = demo.client()?;
        let conversation = client.open().await?;
        let form = contact_form("The zip broke");
        let ticket = client.hand_off(&conversation, &form).await?.0.ticket.0;
        let desk = demo.desk(Role::Agent).await?;
        Ok(Self { demo, client, conversation, desk, ticket })
    }

    fn path(&self, rest: &str) -> String {
        Desk::on_site(&format!("tickets/{}/{rest}", self.ticket))
    }

    async fn reply(&self, id: &str, text: &str, inserts: Value) -> Result<Vec<Card>> {
        let body = json!({"reply_id": id, "text": text, "inserts": inserts});
        let reply = self.desk.post(&self.path("replies"), &body).await?;
        let cards: ReplyCards = reply.json(StatusCode::OK)?;
        self.client.verify(&cards.cards).await
    }

    async fn cards(&self) -> Result<Vec<Card>> {
        Ok(self.client.resume(&self.conversation).await?.1)
    }
}

async fn a_reply_is_recorded_signed_and_shown_live(setup: Setup) -> Result<()> {
    let scene = Scene::new(setup).await?;
    let path = format!("/v1/conversations/{}/events", scene.conversation.id);
    let request = scene.client.request(Method::GET, &path);
    let mut stream = request.bearer_auth(&scene.conversation.token).send().await?;
    assert_eq!(stream.status(), StatusCode::OK);
    // It begins with whether answers are stopped: from then on nothing is missed.
    stream.chunk().await?.context("the first event")?;
    let typed = "Dear Ann,\nsorry!\n\n**We** <b>send</b> https://a.example a new one.";
    let cards = scene.reply("r1", typed, json!([{"section": SECTION}])).await?;
    let [message, policy] = cards.as_slice() else { anyhow::bail!("{cards:?}") };
    let CardBody::StaffMessage { name, blocks } = &message.body else {
        anyhow::bail!("{message:?}")
    };
    assert_eq!(name, "agent@shop.example", "the member's name");
    assert_eq!(plain_text(blocks), typed.replace("\n\n", "\n"), "as typed, and nothing is markup");
    assert!(!format!("{blocks:?}").contains("Some("), "no links: {blocks:?}");
    assert_eq!(message.evidence, Evidence::Staff { ticket: scene.ticket.as_str().into() });
    assert!(matches!(policy.evidence, Evidence::Policy(_)), "{policy:?}");
    assert_eq!(policy.conversation, scene.conversation.id);

    let mut told = String::new();
    while !told.contains("event: cards") || !told.ends_with("\n\n") {
        let chunk = tokio::time::timeout(Duration::from_secs(5), stream.chunk()).await??;
        told.push_str(std::str::from_utf8(&chunk.context("the stream goes on")?)?);
    }
    let shown = scene.cards().await?;
    assert_eq!(&shown[shown.len() - 2..], cards.as_slice(), "and when it is resumed");
    Ok(())
}

async fn a_reply_is_sent_once_and_refused_when_it_does_not_fit(setup: Setup) -> Result<()> {
    let receiver = Receiver::start().await?;
    let scene = Scene::new(hooked(setup, &receiver)).await?;
    let first = scene.reply("r1", "Hello", json!([])).await?;
    assert_eq!(scene.reply("r1", "Hello", json!([])).await?, first);
    let path = scene.path("replies");
    let other = json!({"reply_id": "r1", "text": "Another"});
    problem(&scene.desk.post(&path, &other).await?, 409, "reply-replayed")?;
    for (field, body) in [
        ("text", json!({"reply_id": "r2", "text": " \u{200b} "})),
        ("text", json!({"reply_id": "r2", "text": "x".repeat(10_001)})),
        ("reply_id", json!({"reply_id": "../", "text": "x"})),
        ("inserts", json!({"reply_id": "r2", "text": "x", "inserts": [{"section": "no/such"}]})),
        ("inserts", json!({"reply_id": "r2", "text": "x", "inserts": [{"order": "FW-000000"}]})),
    ] {
        let refused = problem(&scene.desk.post(&path, &body).await?, 422, "invalid")?;
        assert_eq!(refused.field.as_deref(), Some(field), "{body}");
    }
    let nowhere = Desk::on_site("tickets/V-9999/replies");
    problem(&scene.desk.post(&nowhere, &other).await?, 404, "not-found")?;
    let mut connection = connect(&scene.demo).await?;
    let replies = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'staff_message'";
    let told = "SELECT COUNT(*) FROM outbox WHERE event = 'ticket.staff_reply'";
    let audited = "SELECT COUNT(*) FROM audit_entry WHERE action = 'ticket.reply'";
    for sql in [replies, told, audited] {
        assert_eq!(count(&mut connection, sql).await?, 1, "{sql}");
    }
    // A preview is of no conversation, and nothing is kept of it.
    let body = json!({"reply_id": "r3", "text": "Hi"});
    let preview: ReplyCards =
        scene.desk.post(&scene.path("preview"), &body).await?.json(StatusCode::OK)?;
    assert_eq!(preview.cards.len(), 1);
    assert_eq!(count(&mut connection, replies).await?, 1);
    let found: FoundSections = scene.desk.get(&scene.path("sections?words=return%20long")).await?;
    assert!(found.sections.iter().any(|found| found.answer.as_str() == SECTION), "{found:?}");
    Ok(())
}

fn hooked(setup: Setup, receiver: &Receiver) -> Setup {
    let email = "email = \"help@fellward.example\"";
    let key = "0123456789abcdef0123456789abcdef";
    let url = receiver.url("/");
    let hook =
        format!("webhook = \"{url}\"\nwebhook_key = \"{key}\"\nwebhook_private = \"a test\"");
    setup.edit(email, &format!("{email}\n{hook}"))
}

async fn while_a_person_has_the_say_the_machine_is_silent(setup: Setup) -> Result<()> {
    let receiver = Receiver::start().await?;
    let scene = Scene::new(hooked(setup, &receiver)).await?;
    let Scene { client, conversation, desk, .. } = &scene;
    let question = "How long do I have to return a jacket?";
    assert!(matches!(client.ask(conversation, question).await?[0].body, CardBody::Policy { .. }));
    let talk: Talk = desk.post(&scene.path("takeover"), &()).await?.json(StatusCode::OK)?;
    assert_eq!(talk.taken_over.as_ref().map(|by| by.email.as_str()), Some("agent@shop.example"));
    let last = scene.cards().await?.pop().context("a card")?;
    let CardBody::Notice { text } = &last.body else { anyhow::bail!("{last:?}") };
    assert!(text.contains("agent@shop.example") && text.contains(&scene.ticket), "{text}");

    for say in [
        Say::Text(question.to_owned()),
        Say::Choose(SECTION.into()),
        Say::Text("FW-104213 ann@mail.example".to_owned()),
    ] {
        assert_eq!(client.say(conversation, say).await?, [], "the machine is silent");
    }
    receiver.wait_for(4, Duration::from_secs(10)).await?;
    let bodies: Result<Vec<Value>> = receiver.received().iter().map(Received::json).collect();
    let bodies = bodies?;
    let texts: Vec<&str> = bodies
        .iter()
        .filter(|body| body["event"] == "ticket.shopper_message")
        .filter_map(|body| body["text"].as_str())
        .collect();
    assert!(texts.contains(&question), "{texts:?}");
    assert_eq!(texts.len(), 3);
    // Taking it again changes nothing; giving it back is told, and the machine answers again.
    desk.post(&scene.path("takeover"), &()).await?.json::<Talk>(StatusCode::OK)?;
    let path = scene.path("takeover");
    let talk: Talk = desk.send(Method::DELETE, &path, None::<&()>).await?.json(StatusCode::OK)?;
    assert_eq!(talk.taken_over, None);
    assert!(matches!(client.ask(conversation, question).await?[0].body, CardBody::Policy { .. }));
    let mut connection = connect(&scene.demo).await?;
    let entries = "SELECT COUNT(*) FROM ledger_entry WHERE kind IN ('taken_over', 'released')";
    assert_eq!(count(&mut connection, entries).await?, 2);
    let receipt = client.receipt_text(conversation).await?;
    ensure!(receipt.contains("taken_over"), "the receipt tells who had the say");
    Ok(())
}

async fn a_closed_ticket_asks_whether_it_is_solved(setup: Setup) -> Result<()> {
    let scene = Scene::new(setup).await?;
    let Scene { client, conversation, desk, .. } = &scene;
    desk.post(&scene.path("takeover"), &()).await?.json::<Talk>(StatusCode::OK)?;
    let talk: Talk = desk.post(&scene.path("close"), &()).await?.json(StatusCode::OK)?;
    assert_eq!((talk.taken_over, talk.satisfaction), (None, None));
    let last = scene.cards().await?.pop().context("a card")?;
    let CardBody::Choices { options, text } = &last.body else { anyhow::bail!("{last:?}") };
    assert!(text.contains(&scene.ticket) && options.len() == 2, "{last:?}");
    let elsewhere = client.open().await?;
    let body = json!({"turn_id": "t1", "say": {"choose": options[0].choose}});
    problem(&client.turn(&elsewhere, &body).await?, 422, "invalid")?;
    let thanks = client.say(conversation, Say::Choose(options[0].choose.clone())).await?;
    assert!(matches!(thanks[0].body, CardBody::Notice { .. }), "{thanks:?}");
    let talk: Talk = desk.get(&scene.path("talk")).await?;
    assert_eq!(talk.satisfaction, Some(Satisfaction::Solved));
    let again = client.say(conversation, Say::Choose(options[1].choose.clone())).await?;
    assert!(matches!(again[1].body, CardBody::Handoff { .. }), "a way back to a person");
    let talk: Talk = desk.get(&scene.path("talk")).await?;
    assert_eq!(talk.satisfaction, Some(Satisfaction::NotSolved));
    desk.post(&scene.path("close"), &()).await?.json::<Talk>(StatusCode::OK)?;
    let asked = scene.cards().await?.into_iter().filter(|card| card.evidence == last.evidence);
    assert_eq!(asked.count(), 1, "closing twice asks once");
    Ok(())
}

async fn whoever_left_gets_the_reply_by_mail_and_nobody_else(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let setup = setup
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
        .variable("VOUCH_SITE__0__HANDOFF__MAIL_AFTER_SECONDS", "3")
        .variable("VOUCH_SITE__0__HANDOFF__REPLY_TO", "support@fellward.example")
        .variable("VOUCH_SITE__0__HANDOFF__INBOUND_KEY", "0123456789abcdef0123456789abcdef");
    let scene = Scene::new(setup).await?;
    scene.reply("seen", "You are still here", json!([])).await?;
    scene.cards().await?;
    scene.reply("unseen", "You have left", json!([{"section": SECTION}])).await?;
    let letter = smtp.wait_for("ann@mail.example", 1, Duration::from_secs(15)).await?;
    assert!(letter.raw.contains("You have left"), "{}", letter.raw);
    assert_eq!(letter.header("Auto-Submitted"), Some("no"), "a person wrote it");
    let address = letter.header("Reply-To").context("a Reply-To")?;
    assert!(address.contains(&format!("support+{}.", scene.ticket)), "{address}");
    assert!(letter.header("In-Reply-To").is_some_and(|root| root.contains(&scene.ticket)));
    assert!(letter.raw.contains("> "), "approved text stands apart: {}", letter.raw);
    tokio::time::sleep(Duration::from_secs(2)).await;
    smtp.wait_for("ann@mail.example", 1, Duration::from_secs(1)).await?;
    Ok(())
}
