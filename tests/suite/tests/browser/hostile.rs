//! Hostile words in every field: they are shown as they were written, and nothing comes to life.

use crate::visit::{Visit, ensure_one_ticket, words};
use anyhow::Result;
use serde_json::json;

const HOSTILE: &str = "<img src=x onerror=\"window.pwned++\"><script>window.pwned++</script>\
    <svg onload=alert(1)></svg>'\"><a href=\"javascript:alert(1)\">x</a>{{7*7}}";

/// Nothing of it became an element, here or on the page, and no script ran.
async fn ensure_inert(visit: &Visit) -> Result<()> {
    let alive = "img, script, iframe, svg[onload], a[href^='javascript'], [onerror]";
    assert_eq!(visit.browser.in_widget(alive).await?.len(), 0, "it became an element");
    let ran = visit.browser.script("return window.pwned").await?;
    assert_eq!(ran, json!(0), "a script of it ran");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_words_are_shown_and_do_nothing() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask(HOSTILE).await?;
    visit.browser.part("card-handoff").await?;
    let said = visit.browser.in_widget("[data-testid=vouch-said] [dir=auto]").await?;
    assert_eq!(words(&said[0]).await?, HOSTILE);
    ensure_inert(&visit).await?;
    visit.fill("handoff-name", HOSTILE).await?;
    visit.write_to_a_person("\"<b>\"@mail.example", HOSTILE).await?;
    visit.browser.sees("not an e-mail address that we can answer to").await?;
    visit.fill("handoff-email", "kari@mail.example").await?;
    visit.click("handoff-submit").await?;
    visit.browser.part("receipt-ticket").await?;
    let ticket = ensure_one_ticket(&visit.demo, HOSTILE)?;
    assert_eq!(ticket["details"]["name"], HOSTILE);

    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    visit.click("policy.wrong").await?;
    visit.fill("feedback-words", HOSTILE).await?;
    visit.click("feedback-submit").await?;
    visit.browser.sees("Thanks, noted.").await?;
    visit.ask(&format!("FW-1'; DROP TABLE orders;-- {HOSTILE}")).await?;
    visit.browser.last_part("vouch-said", 3).await?;
    ensure_inert(&visit).await?;

    visit.browser.driver().refresh().await?;
    visit.click("vouch-launcher").await?;
    visit.browser.last_part("vouch-said", 3).await?;
    visit.browser.sees(HOSTILE).await?;
    ensure_inert(&visit).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_longest_and_the_emptiest_question() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    let typed = |text: &str| {
        format!(
            "const area = document.querySelector('vouch-widget').shadowRoot
                .querySelector('[data-testid=vouch-input]');
            area.value = {};
            area.dispatchEvent(new Event('input', {{bubbles: true}}));",
            json!(text)
        )
    };
    let blocked = async || -> Result<bool> {
        Ok(visit.browser.part("vouch-send").await?.attr("aria-disabled").await?.is_some())
    };
    visit.browser.script(&typed(" \n\t ")).await?;
    assert!(blocked().await?, "white space is no question");
    visit.browser.script(&typed(&"x".repeat(4001))).await?;
    visit.browser.sees("That is more than 4000 characters.").await?;
    assert!(blocked().await?);
    visit.browser.script(&typed("\u{200b}\u{200b}")).await?;
    visit.click("vouch-send").await?;
    visit.browser.sees("there is nothing to read; please write a question").await?;
    visit.browser.script(&typed(&"ø".repeat(4000))).await?;
    visit.click("vouch-send").await?;
    visit.browser.part("card-handoff").await?;
    Ok(())
}
