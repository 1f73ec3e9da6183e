//! The whole way by keyboard alone, and what assistive technology is told.

use crate::visit::Visit;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// What has the focus, inside the widget or on the page, and whether one can see that.
const FOCUS: &str = "
    const root = document.querySelector('vouch-widget')?.shadowRoot;
    const at = root?.activeElement ?? document.activeElement;
    const look = getComputedStyle(at);
    const frame = at.closest('.composer');
    const framed = frame && getComputedStyle(frame).outlineStyle !== 'none';
    return {
        id: at.dataset.testid ?? '', href: at.getAttribute('href') ?? '', tag: at.tagName,
        visible: framed || (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0),
    };";

async fn focus(visit: &Visit) -> Result<Value> {
    visit.browser.script(FOCUS).await
}

/// Presses Tab (backwards if asked) until that has the focus. Every stop on the way must be seen.
async fn tab_to(visit: &Visit, backwards: bool, wanted: impl Fn(&Value) -> bool) -> Result<()> {
    for _ in 0..80 {
        let at = focus(visit).await?;
        if at["id"] != "" {
            ensure!(at["visible"] == json!(true), "one cannot see that {at} has the focus");
        }
        if wanted(&at) {
            return Ok(());
        }
        let keys = visit.browser.driver().action_chain();
        if backwards {
            keys.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift).perform().await?;
        } else {
            keys.send_keys(Key::Tab).perform().await?;
        }
    }
    anyhow::bail!("80 times Tab did not get there; now at {}", focus(visit).await?)
}

async fn focused(visit: &Visit, test_id: &str) -> Result<()> {
    let what = format!("the focus on {test_id}");
    visit
        .browser
        .until(&what, async || Ok((focus(visit).await?["id"] == test_id).then_some(())))
        .await
}

async fn type_text(visit: &Visit, text: &str) -> Result<()> {
    Ok(visit.browser.driver().action_chain().send_keys(text).perform().await?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_done_by_keyboard() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.go("/contact").await?;
    visit.browser.part("vouch-launcher").await?;
    tab_to(&visit, false, |at| at["id"] == "vouch-launcher").await?;
    visit.browser.press(Key::Enter).await?;
    visit.browser.part("card-greeting").await?;
    focused(&visit, "vouch-input").await?;
    type_text(&visit, "how to delete my account").await?;
    visit.browser.press(Key::Enter).await?;
    visit.browser.part("card-policy").await?;
    focused(&visit, "vouch-input").await?;

    tab_to(&visit, true, |at| at["id"] == "policy.yes").await?;
    visit.browser.press(Key::Space).await?;
    visit.browser.sees("Thanks, noted.").await?;
    tab_to(&visit, true, |at| at["href"] == "mailto:privacy@fellward.example").await?;
    tab_to(&visit, true, |at| at["id"] == "choice").await?;
    visit.browser.press(Key::Enter).await?;
    visit.browser.last_part("vouch-said", 2).await?;

    tab_to(&visit, false, |at| at["id"] == "vouch-person").await?;
    visit.browser.press(Key::Enter).await?;
    visit.browser.part("handoff-form").await?;
    tab_to(&visit, true, |at| at["id"] == "handoff-email").await?;
    type_text(&visit, "kari@mail.example").await?;
    tab_to(&visit, false, |at| at["id"] == "handoff-message").await?;
    type_text(&visit, "By keyboard").await?;
    tab_to(&visit, false, |at| at["id"] == "handoff-consent").await?;
    visit.browser.press(Key::Space).await?;
    tab_to(&visit, false, |at| at["id"] == "handoff-submit").await?;
    visit.browser.press(Key::Enter).await?;
    visit.browser.part("receipt-ticket").await?;
    focused(&visit, "vouch-input").await?;

    visit.browser.press(Key::Escape).await?;
    focused(&visit, "vouch-launcher").await?;
    assert!(!visit.browser.part("vouch-panel").await?.is_displayed().await?);
    assert_eq!(visit.heard("close").await?.len(), 1);
    visit.browser.press(Key::Enter).await?;
    focused(&visit, "vouch-input").await?;
    Ok(())
}

/// Name and role of everything in the widget that can be used, as assistive technology gets them.
async fn accessible(visit: &Visit) -> Result<Vec<(String, String)>> {
    let protocol = visit.browser.driver().cdp();
    let tree = protocol.send_raw("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("a tree has nodes")?;
    let text = |node: &Value, name: &str| node[name]["value"].as_str().unwrap_or("").to_owned();
    Ok(nodes
        .iter()
        .filter(|node| node["ignored"] == json!(false))
        .map(|node| (text(node, "role"), text(node, "name")))
        .collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_has_a_name_and_a_role() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask("how fast do you ship to norway").await?;
    visit.browser.part("card-policy").await?;
    visit.ask("where is my order").await?;
    visit.browser.part("card-order_form").await?;
    visit.click("vouch-person").await?;
    visit.browser.part("handoff-form").await?;
    let all = accessible(&visit).await?;
    for (role, name) in [
        ("dialog", "Ask Fellward"),
        ("log", "Conversation"),
        ("textbox", "Your question"),
        ("button", "Send"),
        ("button", "Close chat"),
        ("button", "Start over"),
        ("button", "Talk to a person"),
        ("textbox", "Order number"),
        ("textbox", "E-mail address"),
        ("textbox", "Message"),
        ("checkbox", "Fellward may use this to answer me."),
        ("columnheader", "Country"),
    ] {
        assert!(all.iter().any(|(r, n)| r == role && n == name), "no {role} {name:?} in {all:?}");
    }
    for (role, name) in &all {
        let used = ["button", "textbox", "checkbox", "link", "dialog", "log"];
        assert!(!used.contains(&role.as_str()) || !name.is_empty(), "a {role} without a name");
    }
    let live = visit.browser.part("vouch-log").await?.attr("aria-live").await?;
    assert_eq!(live.as_deref(), Some("polite"), "replies are read out as they come");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_plain_form_has_names_too() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.embed_again(&json!({"key": "x".repeat(43)})).await?;
    visit.click("vouch-launcher").await?;
    visit.browser.part("fallback-form").await?;
    focused(&visit, "fallback-email").await?;
    let all = accessible(&visit).await?;
    for (role, name) in [
        ("textbox", "E-mail"),
        ("textbox", "Message"),
        ("checkbox", "You may use this to reply"),
        ("button", "Send"),
        ("button", "Chat"),
    ] {
        assert!(all.iter().any(|(r, n)| r == role && n == name), "no {role} {name:?} in {all:?}");
    }
    Ok(())
}
