//! Picking a conversation up again: after a reload, on another page, in another tab.

use crate::visit::Visit;
use anyhow::Result;
use vouch_tests::demo::Demo;

/// A conversation of two turns, and what it reads.
async fn talk(visit: &Visit) -> Result<String> {
    visit.open_widget().await?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    visit.ask("express delivery late").await?;
    visit.browser.last_part("card-policy", 2).await?;
    visit.browser.widget_text().await
}

/// Opens the widget on the page that was just loaded and reads it.
async fn read_again(visit: &Visit) -> Result<String> {
    visit.click("vouch-launcher").await?;
    visit.browser.last_part("card-policy", 2).await?;
    visit.browser.widget_text().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tab_keeps_the_conversation_and_a_new_one_does_not() -> Result<()> {
    let visit = Visit::plain().await?;
    let before = talk(&visit).await?;
    visit.browser.driver().refresh().await?;
    assert_eq!(read_again(&visit).await?, before, "after a reload");
    visit.go("/help/returns").await?;
    assert_eq!(read_again(&visit).await?, before, "on another page");
    assert_eq!(visit.ledger("turn").await?.len(), 2, "nothing was asked again");

    let tab = visit.browser.driver().new_tab().await?;
    visit.browser.driver().switch_to_window(tab).await?;
    visit.go("/").await?;
    visit.open_widget().await?;
    assert_eq!(visit.count("vouch-said").await?, 0, "a new tab starts anew");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_may_keep_conversations_across_visits() -> Result<()> {
    let visits = Demo::setup().edit("risk = 0.02", "risk = 0.02\nresume = \"visits\"").storefront();
    let visit = Visit::start(visits).await?;
    let before = talk(&visit).await?;
    let tab = visit.browser.driver().new_tab().await?;
    visit.browser.driver().switch_to_window(tab).await?;
    visit.go("/").await?;
    assert_eq!(read_again(&visit).await?, before);

    visit.click("vouch-again").await?;
    visit
        .browser
        .until("a new conversation", async || {
            Ok((visit.count("vouch-said").await? == 0).then_some(()))
        })
        .await?;
    visit.browser.part("card-greeting").await?;
    Ok(())
}
