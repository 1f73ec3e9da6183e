//! A text's way from its editor to shoppers, in the console and beside it on the storefront.

use crate::seat::Seat;
use crate::visit::Visit;
use anyhow::{Context, Result};
use vouch_demo::{REVIEWER, WRITER};
use vouch_tests::demo::Demo;

/// The text of `returns/how-long` before and after.
const OLD: &str = "You can return most items";
const NEW: &str = "Mind the new rule: you can return most items";

/// Takes a seat before the documents.
async fn seat(demo: &Demo, email: &str) -> Result<Seat> {
    let seat = Seat::take(demo, email, "knowledge").await?;
    seat.sees("[data-testid=documents]", "Returns").await?;
    Ok(seat)
}

/// What the editor holds.
async fn source_of(seat: &Seat) -> Result<String> {
    let script = "return document.querySelector('[data-testid=source]')?.value ?? ''";
    Ok(seat.browser.script(script).await?.as_str().context("a text")?.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_reaches_the_next_shopper_when_a_second_person_publishes_it() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    let before = visit.browser.widget_text().await?;

    let writer = seat(&visit.demo, WRITER).await?;
    writer.pictures("knowledge-list").await?;
    writer.go("/console/knowledge/returns").await?;
    writer.sees("[data-testid=versions]", "Version 1").await?;
    writer
        .browser
        .until("the text", async || Ok((!source_of(&writer).await?.is_empty()).then_some(())))
        .await?;
    let source = source_of(&writer).await?;
    let (head, section) = source.split_once("## How long").context("the section")?;
    let line = section.lines().find(|line| !line.trim().is_empty()).context("its text")?;
    let changed = format!(
        "{head}## How long{}",
        section.replacen(line, &format!("{NEW} ({OLD}). {line}"), 1)
    );
    writer.paste("[data-testid=source]", &changed).await?;
    writer.sees("[role=status]", "Not saved").await?;
    // What is not saved survives the page.
    writer.go("/console/knowledge/returns").await?;
    writer.sees("[data-testid=unsaved-note]", "unsaved text").await?;
    writer.pictures("knowledge-editor").await?;
    writer.click("[data-testid=save]").await?;
    writer.sees("[data-testid=versions]", "Version 2").await?;
    writer.click("[data-testid=submission]").await?;
    writer.click("[data-testid=approval]").await?;
    writer.sees("[role=alert]", "somebody else has to approve").await?;
    writer.pictures("knowledge-refused").await?;

    let reviewer = seat(&visit.demo, REVIEWER).await?;
    reviewer.go("/console/knowledge/returns").await?;
    reviewer.click("[data-testid=approval]").await?;
    reviewer.click("[data-testid=publish]").await?;
    reviewer.sees("[data-testid=changed]", "answered differently").await?;
    reviewer.pictures("knowledge-publish").await?;
    reviewer.click("[data-testid=publish-now]").await?;
    reviewer.sees("[aria-label=State]", "In force").await?;

    // The next shopper gets the new text.
    let client = visit.demo.client()?;
    visit
        .browser
        .until("the new text", async || {
            let conversation = client.open().await?;
            let cards = client.choose(&conversation, "returns/how-long").await?;
            Ok(format!("{cards:?}").contains(NEW).then_some(()))
        })
        .await?;
    // The old conversation still shows what it showed.
    visit.browser.driver().refresh().await?;
    visit.click("vouch-launcher").await?;
    visit.browser.part("card-policy").await?;
    let after = visit.browser.widget_text().await?;
    assert!(!after.contains(NEW) && !before.contains(NEW), "{after}");
    Ok(())
}
