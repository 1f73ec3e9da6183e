//! A member's way into the console: from the set-up link to the second step, and by keyboard to
//! every room. The pictures under `target/screenshots` are for people to look at.

use crate::seat::Seat;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::prelude::*;
use vouch_tests::demo::Demo;
use vouch_tests::totp::{code_now, next_code};

const PASSWORD: &str = "a password for tests";
const EMAIL: &str = "ann@shop.example";

/// The owner Ann, who has just chosen a password.
async fn welcomed(demo: &Demo) -> Result<Seat> {
    let arguments = ["--json", "user", "add", EMAIL, "--name", "Ann", "--role", "owner"];
    let printed: Value = serde_json::from_str(&demo.run_vouch(&arguments)?)?;
    let ann = Seat::by_link(demo, printed["link"].as_str().context("no link")?).await?;
    let field = ann.see("[data-testid=welcome] input[type=password]").await?;
    ann.pictures("welcome").await?;
    field.send_keys(format!("{PASSWORD}{}", Key::Enter.value())).await?;
    ann.see("nav.bar").await?;
    Ok(ann)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_link_to_a_second_step() -> Result<()> {
    let demo = Demo::start()?;
    let ann = welcomed(&demo).await?;
    ann.go("/console/account").await?;
    let form = "[data-testid=second-step]";
    ann.fill_labelled(form, "Your password", PASSWORD).await?;
    ann.click(&format!("{form} button[type=submit]")).await?;
    let secret = ann.see("[data-testid=totp-secret]").await?.text().await?;
    ann.pictures("account-secret").await?;
    ann.fill_labelled(form, "The code", &code_now(&secret)?).await?;
    ann.click(&format!("{form} button[type=submit]")).await?;
    ann.see("[data-testid=recovery-codes]").await?;
    let codes = ann.browser.driver().find_all(By::Css("[data-testid=recovery-codes] li")).await?;
    ensure!(codes.len() == 10, "{} recovery codes", codes.len());
    ann.pictures("account-codes").await?;

    ann.click(".rooms.last button").await?;
    let door = "[data-testid=sign-in]";
    ann.see(door).await?;
    ann.pictures("sign-in").await?;
    ann.fill_labelled(door, "E-mail", EMAIL).await?;
    ann.fill_labelled(door, "Password", &format!("{PASSWORD}{}", Key::Enter.value())).await?;
    // Of this half minute the code was used up; the next one is taken already.
    ann.fill_labelled(door, "Code", &next_code(&secret)?).await?;
    ann.pictures("sign-in-code").await?;
    ann.click(&format!("{door} button[type=submit]")).await?;
    ann.see("nav.bar").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_room_by_keyboard() -> Result<()> {
    let demo = Demo::start()?;
    let ann = welcomed(&demo).await?;
    let palette = async || -> Result<()> {
        let chain = ann.browser.driver().action_chain();
        chain.key_down(Key::Control).send_keys("k").key_up(Key::Control).perform().await?;
        ann.see("[data-testid=palette][open]").await.map(drop)
    };
    ann.keys("gt").await?;
    ann.is_at("/console/team").await?;
    ann.see("[data-testid=team] tbody tr").await?;
    ann.pictures("team").await?;
    palette().await?;
    ann.keys("aud").await?;
    let field = ann.see("[role=combobox]").await?;
    let chosen = field.attr("aria-activedescendant").await?.context("nothing is chosen")?;
    let option = ann.see(&format!("#{chosen}")).await?;
    ensure!(option.text().await?.contains("Audit log"), "{}", option.text().await?);
    ann.pictures("palette").await?;
    ann.browser.press(Key::Enter).await?;
    ann.is_at("/console/audit").await?;
    ann.see("[data-testid=audit] tbody tr").await?;
    ann.pictures("audit").await?;
    ann.keys("?").await?;
    ann.see("[data-testid=shortcuts][open]").await?;
    ann.pictures("keys").await?;
    ann.browser.press(Key::Escape).await?;
    ann.keys("ga").await?;
    ann.is_at("/console/account").await?;
    ann.see("[data-testid=sessions] tbody tr").await?;
    ann.pictures("account").await?;
    // What is typed is text, no command.
    ann.fill_labelled("[data-testid=password]", "Present", "gt?").await?;
    ann.is_at("/console/account").await?;
    ann.browser.driver().back().await?;
    ann.is_at("/console/audit").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_from_the_staff_room() -> Result<()> {
    let demo = Demo::start()?;
    let ann = welcomed(&demo).await?;
    ann.go("/console/team").await?;
    ann.click("[data-testid=invite]").await?;
    ann.fill_labelled("dialog[open]", "Name", "Bo").await?;
    ann.fill_labelled("dialog[open]", "E-mail", "bo@shop.example").await?;
    ann.pictures("invite").await?;
    ann.click("[data-testid=invite-send]").await?;
    let link = ann.see("[data-testid=set-up-link]").await?.text().await?;
    let start = format!("{}/console/welcome#", demo.url());
    ensure!(link.starts_with(&start), "{link}");
    ann.pictures("set-up-link").await?;
    ann.click("dialog[open] .primary").await?;
    let listed = async || {
        let text = ann.see("[data-testid=team]").await?.text().await?;
        Ok(text.contains("bo@shop.example").then_some(()))
    };
    ann.browser.until("the new member", listed).await?;
    ann.browser.open("about:blank").await?;
    ann.browser.open(&link).await?;
    ann.see("[data-testid=welcome] input[type=password]").await.map(drop)
}
