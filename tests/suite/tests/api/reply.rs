//! People answering: replies, taking over, giving back, closing, and mail for those who left.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use vouch_demo::{REVIEWER, SITE, WRITER};
use vouch_shared::block::plain_text;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::conversation::Say;
use vouch_shared::reply::{FoundSections, ReplyCards, Satisfaction, Talk};
use vouch_shared::staff::Role;
use vouch_shared::ticket::{BulkOutcome, TicketState, TicketView};
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
    a_merged_duplicate_is_told_and_nothing_is_asked,
    whoever_writes_again_opens_the_ticket_again,
    many_are_closed_as_one_is,
    whoever_left_is_asked_by_mail_unless_it_was_taken_back,
    a_canned_reply_is_found_and_goes_out_word_for_word,
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

    /// Closes the ticket as it is now.
    async fn close(&self) -> Result<TicketView> {
        let at = Desk::on_site(&format!("tickets/{}", self.ticket));
        let seen: TicketView = self.desk.get(&at).await?;
        let deed = json!({"do": "close", "version": seen.ticket.version});
        self.desk.post(&format!("{at}/changes"), &deed).await?.json(StatusCode::OK)
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
    assert_eq!(scene.close().await?.ticket.state, TicketState::Closed);
    let talk: Talk = desk.get(&scene.path("talk")).await?;
    assert_eq!((talk.taken_over, talk.satisfaction), (None, None));
    let mut shown = scene.cards().await?;
    let last = shown.pop().context("a card")?;
    let CardBody::Choices { options, text } = &last.body else { anyhow::bail!("{last:?}") };
    assert!(text.contains(&scene.ticket) && options.len() == 2, "{last:?}");
    let left = shown.pop().context("that the assistant answers again")?;
    let CardBody::Notice { text } = &left.body else { anyhow::bail!("{left:?}") };
    assert!(text.contains("answers again"), "{text}");
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
    let at = Desk::on_site(&format!("tickets/{}", scene.ticket));
    let open: TicketView = desk.get(&at).await?;
    assert_eq!(open.ticket.state, TicketState::Open, "what is not solved is open again");
    let asked = async || -> Result<usize> {
        let shown = scene.cards().await?;
        Ok(shown.iter().filter(|card| card.evidence == last.evidence).count())
    };
    scene.close().await?;
    assert_eq!(asked().await?, 2, "and asked about again when it is closed again");
    scene.close().await?;
    assert_eq!(asked().await?, 2, "closing what is closed asks nothing");
    Ok(())
}

async fn a_merged_duplicate_is_told_and_nothing_is_asked(setup: Setup) -> Result<()> {
    let (smtp, receiver) = (Smtp::start()?, Receiver::start().await?);
    let scene = Scene::new(mailed(hooked(setup, &receiver), &smtp, 0)).await?;
    let Scene { client, desk, ticket, .. } = &scene;
    let elsewhere = client.open().await?;
    let same = client.hand_off(&elsewhere, &contact_form("The zip, again")).await?.0.ticket.0;
    let at = |number: &str, rest: &str| Desk::on_site(&format!("tickets/{number}/{rest}"));
    desk.post(&at(&same, "takeover"), &()).await?.json::<Talk>(StatusCode::OK)?;
    let merge = json!({"do": "merge", "into": ticket, "version": 1});
    let merged: TicketView =
        desk.post(&at(&same, "changes"), &merge).await?.json(StatusCode::OK)?;
    assert_eq!(merged.ticket.state, TicketState::Closed);
    let talk: Talk = desk.get(&at(&same, "talk")).await?;
    assert_eq!(talk.taken_over, None, "nobody holds a conversation whose ticket is gone");
    let shown = client.resume(&elsewhere).await?.1;
    let told = shown.iter().find_map(|card| match &card.body {
        CardBody::Notice { text } if text.contains(ticket.as_str()) => Some(text.clone()),
        _ => None,
    });
    assert!(told.context("a notice names the other ticket")?.contains(&same));
    let asks = shown.iter().any(|card| matches!(card.body, CardBody::Choices { .. }));
    assert!(!asks, "there is nothing to ask yet: {shown:?}");
    // The webhook hears of it, the shopper gets no mail; then the real one is closed, with a mail.
    scene.close().await?;
    let letter = smtp.wait_for("ann@mail.example", 1, Duration::from_secs(15)).await?;
    assert!(letter.raw.contains(ticket.as_str()) && !letter.raw.contains(&same), "{}", letter.raw);
    receiver.wait_for(4, Duration::from_secs(10)).await?;
    let bodies: Vec<Value> =
        receiver.received().iter().map(Received::json).collect::<Result<_>>()?;
    let closed: Vec<_> = bodies.iter().filter(|body| body["event"] == "ticket.closed").collect();
    let of = |number: &str| closed.iter().find(|body| body["ticket"] == number);
    assert_eq!(of(&same).context("the duplicate")?["merged_into"], ticket.as_str());
    assert!(of(ticket).context("the ticket")?.get("merged_into").is_none());
    Ok(())
}

