//! Orders: by the form and by text, with the wrong proof and with the right one (P4, P8).

use crate::visit::{Visit, words};
use anyhow::{Context, Result};
use vouch_shop::{SampleOrder, sample_orders};

fn sample(number: &str) -> Result<SampleOrder> {
    let mut samples = sample_orders().into_iter();
    samples.find(|sample| sample.number == number).context("it is among the samples")
}

async fn fill_order_form(visit: &Visit, number: &str, proof: &str, value: &str) -> Result<()> {
    visit.fill("order-number", number).await?;
    visit.click(&format!("order-by-{proof}")).await?;
    visit.fill(&format!("order-{proof}"), value).await?;
    visit.click("order-submit").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_shows_an_order_after_the_right_proof_only() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    let order = sample("FW-100012")?;
    visit.ask("where is my order").await?;
    visit.browser.part("card-order_form").await?;
    fill_order_form(&visit, order.number, "email", "someone.else@mail.example").await?;

    let again = visit.browser.last_part("card-order_form", 2).await?;
    assert!(words(&again).await?.contains("We found no order that matches"));
    assert_eq!(visit.count("card-order").await?, 0, "the wrong proof opens nothing");

    // A field of the newest form, which stands below the one that failed.
    let newest = async |test_id: &str, text: &str| -> Result<()> {
        let field = visit.browser.last_part(test_id, 2).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    };
    newest("order-number", order.number).await?;
    newest("order-email", order.email).await?;
    visit.browser.last_part("order-submit", 2).await?.click().await?;
    let card = words(&visit.browser.part("card-order").await?).await?;
    for expected in ["Order FW-100012", "On its way", "Parcel 1", "Parcel 2", "Sent ", "Expected "]
    {
        assert!(card.contains(expected), "{expected} is not in {card}");
    }
    ensure_times(&visit).await?;
    ensure_contents(&visit).await?;
    let ledger = visit.ledger("turn").await?;
    let text = serde_json::to_string(&ledger)?;
    assert!(!text.contains(order.email), "what proves an order is not kept");
    Ok(())
}

/// Each of several parcels says what it holds; together they hold what was ordered.
async fn ensure_contents(visit: &Visit) -> Result<()> {
    let order = "[data-testid=card-order]";
    let parcels = visit.browser.in_widget(&format!("{order} .parcels > li")).await?;
    let lists = visit.browser.in_widget(&format!("{order} .parcels > li .held")).await?;
    assert_eq!((parcels.len(), lists.len()), (2, 2));
    let counted = async |of: &str| -> Result<u32> {
        let mut sum = 0;
        for line in visit.browser.in_widget(&format!("{order} {of}")).await? {
            let text = words(&line).await?;
            let (quantity, name) = text.split_once('×').context("a quantity and a name")?;
            assert!(!name.trim().is_empty(), "{text}");
            sum += quantity.trim().parse::<u32>()?;
        }
        Ok(sum)
    };
    let (held, ordered) = (counted(".held li").await?, counted(".items li").await?);
    assert!(held > 1 && held == ordered, "{held} in parcels, {ordered} ordered");
    Ok(())
}

/// Steps say when they happened, and the time of the read names its zone.
async fn ensure_times(visit: &Visit) -> Result<()> {
    let done = visit.browser.in_widget("[data-testid=card-order] .steps .done .at").await?;
    assert!(done.len() >= 3, "placed, paid and sent have times");
    for step in &done {
        let text = words(step).await?;
        assert!(text.contains("2026") && text.contains(':'), "{text}");
    }
    let read = words(&visit.browser.part("order-read").await?).await?;
    let zone = visit
        .browser
        .script(
            "const name = {day: 'numeric', timeZoneName: 'longGeneric'};
            const parts = new Intl.DateTimeFormat('en', name).formatToParts();
            return parts.find(part => part.type === 'timeZoneName').value",
        )
        .await?;
    let zone = zone.as_str().context("a zone has a name")?;
    assert!(read.starts_with("Read from our records") && read.contains(zone), "{read}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_with_number_and_proof_shows_an_order() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    let order = sample("FW-100013")?;
    visit.ask(&format!("Where is {}? My address is {}", order.number, order.email)).await?;
    let card = words(&visit.browser.part("card-order").await?).await?;
    for expected in ["Order FW-100013", "Delivered", "Parcel 3", "Delivered "] {
        assert!(card.contains(expected), "{expected} is not in {card}");
    }
    let links = visit.browser.in_widget("[data-testid=card-order] a.track").await?;
    for link in &links {
        let href = link.attr("href").await?.context("a link leads somewhere")?;
        assert!(href.starts_with("https://"), "{href}");
        assert_eq!(link.attr("rel").await?.as_deref(), Some("noopener"));
    }

    let other = sample("FW-100005")?;
    visit.ask(&format!("and {}", other.number)).await?;
    let number = visit.browser.part("order-number").await?.prop("value").await?;
    assert_eq!(number.as_deref(), Some(other.number), "the number need not be typed twice");
    fill_order_form(&visit, other.number, "postcode", other.postcode).await?;
    let card = words(&visit.browser.last_part("card-order", 2).await?).await?;
    assert!(card.contains(other.number) && card.contains("On its way"), "{card}");
    Ok(())
}
