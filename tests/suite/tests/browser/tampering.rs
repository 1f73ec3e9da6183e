//! What nobody can vouch for is not shown (P1): changed cards, and a server whose keys the page
//! does not pin.

use crate::visit::{UNKNOWN, Visit, ensure_one_ticket};
use anyhow::Result;
use serde_json::json;
use vouch_tests::demo::Demo;
use vouch_tests::proxy::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_card_is_refused_and_told() -> Result<()> {
    let visit = Visit::start(Demo::setup().storefront().behind_proxy()).await?;
    visit.open_widget().await?;
    let greetings = visit.count("card-greeting").await?;
    // One byte in the middle of the payload of a turn's card.
    let one_byte = Fault::ChangeByte { after: "\"cards\":[\"".into(), offset: 400 };
    visit.demo.proxy()?.set(one_byte);
    visit.ask("What is your return window?").await?;
    visit.browser.sees("This reply could not be verified, so it is not shown.").await?;
    visit.browser.part("handoff-form").await?;
    assert_eq!(visit.count("card-policy").await?, 0, "the card is not shown");
    assert!(!visit.browser.widget_text().await?.contains("45 days"));
    assert_eq!(visit.count("card-greeting").await?, greetings);
    assert_eq!(visit.hears("error").await?["reason"], "signature");

    visit.demo.proxy()?.set(Fault::None);
    let refusal = visit
        .browser
        .until("the refusal in the ledger", async || Ok(visit.ledger("refusal").await?.pop()))
        .await?;
    assert_eq!(refusal["reason"], "signature");
    visit.write_to_a_person("kari@mail.example", "That looked odd").await?;
    visit.browser.part("receipt-ticket").await?;
    ensure_one_ticket(&visit.demo, "That looked odd")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_that_the_page_does_not_pin_lead_to_the_plain_form() -> Result<()> {
    let visit = Visit::plain().await?;
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    visit.embed_again(&json!({"key": other})).await?;
    visit.click("vouch-launcher").await?;
    visit.use_plain_form("kari@mail.example", UNKNOWN).await?;
    visit.browser.sees("Your ticket is").await?;
    assert_eq!(visit.hears("error").await?["reason"], "key");
    assert_eq!(visit.count("vouch-panel").await?, 0, "no widget without its keys");
    ensure_one_ticket(&visit.demo, UNKNOWN)?;
    Ok(())
}
