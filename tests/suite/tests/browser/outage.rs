//! A server that goes away: nothing that a shopper wrote is lost, and nothing is said twice
//! (P3, P7, P10).

use crate::rewriter::Rewriter;
use crate::visit::{Visit, ensure_one_ticket, new_browser, record, tickets};
use anyhow::Result;
use serde_json::json;
use vouch_tests::demo::Demo;

const QUESTION: &str = "What is your return window?";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_comes_back_answers_what_was_asked() -> Result<()> {
    let mut visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.demo.stop_server()?;
    visit.ask(QUESTION).await?;
    visit.browser.part("vouch-trouble").await?;
    visit.browser.sees("Your message was not lost").await?;
    visit.browser.sees(QUESTION).await?;
    visit.browser.sees("Talk to a person").await?;
    visit.click("vouch-retry").await?;
    visit.browser.part("vouch-retry").await?;

    visit.demo.start_server()?;
    visit.click("vouch-retry").await?;
    visit.browser.part("card-policy").await?;
    assert_eq!(visit.count("vouch-trouble").await?, 0, "the trouble is over");
    assert_eq!(visit.count("vouch-said").await?, 1, "it was said once");
    assert_eq!(visit.ledger("turn").await?.len(), 1, "and recorded once");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_that_was_lost_is_given_again() -> Result<()> {
    let demo = Demo::setup().start()?;
    let rewriter = Rewriter::start(&demo).await?;
    let _shop = rewriter.serve_shop(&demo)?;
    let visit = Visit { browser: new_browser().await?, demo };
    visit.go("/").await?;
    visit.open_widget().await?;
    rewriter.set(|_| None);
    visit.ask(QUESTION).await?;
    visit.browser.part("vouch-retry").await?;
    assert_eq!(visit.ledger("turn").await?.len(), 1, "the server took it");
    rewriter.set(Some);
    visit.click("vouch-retry").await?;
    visit.browser.part("card-policy").await?;
    assert_eq!(visit.ledger("turn").await?.len(), 1, "the same turn, the same reply");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_in_the_widget_survives_the_server() -> Result<()> {
    let mut visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.demo.kill_server();
    visit.click("vouch-person").await?;
    visit.write_to_a_person("kari@mail.example", "Written while you were away").await?;
    visit.browser.sees("kept on this device").await?;
    visit.demo.start_server()?;
    visit.go("/help").await?;
    visit.hears("ticket").await?;
    ensure_one_ticket(&visit.demo, "Written while you were away")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_down_at_the_start_gets_the_form_later_and_once() -> Result<()> {
    let mut visit = Visit::plain().await?;
    visit.browser.part("vouch-launcher").await?;
    visit.demo.kill_server();
    visit.click("vouch-launcher").await?;
    visit.use_plain_form("kari@mail.example", "Are you there?").await?;
    visit.browser.sees("Kept here").await?;

    visit.demo.start_server()?;
    let driver = visit.browser.driver();
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    // Both tabs find the form at about the same time.
    driver.switch_to_window(second.clone()).await?;
    record(&visit.browser).await?;
    let open = json!(visit.demo.shop_url());
    driver.switch_to_window(first.clone()).await?;
    visit.browser.script(&format!("setTimeout(() => location.assign({open}))")).await?;
    driver.switch_to_window(second).await?;
    visit.browser.open(&visit.demo.shop_url()).await?;
    let sent = async || Ok((!tickets(&visit.demo)?.is_empty()).then_some(()));
    visit.browser.until("the ticket", sent).await?;
    for tab in driver.windows().await? {
        driver.switch_to_window(tab).await?;
        visit.browser.driver().refresh().await?;
        let kept = async || {
            let kept = "return Object.keys(localStorage).filter(k => /^vouch:/.test(k)).length";
            Ok((visit.browser.script(kept).await? == json!(0)).then_some(()))
        };
        visit.browser.until("the device to forget the form", kept).await?;
    }
    ensure_one_ticket(&visit.demo, "Are you there?")?;
    Ok(())
}