async fn whoever_writes_again_opens_the_ticket_again(setup: Setup) -> Result<()> {
    let scene = Scene::new(setup).await?;
    let Scene { client, conversation, desk, .. } = &scene;
    let at = Desk::on_site(&format!("tickets/{}", scene.ticket));
    let state =
        async || -> Result<TicketState> { Ok(desk.get::<TicketView>(&at).await?.ticket.state) };
    // Nobody has answered yet: the machine hands over as ever.
    let unknown = "Which jacket is warmest for Lapland in February?";
    assert_eq!(client.ask(conversation, unknown).await?.len(), 1);
    scene.reply("r1", "Which size do you need?", json!([])).await?;
    assert_eq!(state().await?, TicketState::Waiting);
    let question = "How long do I have to return a jacket?";
    client.ask(conversation, question).await?;
    assert_eq!(state().await?, TicketState::Waiting, "approved text answered that");
    let cards = client.ask(conversation, unknown).await?;
    let [notice, form] = cards.as_slice() else { anyhow::bail!("{cards:?}") };
    let CardBody::Notice { text } = &notice.body else { anyhow::bail!("{notice:?}") };
    assert!(text.contains(&scene.ticket), "{text}");
    assert!(matches!(form.body, CardBody::Handoff { .. }), "{form:?}");
    assert_eq!(state().await?, TicketState::Open);
    scene.close().await?;
    client.ask(conversation, unknown).await?;
    assert_eq!(state().await?, TicketState::Open);
    Ok(())
}

async fn many_are_closed_as_one_is(setup: Setup) -> Result<()> {
    let scene = Scene::new(setup).await?;
    let path = Desk::on_site("tickets/changes");
    scene.desk.post(&scene.path("takeover"), &()).await?.json::<Talk>(StatusCode::OK)?;
    let stale = json!({"do": "close", "tickets": [{"number": scene.ticket, "version": 9}]});
    let outcome: BulkOutcome = scene.desk.post(&path, &stale).await?.json(StatusCode::OK)?;
    assert_eq!((outcome.done.len(), outcome.refused.len()), (0, 1));
    let before = scene.cards().await?.len();
    let close = json!({"do": "close", "tickets": [{"number": scene.ticket, "version": 1}]});
    let outcome: BulkOutcome = scene.desk.post(&path, &close).await?.json(StatusCode::OK)?;
    assert_eq!((outcome.done.len(), outcome.refused.len()), (1, 0), "{outcome:?}");
    let shown = scene.cards().await?;
    assert_eq!(shown.len(), before + 2, "a notice and the question");
    assert!(matches!(shown[before + 1].body, CardBody::Choices { .. }), "{shown:?}");
    let talk: Talk = scene.desk.get(&scene.path("talk")).await?;
    assert_eq!(talk.taken_over, None);
    let mut connection = connect(&scene.demo).await?;
    let closed = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'closed'";
    assert_eq!(count(&mut connection, closed).await?, 1);
    Ok(())
}

