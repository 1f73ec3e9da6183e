//! Setting a site up, and what goes out of the house, in the console.

use crate::seat::Seat;
use crate::visit::Visit;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::time::Duration;
use vouch_demo::{OWNER, SITE};
use vouch_tests::browser::Browser;
use vouch_tests::demo::Demo;
use vouch_tests::receiver::Receiver;
use vouch_tests::story::contact_form;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shops_look_is_changed_and_its_tag_seen() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    let owner = Seat::take(&visit.demo, OWNER, "site").await?;
    owner.sees("[data-testid=tag]", &format!("data-site=\"{SITE}\"")).await?;
    owner.sees("[data-testid=policy]", "connect-src").await?;
    owner.sees("[data-testid=seen]", "works").await?;
    // The preview is the widget itself.
    let preview = "const page = document.querySelector('.preview iframe')?.contentDocument;
        const widget = page?.querySelector('vouch-widget')?.shadowRoot;
        return !!widget?.querySelector('[data-testid=card-greeting]')";
    owner.holds("the widget in the preview", preview).await?;
    owner.pictures("site").await?;

    let name = "[data-testid=site-look] input";
    owner.fill(name, "Fellward of the North").await?;
    let logo = owner.browser.folder().join("logo.svg");
    std::fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'/>")?;
    let file = logo.to_str().context("a path")?;
    owner.see("#logo").await?.send_keys(file).await?;
    owner.see("img.logo").await?;
    owner.click("[data-testid=site-look] button.primary").await?;
    owner.sees(".toast", "Saved").await?;
    let shopper = Browser::start().await?;
    shopper.open(&visit.demo.shop_url()).await?;
    shopper.part("vouch-launcher").await?.click().await?;
    shopper.sees("Fellward of the North").await?;
    let drawn = "const root = document.querySelector('vouch-widget').shadowRoot;
        return root.querySelector('header img')?.naturalWidth > 0";
    let drawn = async || Ok((shopper.script(drawn).await? == json!(true)).then_some(()));
    shopper.until("the logo in the header", drawn).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_is_added_and_chosen() -> Result<()> {
    let demo = Demo::start()?;
    let owner = Seat::take(&demo, OWNER, "site").await?;
    owner.click("[data-testid=add-site]").await?;
    owner.fill_labelled("dialog[open]", "The shop's name", "Second Shop").await?;
    owner.fill_labelled("dialog[open]", "Its address", "https://second.example").await?;
    owner.fill_labelled("dialog[open]", "A public key word", "pk_second").await?;
    owner.pictures("site-new").await?;
    owner.click("dialog[open] .primary").await?;
    owner.sees("[data-testid=tag]", "data-site=\"pk_second\"").await?;
    owner.sees(".site", "Second Shop").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_delivered_is_sent_again() -> Result<()> {
    let shop = Receiver::start().await?;
    shop.fail(401, 1);
    let email = "email = \"help@fellward.example\"";
    let webhook = format!(
        "{email}\nwebhook = \"{}\"\nwebhook_key = \"{}\"\nwebhook_private = \"a test\"",
        shop.url("/hook"),
        "k".repeat(32)
    );
    let setup = Demo::setup().edit(email, &webhook);
    let setup = setup.variable("VOUCH_DELIVERY__MAX_TRIES", "1");
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.hand_off(&conversation, &contact_form("Where is it?")).await?;
    shop.wait_for(1, Duration::from_secs(10)).await?;

    let owner = Seat::take(&demo, OWNER, "delivery").await?;
    owner.sees("[data-testid=messages]", "401").await?;
    owner.pictures("delivery").await?;
    shop.recover();
    owner.click("[data-testid=retry-all]").await?;
    owner.sees("[role=status]", "1 sent again").await?;
    let arrived = async || {
        owner.click("[data-testid=look-again]").await?;
        let words = owner.see("[data-testid=messages]").await?.text().await?;
        Ok((words.contains("sent") && !words.contains("dead")).then_some(()))
    };
    owner.browser.until("the message to arrive", arrived).await?;
    let received = shop.received();
    ensure!(received.len() == 2, "{received:?}");
    let key = |at: usize| received[at].header("idempotency-key").to_owned();
    assert_eq!(key(0), key(1), "the same message");
    Ok(())
}
