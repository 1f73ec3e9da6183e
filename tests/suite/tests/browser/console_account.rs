//! A member's way into the console: from the set-up link to the second step, and by keyboard to
//! every room. The pictures under `target/screenshots` are for people to look at.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::prelude::*;
use vouch_tests::browser::Browser;
use vouch_tests::demo::Demo;
use vouch_tests::totp::{code_now, next_code};

const PASSWORD: &str = "a password for tests";
const EMAIL: &str = "ann@shop.example";

/// A browser in which the owner Ann has chosen a password.
async fn welcomed(demo: &Demo) -> Result<Browser> {
    let arguments = ["--json", "user", "add", EMAIL, "--name", "Ann", "--role", "owner"];
    let printed: Value = serde_json::from_str(&demo.run_vouch(&arguments)?)?;
    let browser = Browser::start().await?;
    browser.open(printed["link"].as_str().context("no link")?).await?;
    let field = find(&browser, "[data-testid=welcome] input[type=password]").await?;
    browser.ensure_accessible("the welcome page").await?;
    pictures(&browser, "welcome").await?;
    field.send_keys(format!("{PASSWORD}{}", Key::Enter.value())).await?;
    find(&browser, "nav.bar").await?;
    Ok(browser)
}

async fn find(browser: &Browser, css: &str) -> Result<WebElement> {
    let found = async || Ok(browser.driver().find(By::Css(css)).await.ok());
    browser.until(css, found).await
}

async fn click(browser: &Browser, css: &str) -> Result<()> {
    let click = async || {
        browser.driver().find(By::Css(css)).await?.click().await?;
        Ok(Some(()))
    };
    browser.until(&format!("a click on {css}"), click).await
}

/// Types into the field with that label, within what the selector finds.
async fn fill(browser: &Browser, within: &str, label: &str, text: &str) -> Result<()> {
    let path = format!(".//label[starts-with(normalize-space(.), '{label}')]//input");
    let fill = async || {
        let form = browser.driver().find(By::Css(within)).await?;
        form.find(By::XPath(path.as_str())).await?.send_keys(text).await?;
        Ok(Some(()))
    };
    browser.until(&format!("text in {label}"), fill).await
}

async fn is_at(browser: &Browser, path: &str) -> Result<()> {
    let at = async || {
        let here = browser.script("return location.pathname").await?;
        Ok((here == json!(path)).then_some(()))
    };
    browser.until(path, at).await
}

