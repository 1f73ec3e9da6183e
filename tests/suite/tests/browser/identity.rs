//! Whoever the shop vouches for picks an order instead of typing; others type the code that was
//! mailed to the order's address. Both see address and amounts, in their own zone and notation.

use crate::screen::{SCREENS, picture};
use crate::visit::{Visit, words};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::identity::token;
use vouch_tests::mailbox::Mailbox;

const NUMBER: &str = "FW-100012";
const EMAIL: &str = "signe.holm@mail.example";

fn signed_in(setup: Setup, email: &str) -> Setup {
    setup.storefront_with(&["--vouch-attr", &format!("data-identity={}", token("7", email))])
}

async fn zone(visit: &Visit, name: &str) -> Result<()> {
    visit.browser.devtools("Emulation.setTimezoneOverride", json!({"timezoneId": name})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signed_in_shopper_picks_an_order() -> Result<()> {
    let visit = Visit::start(signed_in(Demo::setup(), EMAIL)).await?;
    visit.open_widget().await?;
    visit.ask("where is my order").await?;
    let own = words(&visit.browser.part("order-own").await?).await?;
    ensure!(own.contains(NUMBER) && own.contains("Placed ") && own.contains("On its way"), "{own}");
    ensure!(!visit.browser.part("order-number").await?.is_displayed().await?, "the form waits");
    visit.click("order-own").await?;
    let card = words(&visit.browser.part("card-order").await?).await?;
    for expected in [NUMBER, "Delivery address", "Signe Holm", "Total"] {
        ensure!(card.contains(expected), "{expected} is not in {card}");
    }
    // Another order is one click away.
    visit.click("order-other").await?;
    visit.fill("order-number", "FW-100013").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_and_amounts_are_as_the_shopper_writes_them() -> Result<()> {
    let visit = Visit::start(signed_in(Demo::setup(), EMAIL)).await?;
    let mut shown = Vec::new();
    for (zone_name, locale, in_zone) in
        [("Asia/Tokyo", "en-GB", "Japan"), ("America/Denver", "de-DE", "Mountain")]
    {
        zone(&visit, zone_name).await?;
        visit.go("/").await?;
        visit.browser.script("sessionStorage.clear()").await?;
        visit.embed_again(&json!({"locale": locale})).await?;
        visit.open_widget().await?;
        visit.ask("where is my order").await?;
        visit.click("order-own").await?;
        let read = words(&visit.browser.part("order-read").await?).await?;
        ensure!(read.contains(in_zone), "{read}");
        let step = visit.browser.in_widget("[data-testid=card-order] .steps .at").await?;
        let step = words(step.first().context("it was placed")?).await?;
        let amounts = words(&visit.browser.part("order-amounts").await?).await?;
        let expected = visit.browser.script(&expected_amount(locale)).await?;
        let expected = expected.as_str().context("a text")?.to_owned();
        let flat = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        ensure!(flat(&amounts).contains(&flat(&expected)), "{expected} is not in {amounts}");
        shown.push((step, amounts));
    }
    ensure!(shown[0].0 != shown[1].0, "the same moment in two zones: {shown:?}");
    ensure!(shown[0].1 != shown[1].1, "the same sum in two notations: {shown:?}");
    Ok(())
}

/// The order's total as the browser itself writes it, from the digits on the screen.
fn expected_amount(locale: &str) -> String {
    format!(
        "const root = document.querySelector('vouch-widget').shadowRoot;
        const total = root.querySelector('.amounts .total dd').textContent;
        const minor = Number(total.replace(/\\D/g, ''));
        const currency = /€/.test(total) ? 'EUR' : /£/.test(total) ? 'GBP' : /\\$/.test(total) ? 'USD'
            : /SEK/.test(total) ? 'SEK' : /NOK/.test(total) ? 'NOK' : 'DKK';
        return new Intl.NumberFormat('{locale}', {{style: 'currency', currency}}).format(minor / 100);"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_person_starts_anew() -> Result<()> {
    let visit = Visit::start(signed_in(Demo::setup(), EMAIL)).await?;
    visit.open_widget().await?;
    visit.ask("where is my order").await?;
    visit.click("order-own").await?;
    visit.browser.part("card-order").await?;
    let first = visit.conversation().await?.id;
    // Signed out, in the page and then on the next one.
    visit.browser.script("window.Vouch.identify('')").await?;
    visit.ask("how long do I have to return a jacket").await?;
    visit.browser.part("card-policy").await?;
    ensure!(visit.count("card-order").await? == 0, "what was hers is gone from the screen");
    ensure!(visit.conversation().await?.id != first, "and the conversation is another");

    let other = token("8", "nobody@mail.example");
    visit.browser.script(&format!("window.Vouch.identify({})", Value::from(other))).await?;
    visit.ask("where is my order").await?;
    visit.browser.part("card-order_form").await?;
    ensure!(visit.count("order-own").await? == 0, "he has no orders");
    visit.go("/").await?;
    visit.open_widget().await?;
    ensure!(visit.count("card-order_form").await? == 0, "she does not read his chat either");
    Ok(())
}

fn with_codes(mailbox: &Mailbox) -> Setup {
    Demo::setup()
        .storefront()
        .variable("VOUCH_SMTP__URL", &mailbox.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <help@fellward.example>")
        .variable("VOUCH_SITE__0__ORDERS__CODE", "required")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mailed_code_opens_the_order() -> Result<()> {
    let mailbox = Mailbox::start()?;
    let visit = Visit::start(with_codes(&mailbox)).await?;
    visit.open_widget().await?;
    visit.ask(&format!("Where is {NUMBER}? My address is {EMAIL}")).await?;
    let field = visit.browser.part("order-code").await?;
    ensure!(field.attr("inputmode").await?.as_deref() == Some("numeric"));
    ensure!(field.attr("autocomplete").await?.as_deref() == Some("one-time-code"));
    ensure!(!visit.browser.part("order-number").await?.is_displayed().await?);
    let code = mailbox.wait_for(1)?.code()?;
    visit.fill("order-code", "000000").await?;
    visit.click("order-submit").await?;
    let again = visit.browser.last_part("card-order_form", 2).await?;
    ensure!(words(&again).await?.contains("does not fit"), "a wrong code is told");
    let field = visit.browser.last_part("order-code", 2).await?;
    field.send_keys(&code).await?;
    visit.browser.last_part("order-submit", 2).await?.click().await?;
    let card = words(&visit.browser.part("card-order").await?).await?;
    for expected in [NUMBER, "Delivery address", "Total"] {
        ensure!(card.contains(expected), "{expected} is not in {card}");
    }
    Ok(())
}

/// For people to look at, and that nothing sticks out or is too small for a finger.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cards_fit_every_screen() -> Result<()> {
    let mailbox = Mailbox::start()?;
    let (next, query) =
        ("[site.orders.next]\npartly_shipped = \"returns/how-long\"\n", "[site.orders.query]");
    let setup = with_codes(&mailbox).edit(query, &format!("{next}{query}"));
    let visit = Visit::start(setup).await?;
    for (width, height) in SCREENS {
        for scheme in ["light", "dark"] {
            let name = |what: &str| format!("{width}-{scheme}-{what}");
            visit.browser.prefer_color_scheme(scheme).await?;
            visit.browser.resize(width, height).await?;
            visit.go("/").await?;
            visit.browser.script("sessionStorage.clear()").await?;
            visit.embed_again(&json!({"identity": token("7", EMAIL)})).await?;
            visit.open_widget().await?;
            visit.ask("where is my order").await?;
            visit.browser.part("order-own").await?;
            picture(&visit, &name("own-orders")).await?;
            visit.click("order-own").await?;
            visit.browser.part("order-amounts").await?;
            picture(&visit, &name("own-order-top")).await?;
            let down = "document.querySelector('vouch-widget').shadowRoot\
                .querySelector('[data-testid=order-amounts]').scrollIntoView({block: 'end'})";
            visit.browser.script(down).await?;
            picture(&visit, &name("own-order-details")).await?;
            // Only so many codes are mailed for one order; whether there is one does not show.
            let number = if scheme == "light" { "FW-100013" } else { "FW-100012" };
            visit.ask(&format!("Where is {number}? My address is {EMAIL}")).await?;
            visit.browser.part("order-code").await?;
            picture(&visit, &name("order-code")).await?;
        }
    }
    Ok(())
}
