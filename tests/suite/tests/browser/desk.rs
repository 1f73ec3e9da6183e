//! The support desk from both sides at once: a shopper hands off, a person answers with words of
//! their own and with approved text, the shopper goes away and writes a mail, and says in the end
//! whether it is solved. Mail server and webhook receiver are real, and each event is signed.

use crate::seat::Seat;
use crate::visit::{UNKNOWN, Visit, ensure_one_ticket, words};
use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use vouch_demo::AGENT;
use vouch_shared::reply::InboundTaken;
use vouch_tests::client::Reply;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::identity::seconds_from_now;
use vouch_tests::receiver::Receiver;
use vouch_tests::smtp::Smtp;
use vouch_tests::story::{connect, count};
use vouch_tests::webhook::signature;

const KEY: &str = "0123456789abcdef0123456789abcdef";
const ANN: &str = "ann@mail.example";
const LIMIT: Duration = Duration::from_secs(20);

fn setup(smtp: &Smtp, receiver: &Receiver) -> Setup {
    let hook = receiver.url("/hook");
    let hook =
        format!("webhook = \"{hook}\"\nwebhook_key = \"{KEY}\"\nwebhook_private = \"a test\"");
    Demo::setup()
        .storefront()
        .edit("[site.handoff]", &format!("[site.handoff]\nsla_minutes = 240\n{hook}"))
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
        .variable("VOUCH_SITE__0__HANDOFF__MAIL_AFTER_SECONDS", "4")
        .variable("VOUCH_SITE__0__HANDOFF__REPLY_TO", "support@fellward.example")
        .variable("VOUCH_SITE__0__HANDOFF__INBOUND_KEY", KEY)
}

/// Types a reply into the composer and sends it.
async fn send_reply(agent: &Seat, text: &str) -> Result<()> {
    agent.see("#reply").await?.send_keys(text).await?;
    agent.see("[data-testid=send-reply]:not([disabled])").await?.click().await?;
    agent
        .holds("the reply to be sent", "return document.querySelector('#reply').value === ''")
        .await
}

