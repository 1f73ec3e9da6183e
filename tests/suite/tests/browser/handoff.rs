//! The way to a person: from a question that has no certain answer to a stored ticket (P2, P7).

use crate::visit::{UNKNOWN, Visit, ensure_one_ticket, words};
use anyhow::{Context, Result};
use thirtyfour::prelude::*;
use vouch_demo::SITE;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_uncertain_question_becomes_a_ticket() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask(UNKNOWN).await?;
    let card = words(&visit.browser.part("card-handoff").await?).await?;
    assert!(card.contains("I will not guess"), "{card}");
    assert_eq!(visit.count("card-policy").await?, 0, "there is no best guess");
    let drafted = visit.browser.part("handoff-message").await?.prop("value").await?;
    assert_eq!(drafted.as_deref(), Some(UNKNOWN), "nothing has to be typed twice");

    visit.click("handoff-submit").await?;
    visit.browser.sees("Please enter an e-mail address that we can answer to.").await?;
    assert_eq!(visit.tickets()?.len(), 0);
    visit.write_to_a_person("kari@mail.example", UNKNOWN).await?;
    let number = words(&visit.browser.part("receipt-ticket").await?).await?;
    let ticket = ensure_one_ticket(&visit.demo, UNKNOWN)?;
    assert_eq!(ticket["ticket"], number.as_str());
    assert_eq!(ticket["details"]["email"], "kari@mail.example");
    assert_eq!(ticket["details"]["reason"], "low_confidence");
    assert_eq!(visit.hears("ticket").await?["ticket"], number.as_str());
    assert_eq!(visit.heard("handoff").await?.len(), 1);
    assert_eq!(visit.count("handoff-form").await?, 0, "a form that is done with is gone");

    let shown = visit.demo.run_vouch(&["ticket", "show", "--site", SITE, &number])?;
    assert!(shown.contains(UNKNOWN) && shown.contains("kari@mail.example"), "{shown}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_script_the_contact_page_makes_a_ticket() -> Result<()> {
    let visit = Visit::plain().await?;
    let off = serde_json::json!({"value": true});
    visit.browser.devtools("Emulation.setScriptExecutionDisabled", off).await?;
    visit.go("/help").await?;
    let driver = visit.browser.driver();
    driver.find(By::LinkText("Write to us")).await?.click().await?;
    let hostile = "<script>alert(1)</script>";
    let fill = async |name: &str, text: &str| -> Result<()> {
        let field = driver.find(By::Name(name)).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    };
    fill("name", hostile).await?;
    // A browser takes this for an address, the server does not.
    fill("email", "kari@mail").await?;
    fill("message", "No script here").await?;
    driver.find(By::Name("consent")).await?.click().await?;
    driver.find(By::Css("form button")).await?.click().await?;
    let told = async || Ok(driver.find_all(By::Css("[role=alert]")).await?.into_iter().next());
    let problem = visit.browser.until("the page with the problem", told).await?.text().await?;
    assert!(problem.contains("not an e-mail address that we can answer to"), "{problem}");
    let kept = driver.find(By::Name("name")).await?.prop("value").await?;
    assert_eq!(kept.as_deref(), Some(hostile), "what was typed is kept, as text");

    fill("email", "kari@mail.example").await?;
    driver.find(By::Name("consent")).await?.click().await?;
    driver.find(By::Css("form button")).await?.click().await?;
    // The click may return before the page that follows is there.
    let told = async || Ok(driver.find_all(By::Css("[role=status]")).await?.into_iter().next());
    let thanks = visit.browser.until("the page with thanks", told).await?.text().await?;
    let ticket = ensure_one_ticket(&visit.demo, "No script here")?;
    assert!(thanks.contains(ticket["ticket"].as_str().context("it has a number")?), "{thanks}");
    assert_eq!(ticket["details"]["name"], hostile);
    Ok(())
}
