//! A text's way from its editor to shoppers, in the console and beside it on the storefront.

use crate::visit::{Visit, new_browser};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use vouch_demo::{REVIEWER, STAFF_PASSWORD, WRITER};
use vouch_tests::browser::Browser;
use vouch_tests::demo::Demo;

/// The text of `returns/how-long` before and after.
const OLD: &str = "You can return most items";
const NEW: &str = "Mind the new rule: you can return most items";

/// Somebody of the staff before the console.
struct Seat {
    browser: Browser,
    base: String,
}

impl Seat {
    async fn take(demo: &Demo, email: &str) -> Result<Self> {
        let seat = Self { browser: new_browser().await?, base: demo.url() };
        seat.go("/console/knowledge").await?;
        seat.fill("input[type=email]", email).await?;
        seat.fill("input[type=password]", STAFF_PASSWORD).await?;
        seat.click("[data-testid=sign-in] button").await?;
        seat.sees("[data-testid=documents]", "Returns").await?;
        Ok(seat)
    }

    async fn go(&self, path: &str) -> Result<()> {
        self.browser.open(&format!("{}{path}", self.base)).await
    }

    /// Puts a text into a field, as the field's own events tell it.
    async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let script = format!(
            "const field = document.querySelector({});
            if (!field) return false;
            field.focus();
            field.value = {};
            field.dispatchEvent(new Event('input', {{bubbles: true}}));
            return true;",
            json!(selector),
            json!(text)
        );
        self.does(&script, &format!("text in {selector}")).await
    }

    /// Clicks as soon as there is something that may be clicked.
    async fn click(&self, selector: &str) -> Result<()> {
        let script = format!(
            "const button = document.querySelector({});
            if (!button || button.disabled) return false;
            button.click();
            return true;",
            json!(selector)
        );
        self.does(&script, &format!("a click on {selector}")).await
    }

    async fn does(&self, script: &str, what: &str) -> Result<()> {
        let done =
            async || Ok((self.browser.script(script).await? == Value::Bool(true)).then_some(()));
        self.browser.until(what, done).await
    }

    async fn sees(&self, selector: &str, text: &str) -> Result<()> {
        let script = format!(
            "return [...document.querySelectorAll({})].some(part => part.innerText.includes({}))",
            json!(selector),
            json!(text)
        );
        self.does(&script, &format!("{text:?} in {selector}")).await
    }

    /// Takes pictures for a person to look at: two widths, both themes.
    async fn pictures(&self, name: &str) -> Result<()> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        for theme in ["light", "dark"] {
            let set = format!("document.body.dataset.theme = {}", json!(theme));
            self.browser.script(&set).await?;
            for width in [768, 1280] {
                self.browser.resize(width, 900).await?;
                let file = format!("{name}-{theme}-{width}.png");
                self.browser.screenshot(&folder.join(file)).await?;
            }
        }
        self.browser.script("document.body.dataset.theme = 'light'").await?;
        Ok(())
    }

    async fn text(&self) -> Result<String> {
        let text = self
            .browser
            .script("return document.querySelector('[data-testid=source]')?.value ?? ''");
        Ok(text.await?.as_str().context("a text")?.to_owned())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_reaches_the_next_shopper_when_a_second_person_publishes_it() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    let before = visit.browser.widget_text().await?;

    let writer = Seat::take(&visit.demo, WRITER).await?;
    writer.pictures("knowledge-list").await?;
    writer.go("/console/knowledge/returns").await?;
    writer.sees("[data-testid=versions]", "Version 1").await?;
    writer
        .browser
        .until("the text", async || Ok((!writer.text().await?.is_empty()).then_some(())))
        .await?;
    let source = writer.text().await?;
    let (head, section) = source.split_once("## How long").context("the section")?;
    let line = section.lines().find(|line| !line.trim().is_empty()).context("its text")?;
    let changed = format!(
        "{head}## How long{}",
        section.replacen(line, &format!("{NEW} ({OLD}). {line}"), 1)
    );
    writer.fill("[data-testid=source]", &changed).await?;
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

    let reviewer = Seat::take(&visit.demo, REVIEWER).await?;
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