/// Hands a shopper's mail in, as the shop's mail server does.
async fn mail_in(demo: &Demo, to: &str, text: &str) -> Result<InboundTaken> {
    let mail = format!(
        "From: Ann <{ANN}>\r\nTo: {to}\r\nMessage-ID: <m1@mail.example>\r\nSubject: Re: ticket\r\n\r\n{text}\r\n"
    );
    let (path, timestamp) = ("/v1/inbound/pk_demo", seconds_from_now(0).to_string());
    let signed = signature(KEY, &timestamp, path, mail.as_bytes())?;
    let request = demo.client()?.request(Method::POST, path);
    let request = request.header("content-type", "message/rfc822");
    let request = request.header("vouch-timestamp", &timestamp).header("vouch-signature", &signed);
    Reply::of(request.body(mail)).await?.json(StatusCode::OK)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_goes_from_the_widget_through_mail_to_a_satisfied_shopper() -> Result<()> {
    let (smtp, receiver) = (Smtp::start()?, Receiver::start().await?);
    let visit = Visit::start(setup(&smtp, &receiver)).await?;
    let agent = Seat::take(&visit.demo, AGENT, "inbox").await?;
    agent.see("[data-testid=empty]").await?;

    visit.open_widget().await?;
    visit.ask(UNKNOWN).await?;
    let promise = words(&visit.browser.part("expected").await?).await?;
    ensure!(promise.starts_with("You can expect an answer by "), "{promise}");
    visit.picture("desk-form").await?;
    visit.write_to_a_person(ANN, "Is it the Fjell or the Vidde?").await?;
    visit.browser.part("receipt-ticket").await?;
    let start = Instant::now();
    agent.see("[data-testid=tickets] [data-ticket]").await?;
    ensure!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    agent.browser.ensure_accessible("the inbox").await?;
    let ticket = ensure_one_ticket(&visit.demo, "Is it the Fjell or the Vidde?")?;
    let number = ticket["ticket"].as_str().context("it has a number")?.to_owned();
    visit.picture("desk-receipt").await?;

    // The agent inserts approved text by `/`, sees the very card, and types above it.
    agent.go(&format!("/console/tickets/{number}")).await?;
    agent.see("#reply").await?.send_keys("/").await?;
    let field = agent.see("[data-testid=picker][open] input").await?;
    field.send_keys("return").await?;
    agent.see("#approved-0").await?;
    agent.pictures("ticket-picker").await?;
    field.send_keys(Key::Enter + "").await?;
    agent
        .holds(
            "the card below the reply",
            "return !!document.querySelector('[data-testid=inserted] .framed')?.shadowRoot
            ?.querySelector('[data-testid=card-policy]')",
        )
        .await?;
    agent.see("#reply").await?.send_keys("The Fjell, and you can send it back:").await?;
    agent.pictures("ticket-composer").await?;
    send_reply(&agent, "").await?;

    let reply = words(&visit.browser.part("card-staff_message").await?).await?;
    ensure!(reply.contains("Sam Demo") && reply.contains("send it back:"), "{reply}");
    visit.browser.part("card-policy").await?;
    visit.picture("desk-reply").await?;
    // What she has before her is not mailed as well: her widget came back for it.
    let shown = "SELECT COUNT(*) FROM staff_reply WHERE shown_at IS NOT NULL";
    let known = async || {
        let mut connection = connect(&visit.demo).await?;
        Ok((count(&mut connection, shown).await? == 1).then_some(()))
    };
    visit.browser.until("the server to know that it is shown", known).await?;

    // She goes away; the next reply finds her by mail, and her answer finds the ticket.
    visit.browser.open("about:blank").await?;
    send_reply(&agent, "Did it arrive?").await?;
    let letter = smtp.wait_for(ANN, 1, LIMIT).await?;
    ensure!(letter.raw.contains("Did it arrive?"), "{}", letter.raw);
    let address = letter.header("Reply-To").context("a Reply-To")?;
    let taken = mail_in(&visit.demo, address, "It came, thank you.").await?;
    assert_eq!(taken, InboundTaken::Answer(number.as_str().into()));
    agent.holds("her mail in the open ticket",
        "return document.querySelector('[data-testid=transcript]').textContent.includes('It came, thank you.')",
    )
    .await?;

    agent.see("button[aria-keyshortcuts=c]").await?.click().await?;
    let closed = "return document.querySelector('[data-testid=state]').textContent === 'Closed'";
    agent.holds("the ticket to be closed", closed).await?;
    let letter = smtp.wait_for(ANN, 2, LIMIT).await?;
    ensure!(letter.raw.contains("has closed your ticket"), "{}", letter.raw);

    // Back on the page she is asked, and says so.
    visit.go("/").await?;
    visit.click("vouch-launcher").await?;
    visit.browser.sees("Is your question solved?").await?;
    visit.picture("desk-question").await?;
    let choices =
        visit.browser.in_widget("[data-testid=card-choices] [data-testid=choice]").await?;
    choices.first().context("two answers")?.click().await?;
    visit.browser.sees("Thank you for telling us.").await?;
    agent.browser.driver().refresh().await?;
    agent.holds("what she thought",
        "return !!document.querySelector('[data-testid=talk]')?.textContent.includes('that it is solved')",
    )
    .await?;
    let said = agent.see("[data-testid=transcript]").await?.text().await?;
    ensure!(said.contains("Yes"), "her choice in words: {said}");
    agent.sees("[data-testid=why]", UNKNOWN).await?;
    agent.pictures("ticket-closed").await?;
    ensure_signed(&receiver).await
}

/// Every event came, in whatever order, under a signature of the key.
async fn ensure_signed(receiver: &Receiver) -> Result<()> {
    receiver.wait_for(5, LIMIT).await?;
    let mut events = Vec::new();
    for received in receiver.received() {
        let timestamp = received.header("vouch-timestamp");
        let expected = signature(KEY, timestamp, &received.path, &received.body)?;
        assert_eq!(received.header("vouch-signature"), expected);
        events.push(received.json()?["event"].as_str().unwrap_or_default().to_owned());
    }
    events.sort_unstable();
    let expected = [
        "ticket.accepted",
        "ticket.closed",
        "ticket.shopper_message",
        "ticket.staff_reply",
        "ticket.staff_reply",
    ];
    assert_eq!(events, expected);
    Ok(())
}