/// The page on both screens in both themes; nothing may stick out at the side.
async fn pictures(browser: &Browser, name: &str) -> Result<()> {
    for theme in ["light", "dark"] {
        browser.script(&format!("document.body.dataset.theme = '{theme}'")).await?;
        for (width, height) in [(768, 1024), (1280, 800)] {
            browser.resize(width, height).await?;
            let wider = "return document.documentElement.scrollWidth - innerWidth";
            let wider = browser.script(wider).await?.as_i64().unwrap_or_default();
            ensure!(wider <= 0, "{name} is {wider} px wider than {width}");
            browser.ensure_accessible(&format!("{name}, {theme}, {width} px")).await?;
            let file = format!("../../target/screenshots/console-{name}-{width}-{theme}.png");
            browser.screenshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).await?;
        }
    }
    browser.script("document.body.dataset.theme = 'light'").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_link_to_a_second_step() -> Result<()> {
    let demo = Demo::start()?;
    let browser = welcomed(&demo).await?;
    browser.open(&format!("{}/console/account", demo.url())).await?;
    let form = "[data-testid=second-step]";
    fill(&browser, form, "Your password", PASSWORD).await?;
    click(&browser, &format!("{form} button[type=submit]")).await?;
    let secret = find(&browser, "[data-testid=totp-secret]").await?.text().await?;
    pictures(&browser, "account-secret").await?;
    fill(&browser, form, "The code", &code_now(&secret)?).await?;
    click(&browser, &format!("{form} button[type=submit]")).await?;
    find(&browser, "[data-testid=recovery-codes]").await?;
    let codes = browser.driver().find_all(By::Css("[data-testid=recovery-codes] li")).await?;
    ensure!(codes.len() == 10, "{} recovery codes", codes.len());
    pictures(&browser, "account-codes").await?;

    click(&browser, ".rooms.last button").await?;
    let door = "[data-testid=sign-in]";
    find(&browser, door).await?;
    pictures(&browser, "sign-in").await?;
    fill(&browser, door, "E-mail", EMAIL).await?;
    fill(&browser, door, "Password", &format!("{PASSWORD}{}", Key::Enter.value())).await?;
    // Of this half minute the code was used up; the next one is taken already.
    fill(&browser, door, "Code", &next_code(&secret)?).await?;
    pictures(&browser, "sign-in-code").await?;
    click(&browser, &format!("{door} button[type=submit]")).await?;
    find(&browser, "nav.bar").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_room_by_keyboard() -> Result<()> {
    let demo = Demo::start()?;
    let browser = welcomed(&demo).await?;
    let keys = async |text: &str| -> Result<()> {
        Ok(browser.driver().action_chain().send_keys(text).perform().await?)
    };
    let palette = async || -> Result<()> {
        let chain = browser.driver().action_chain();
        chain.key_down(Key::Control).send_keys("k").key_up(Key::Control).perform().await?;
        find(&browser, "[data-testid=palette][open]").await.map(drop)
    };
    keys("gt").await?;
    is_at(&browser, "/console/team").await?;
    find(&browser, "[data-testid=team] tbody tr").await?;
    pictures(&browser, "team").await?;
    palette().await?;
    keys("aud").await?;
    let field = find(&browser, "[role=combobox]").await?;
    let chosen = field.attr("aria-activedescendant").await?.context("nothing is chosen")?;
    let option = find(&browser, &format!("#{chosen}")).await?;
    ensure!(option.text().await?.contains("Audit log"), "{}", option.text().await?);
    pictures(&browser, "palette").await?;
    browser.press(Key::Enter).await?;
    is_at(&browser, "/console/audit").await?;
    find(&browser, "[data-testid=audit] tbody tr").await?;
    pictures(&browser, "audit").await?;
    keys("?").await?;
    find(&browser, "[data-testid=shortcuts][open]").await?;
    pictures(&browser, "keys").await?;
    browser.press(Key::Escape).await?;
    keys("ga").await?;
    is_at(&browser, "/console/account").await?;
    find(&browser, "[data-testid=sessions] tbody tr").await?;
    pictures(&browser, "account").await?;
    // What is typed is text, no command.
    fill(&browser, "[data-testid=password]", "Present", "gt?").await?;
    is_at(&browser, "/console/account").await?;
    browser.driver().back().await?;
    is_at(&browser, "/console/audit").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_from_the_staff_room() -> Result<()> {
    let demo = Demo::start()?;
    let browser = welcomed(&demo).await?;
    browser.open(&format!("{}/console/team", demo.url())).await?;
    click(&browser, "[data-testid=invite]").await?;
    fill(&browser, "dialog[open]", "Name", "Bo").await?;
    fill(&browser, "dialog[open]", "E-mail", "bo@shop.example").await?;
    pictures(&browser, "invite").await?;
    click(&browser, "[data-testid=invite-send]").await?;
    let link = find(&browser, "[data-testid=set-up-link]").await?.text().await?;
    let start = format!("{}/console/welcome#", demo.url());
    ensure!(link.starts_with(&start), "{link}");
    pictures(&browser, "set-up-link").await?;
    click(&browser, "dialog[open] .primary").await?;
    let listed = async || {
        let text = find(&browser, "[data-testid=team]").await?.text().await?;
        Ok(text.contains("bo@shop.example").then_some(()))
    };
    browser.until("the new member", listed).await?;
    browser.open("about:blank").await?;
    browser.open(&link).await?;
    find(&browser, "[data-testid=welcome] input[type=password]").await.map(drop)
}
