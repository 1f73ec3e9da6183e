//! The inbox in a browser: a ticket arrives by itself, the queue is worked through by keyboard, and
//! what cannot be verified is not shown.

use crate::visit::{UNKNOWN, Visit, ensure_one_ticket};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use vouch_demo::{AGENT, STAFF_PASSWORD};
use vouch_tests::browser::Browser;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::story::{connect, contact_form, execute};

/// Signs the demo's agent in, in a browser of its own.
pub(crate) async fn agent(demo: &Demo) -> Result<Browser> {
    let browser = Browser::start().await?;
    browser.open(&format!("{}/console/inbox", demo.url())).await?;
    let field = |name: &'static str| format!("[data-testid=sign-in] input[type={name}]");
    see(&browser, &field("email")).await?.send_keys(AGENT).await?;
    see(&browser, &field("password")).await?.send_keys(STAFF_PASSWORD).await?;
    see(&browser, "[data-testid=sign-in] button").await?.click().await?;
    see(&browser, "h1").await?;
    Ok(browser)
}

/// The first element of that selector, as soon as it is there.
pub(crate) async fn see(browser: &Browser, selector: &str) -> Result<WebElement> {
    browser
        .until(selector, async || {
            Ok(browser.driver().find_all(By::Css(selector)).await?.into_iter().next())
        })
        .await
}

/// Waits until a script says yes.
pub(crate) async fn holds(browser: &Browser, what: &str, script: &str) -> Result<()> {
    let yes = async || Ok((browser.script(script).await? == json!(true)).then_some(()));
    browser.until(what, yes).await
}

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
    let agent = agent(&visit.demo).await?;
    see(&agent, "[data-testid=empty]").await?;
    visit.open_widget().await?;
    visit.ask(UNKNOWN).await?;
    visit.write_to_a_person("kari@mail.example", "Is it the Fjell or the Vidde?").await?;
    visit.browser.part("receipt-ticket").await?;
    let start = Instant::now();
    see(&agent, "[data-testid=tickets] [data-ticket]").await?;
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
    let agent = agent(&demo).await?;
    see(&agent, &format!("[data-ticket='{second}']")).await?;
    for key in ["j", "j", "x"] {
        agent.driver().action_chain().send_keys(key).perform().await?;
    }
    see(&agent, "[data-testid=bulk]").await?;
    holds(&agent, "the second line to be current",
        &format!("return document.querySelector('[data-ticket=\"{second}\"]').getAttribute('aria-current') === 'true'")).await?;
    agent.driver().action_chain().send_keys("k").perform().await?;
    agent.press(Key::Enter).await?;
    see(&agent, "[data-testid=why]").await?;
    let url = agent.driver().current_url().await?;
    assert!(url.path().ends_with(&first), "{url}");
    see(&agent, "[data-testid=transcript]").await?;
    agent.driver().action_chain().send_keys("t").perform().await?;
    holds(
        &agent,
        "the ticket to be Sam's",
        "return document.querySelector('#assignee').selectedOptions[0].textContent === 'Sam Demo'",
    )
    .await?;
    agent.driver().action_chain().send_keys("n").perform().await?;
    agent.driver().action_chain().send_keys("Looks like a size question").perform().await?;
    agent.press(Key::Tab).await?;
    agent.press(Key::Enter).await?;
    see(&agent, "[data-testid=history] .note").await?;
    agent.driver().action_chain().send_keys("c").perform().await?;
    holds(
        &agent,
        "the ticket to be closed",
        "return document.querySelector('[data-testid=state]').textContent === 'Closed'",
    )
    .await?;
    agent.driver().action_chain().send_keys("u").perform().await?;
    holds(
        &agent,
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
    let agent = agent(&demo).await?;
    let page = format!("{}/console/tickets/{number}", demo.url());
    agent.open(&page).await?;
    let inside = "const frames = [...document.querySelectorAll('.framed')];
        return frames.some(frame => frame.shadowRoot?.querySelector('[data-testid=card-handoff]'))";
    holds(&agent, "the handoff card", inside).await?;
    assert_eq!(agent.driver().find_all(By::Css("[data-testid=card-refused]")).await?.len(), 0);
    let forms = "return [...document.querySelectorAll('.framed')]
        .some(frame => frame.shadowRoot.querySelector('form, button'))";
    assert_eq!(agent.script(forms).await?, json!(false), "nothing on a card can be used");

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
    agent.open(&page).await?;
    let refused = see(&agent, "[data-testid=card-refused]").await?;
    assert_eq!(refused.attr("data-reason").await?.as_deref(), Some("signature"));
    assert_eq!(agent.script(inside).await?, json!(false), "the card is not shown");
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
    let agent = agent(&demo).await?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, "What is your return window?").await?;
    let pages = [
        ("inbox", "inbox".to_owned(), "[data-ticket]"),
        ("ticket", "tickets/V-1001".to_owned(), ".framed"),
        ("conversations", "conversations".to_owned(), ".line.talk"),
        ("conversation", format!("conversations/{}", conversation.id), ".framed"),
    ];
    for (width, height) in [(768, 1024), (1280, 800)] {
        agent.resize(width, height).await?;
        for theme in ["light", "dark"] {
            for (name, path, there) in &pages {
                agent.open(&format!("{}/console/{path}", demo.url())).await?;
                agent.script(&format!("document.body.dataset.theme = '{theme}'")).await?;
                see(&agent, there).await?;
                let wide = agent
                    .script("return document.documentElement.scrollWidth > innerWidth")
                    .await?;
                ensure!(wide == json!(false), "{name} is wider than {width}");
                let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
                agent
                    .screenshot(&folder.join(format!("console-{name}-{width}-{theme}.png")))
                    .await?;
            }
        }
    }
    Ok(())
}
