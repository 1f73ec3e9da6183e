//! The inbox in a browser: a ticket arrives by itself, the queue is worked through by keyboard, and
//! what cannot be verified is not shown.

use crate::seat::Seat;
use crate::visit::{UNKNOWN, Visit, ensure_one_ticket};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use vouch_demo::AGENT;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::story::{connect, contact_form, execute};

/// A promise that makes countdowns and, set back, overdue tickets.
fn setup() -> Setup {
    Demo::setup().storefront().edit("[site.handoff]", "[site.handoff]\nsla_minutes = 240")
}

async fn hand_off(demo: &Demo, message: &str) -> Result<String> {
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, UNKNOWN).await?;
    Ok(client.hand_off(&conversation, &contact_form(message)).await?.0.ticket.0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_arrives_in_the_open_inbox_by_itself() -> Result<()> {
    let visit = Visit::start(setup()).await?;
    let agent = Seat::take(&visit.demo, AGENT, "inbox").await?;
    agent.see("[data-testid=empty]").await?;
    visit.open_widget().await?;
    visit.ask(UNKNOWN).await?;
    visit.write_to_a_person("kari@mail.example", "Is it the Fjell or the Vidde?").await?;
    visit.browser.part("receipt-ticket").await?;
    let start = Instant::now();
    agent.see("[data-testid=tickets] [data-ticket]").await?;
    let took = start.elapsed();
    eprintln!("the inbox showed the ticket {} ms after the shopper's receipt", took.as_millis());
    ensure!(took < Duration::from_secs(2), "{took:?}");
    ensure_one_ticket(&visit.demo, "Is it the Fjell or the Vidde?")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_queue_is_worked_through_by_keyboard_alone() -> Result<()> {
    let demo = setup().start()?;
    let first = hand_off(&demo, "The first").await?;
    let second = hand_off(&demo, "The second").await?;
    let agent = Seat::take(&demo, AGENT, "inbox").await?;
    agent.see(&format!("[data-ticket='{second}']")).await?;
    for key in ["j", "j", "x"] {
        agent.keys(key).await?;
    }
    agent.see("[data-testid=bulk]").await?;
    agent.holds("the second line to be current",
        &format!("return document.querySelector('[data-ticket=\"{second}\"]').getAttribute('aria-current') === 'true'")).await?;
    agent.keys("k").await?;
    agent.browser.press(Key::Enter).await?;
    agent.see("[data-testid=why]").await?;
    let url = agent.browser.driver().current_url().await?;
    assert!(url.path().ends_with(&first), "{url}");
    agent.see("[data-testid=transcript]").await?;
    agent.keys("t").await?;
    agent.holds("the ticket to be Sam's",
        "return document.querySelector('#assignee').selectedOptions[0].textContent === 'Sam Demo'",
    )
    .await?;
    agent.keys("n").await?;
    agent.keys("Looks like a size question").await?;
    agent.browser.press(Key::Tab).await?;
    agent.browser.press(Key::Enter).await?;
    agent.see("[data-testid=history] .note").await?;
    agent.keys("c").await?;
    agent
        .holds(
            "the ticket to be closed",
            "return document.querySelector('[data-testid=state]').textContent === 'Closed'",
        )
        .await?;
    agent.keys("u").await?;
    agent
        .holds(
            "one open ticket",
            "return document.querySelectorAll('[data-testid=tickets] [data-ticket]').length === 1",
        )
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_card_is_refused_in_the_console() -> Result<()> {
    let demo = setup().start()?;
    let number = hand_off(&demo, "Look at this").await?;
    let agent = Seat::take(&demo, AGENT, "inbox").await?;
    let page = format!("{}/console/tickets/{number}", demo.url());
    agent.browser.open(&page).await?;
    let inside = "const frames = [...document.querySelectorAll('.framed')];
        return frames.some(frame => frame.shadowRoot?.querySelector('[data-testid=card-handoff]'))";
    agent.holds("the handoff card", inside).await?;
    assert_eq!(
        agent.browser.driver().find_all(By::Css("[data-testid=card-refused]")).await?.len(),
        0
    );
    let forms = "return [...document.querySelectorAll('.framed')]
        .some(frame => frame.shadowRoot.querySelector('form, button'))";
    assert_eq!(agent.browser.script(forms).await?, json!(false), "nothing on a card can be used");

    // Somebody who can write to the database changes what the shopper was told.
    let mut connection = connect(&demo).await?;
    let body = vouch_tests::story::text(
        &mut connection,
        "SELECT body FROM ledger_entry WHERE kind = 'turn'",
    )
    .await?;
    let (head, rest) = body.split_once("\"cards\":[\"").context("it has a card")?;
    let at = rest.find('.').context("a JWS has parts")? + 200;
    let flipped = if &rest[at..=at] == "A" { "B" } else { "A" };
    let forged = format!("{head}\"cards\":[\"{}{flipped}{}", &rest[..at], &rest[at + 1..]);
    let sql = format!(
        "UPDATE ledger_entry SET body = '{}' WHERE kind = 'turn'",
        forged.replace('\'', "''")
    );
    execute(&mut connection, &sql).await?;
    agent.browser.open(&page).await?;
    let refused = agent.see("[data-testid=card-refused]").await?;
    assert_eq!(refused.attr("data-reason").await?.as_deref(), Some("signature"));
    assert_eq!(agent.browser.script(inside).await?, json!(false), "the card is not shown");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rooms_of_tickets_look_right_on_every_screen() -> Result<()> {
    let demo = setup().start()?;
    for message in [
        "Is it the Fjell or the Vidde? I need it by Friday.",
        "My parcel is late.",
        "Do you repair zips?",
    ] {
        hand_off(&demo, message).await?;
    }
    let late =
        "UPDATE ticket SET due_at = '2026-01-01T00:00:00.000Z', priority = 3 WHERE number = 1002";
    execute(&mut connect(&demo).await?, late).await?;
    let agent = Seat::take(&demo, AGENT, "inbox").await?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, "What is your return window?").await?;
    let pages = [
        ("inbox", "inbox".to_owned(), "[data-ticket]"),
        ("ticket", "tickets/V-1001".to_owned(), ".framed"),
        ("conversations", "conversations".to_owned(), ".line.talk"),
        ("conversation", format!("conversations/{}", conversation.id), ".framed"),
    ];
    for (name, path, there) in &pages {
        agent.go(&format!("/console/{path}")).await?;
        agent.see(there).await?;
        agent.pictures(name).await?;
    }
    Ok(())
}
