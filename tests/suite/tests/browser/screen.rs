//! On every screen: phone, tablet and desktop, light and dark, left to right and right to left.
//! The pictures under `target/screenshots` are for people to look at.

use crate::visit::{UNKNOWN, Visit, words};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

pub(crate) const SCREENS: [(u32, u32); 3] = [(360, 740), (768, 1024), (1280, 800)];
const ARABIC: &str = "متى يصل طلبي FW-100012؟";

/// What sticks out to the side of what holds it, apart from tables, which scroll by themselves.
const OVERFLOWS: &str = "
    const root = document.querySelector('vouch-widget').shadowRoot;
    const panel = root.querySelector('[data-testid=vouch-panel]').getBoundingClientRect();
    const out = [...root.querySelectorAll('[data-testid=vouch-panel] *')].filter(part => {
        if (part.closest('.table') && !part.matches('.table') || part.closest('.unseen')) return false;
        const box = part.getBoundingClientRect();
        return box.width && (box.left < panel.left - 1 || box.right > panel.right + 1);
    }).map(part => part.outerHTML.slice(0, 120));
    const log = root.querySelector('[data-testid=vouch-log]');
    if (log.scrollWidth > log.clientWidth) out.push(`log ${log.scrollWidth} > ${log.clientWidth}`);
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth) out.push(`page ${page.scrollWidth} > ${innerWidth}`);
    return out;";

/// Targets that are too small for a finger. A link within a sentence is as high as its line.
const SMALL: &str = "
    const root = document.querySelector('vouch-widget').shadowRoot;
    const targets = 'button, textarea, input:not([type=checkbox]), label.tick, a.track';
    return [...root.querySelectorAll(targets)].map(part => [part, part.getBoundingClientRect()])
        .filter(([part, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
        .map(([part, box]) => `${part.dataset.testid} ${box.width} x ${box.height}`);";

async fn ensure_fits(visit: &Visit, when: &str) -> Result<()> {
    for script in [OVERFLOWS, SMALL] {
        let found = visit.browser.script(script).await?;
        ensure!(found == json!([]), "{when}: {found:#}");
    }
    Ok(())
}

/// Waits until nothing in the widget moves any more.
async fn settled(visit: &Visit) -> Result<()> {
    let script = "const root = document.querySelector('vouch-widget').shadowRoot;
        return root.getAnimations().filter(a => a.playState === 'running').length";
    let still = async || Ok((visit.browser.script(script).await? == json!(0)).then_some(()));
    visit.browser.until("everything to stand still", still).await
}

pub(crate) async fn picture(visit: &Visit, name: &str) -> Result<()> {
    settled(visit).await?;
    ensure_fits(visit, name).await?;
    visit.picture(name).await
}

async fn journey(visit: &Visit, screen: (u32, u32), scheme: &str) -> Result<()> {
    let name = |what: &str| format!("{}-{scheme}-{what}", screen.0);
    visit.browser.prefer_color_scheme(scheme).await?;
    visit.browser.resize(screen.0, screen.1).await?;
    visit.go("/").await?;
    visit.browser.part("vouch-launcher").await?;
    visit.picture(&name("launcher")).await?;
    visit.open_widget().await?;
    picture(visit, &name("greeting")).await?;
    visit.ask("how fast do you ship to norway").await?;
    visit.browser.part("card-policy").await?;
    picture(visit, &name("table")).await?;
    visit.ask("How long do I have to return a jacket? And do you ship to Norway?").await?;
    visit.browser.last_part("card-policy", 3).await?;
    picture(visit, &name("two-answers")).await?;
    visit.ask("Where is FW-100012? My address is signe.holm@mail.example").await?;
    visit.browser.part("card-order").await?;
    picture(visit, &name("order")).await?;
    visit.ask("where is my order").await?;
    visit.browser.part("card-order_form").await?;
    picture(visit, &name("order-form")).await?;
    visit.ask(UNKNOWN).await?;
    visit.browser.part("card-handoff").await?;
    picture(visit, &name("handoff")).await?;
    visit.write_to_a_person("kari@mail.example", UNKNOWN).await?;
    visit.browser.part("receipt-ticket").await?;
    picture(visit, &name("receipt")).await?;
    visit.ask(&format!("{ARABIC} {}", "x".repeat(300))).await?;
    visit.browser.last_part("vouch-said", 6).await?;
    picture(visit, &name("arabic")).await?;
    let panel = visit.browser.part("vouch-panel").await?;
    let theme = visit
        .browser
        .script("return document.querySelector('vouch-widget').shadowRoot.querySelector('.vouch').dataset.theme")
        .await?;
    assert_eq!(theme, json!(scheme));
    let place = panel.rect().await?;
    if screen.0 == 360 {
        assert_eq!((place.x, place.y, place.width, place.height), (0.0, 0.0, 360.0, 740.0));
    } else {
        assert!((380.0..=440.0).contains(&place.width), "{place:?}");
    }
    visit.click("vouch-again").await?;
    visit.browser.part("card-greeting").await?;
    visit.browser.script("sessionStorage.clear()").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_fits_every_screen_in_light() -> Result<()> {
    let visit = Visit::plain().await?;
    for screen in SCREENS {
        journey(&visit, screen, "light").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_fits_every_screen_in_dark() -> Result<()> {
    let visit = Visit::plain().await?;
    for screen in SCREENS {
        journey(&visit, screen, "dark").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn arabic_runs_from_right_to_left() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.ask(ARABIC).await?;
    let said = visit.browser.in_widget("[data-testid=vouch-said] [dir=auto]").await?;
    let said = said.first().context("it was said")?;
    assert_eq!(words(said).await?, ARABIC);
    let direction: Value = visit
        .browser
        .script(
            "return document.querySelector('vouch-widget').shadowRoot
                .querySelector('[data-testid=vouch-said] [dir=auto]').matches(':dir(rtl)')",
        )
        .await?;
    assert_eq!(direction, json!(true));
    visit.browser.part("card-order_form").await?;
    let number = visit.browser.part("order-number").await?.prop("value").await?;
    assert_eq!(number.as_deref(), Some("FW-100012"));
    Ok(())
}