async fn whoever_left_is_asked_by_mail_unless_it_was_taken_back(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let scene = Scene::new(mailed(setup, &smtp, 2)).await?;
    // Seen in the widget: no mail. Taken back before it went: no mail.
    scene.close().await?;
    scene.cards().await?;
    let at = Desk::on_site(&format!("tickets/{}/changes", scene.ticket));
    scene
        .desk
        .post(&at, &json!({"do": "reopen", "version": 2}))
        .await?
        .json::<TicketView>(StatusCode::OK)?;
    scene.close().await?;
    scene
        .desk
        .post(&at, &json!({"do": "reopen", "version": 4}))
        .await?
        .json::<TicketView>(StatusCode::OK)?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    let none = smtp.letters()?;
    let to_ann = none.iter().filter(|it| it.header("X-Envelope-To") == Some("ann@mail.example"));
    assert_eq!(to_ann.count(), 0);
    scene.close().await?;
    let letter = smtp.wait_for("ann@mail.example", 1, Duration::from_secs(15)).await?;
    assert_eq!(letter.header("Auto-Submitted"), Some("auto-generated"), "nobody typed it");
    let address = letter.header("Reply-To").context("a Reply-To")?;
    assert!(address.contains(&format!("support+{}.", scene.ticket)), "{address}");
    assert!(letter.header("In-Reply-To").is_some_and(|root| root.contains(&scene.ticket)));
    assert!(letter.raw.contains("has closed your ticket"), "{}", letter.raw);
    Ok(())
}

async fn a_canned_reply_is_found_and_goes_out_word_for_word(setup: Setup) -> Result<()> {
    let scene = Scene::new(setup).await?;
    let folder = tempfile::tempdir()?;
    let text = "We have looked into it and are sorry for the wait.";
    let file = "---\nid: sorry\ntitle: Sorry\nkind: reply\nlocale: en\nowner: support@fellward.example\n---\n\n# For the wait\n\n";
    std::fs::write(folder.path().join("sorry.md"), format!("{file}{text}\n"))?;
    let path = folder.path().to_str().context("a readable path")?;
    let vouch = |command: &[&str]| scene.demo.run_vouch(command);
    vouch(&["knowledge", "import", path, "--site", SITE, "--as", WRITER])?;
    let found = async |words: &str| -> Result<FoundSections> {
        scene.desk.get(&scene.path(&format!("sections?words={words}"))).await
    };
    assert!(!found("wait").await?.sections.iter().any(|it| it.canned), "not approved yet");
    vouch(&["knowledge", "approve", "--site", SITE, "--as", REVIEWER])?;
    vouch(&["knowledge", "publish", "--site", SITE, "--as", REVIEWER])?;
    let sections = found("wait%20sorry").await?.sections;
    let canned = sections.iter().find(|it| it.canned).context("the canned reply")?;
    assert_eq!(plain_text(&canned.blocks), text);
    assert!(found("").await?.sections[0].canned, "canned replies come first");
    // It says it all: nothing has to be typed. Nothing at all is no reply.
    let cards = scene.reply("r1", "", json!([{"section": canned.answer}])).await?;
    let [message, inserted] = cards.as_slice() else { anyhow::bail!("{cards:?}") };
    assert!(matches!(&message.body, CardBody::StaffMessage { blocks, .. } if blocks.is_empty()));
    let CardBody::Policy { blocks, .. } = &inserted.body else { anyhow::bail!("{inserted:?}") };
    assert_eq!(plain_text(blocks), text, "word for word");
    assert!(matches!(&inserted.evidence, Evidence::Policy(it) if it.document == "sorry"));
    let empty = json!({"reply_id": "r2", "text": " "});
    problem(&scene.desk.post(&scene.path("replies"), &empty).await?, 422, "invalid")?;
    // It never answers a question by itself.
    let cards = scene.client.ask(&scene.conversation, "sorry for the wait").await?;
    assert!(!format!("{cards:?}").contains("looked into it"), "{cards:?}");
    Ok(())
}

/// Mail out, and answers to it in.
fn mailed(setup: Setup, smtp: &Smtp, after_seconds: u32) -> Setup {
    setup
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
        .variable("VOUCH_SITE__0__HANDOFF__MAIL_AFTER_SECONDS", &after_seconds.to_string())
        .variable("VOUCH_SITE__0__HANDOFF__REPLY_TO", "support@fellward.example")
        .variable("VOUCH_SITE__0__HANDOFF__INBOUND_KEY", "0123456789abcdef0123456789abcdef")
}

async fn whoever_left_gets_the_reply_by_mail_and_nobody_else(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let scene = Scene::new(mailed(setup, &smtp, 3)).await?;
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
