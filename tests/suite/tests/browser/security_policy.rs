//! Pages with a strict Content-Security-Policy: the widget works where WebAssembly is allowed, the
//! plain form stands in the same place where it is not, and both are styled (P10).

use crate::visit::{Visit, ensure_one_ticket};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use vouch_tests::demo::Demo;

async fn start(csp: &str) -> Result<Visit> {
    let visit = Visit::start(Demo::setup().storefront_with(&["--csp", csp])).await?;
    let answer = visit
        .browser
        .script("return fetch(location.href).then(r => r.headers.get('content-security-policy'))")
        .await?;
    let policy = answer.as_str().context("the page has a policy")?;
    assert!(policy.contains("style-src 'self'") && !policy.contains("unsafe-inline"), "{policy}");
    Ok(visit)
}

/// A computed style of a part of the widget.
async fn style(visit: &Visit, test_id: &str, property: &str) -> Result<String> {
    Ok(visit.browser.part(test_id).await?.css_value(property).await?)
}

async fn refused(visit: &Visit) -> Result<Value> {
    visit.browser.script("return window.refused").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_with_wasm_runs_the_widget() -> Result<()> {
    let visit = start("strict").await?;
    visit.open_widget().await?;
    visit.ask("What is your return window?").await?;
    visit.browser.part("card-policy").await?;
    assert_eq!(style(&visit, "vouch-panel", "position").await?, "fixed");
    assert_eq!(style(&visit, "vouch-panel", "display").await?, "flex");
    assert_eq!(style(&visit, "card-policy", "border-top-style").await?, "solid");
    assert_eq!(style(&visit, "vouch-launcher", "position").await?, "fixed");
    assert_eq!(refused(&visit).await?, json!([]), "the policy refused nothing");
    for line in visit.browser.driver().browser_log().await? {
        let text = line.message.to_lowercase();
        assert!(!text.contains("content security") && !text.contains("violates"), "{text}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_without_wasm_gets_the_plain_form() -> Result<()> {
    let visit = start("strict-no-wasm").await?;
    visit.click("vouch-launcher").await?;
    let form = visit.browser.part("fallback-form").await?;
    assert_eq!(visit.hears("error").await?["reason"], "blocked");
    assert_eq!(style(&visit, "fallback-form", "position").await?, "fixed");
    assert_eq!(style(&visit, "fallback-form", "right").await?, "20px");
    assert_eq!(style(&visit, "fallback-form", "width").await?, "280px");
    let place = form.rect().await?;
    assert!(place.x + place.width <= 1280.0 && place.y >= 0.0, "it is on the screen: {place:?}");
    let policies = refused(&visit).await?.to_string();
    assert!(!policies.contains("style") && !policies.contains("connect"), "{policies}");

    visit.use_plain_form("kari@mail.example", "No WebAssembly here").await?;
    visit.browser.sees("Your ticket is").await?;
    ensure_one_ticket(&visit.demo, "No WebAssembly here")?;
    let wasm = visit
        .browser
        .script("return performance.getEntriesByType('resource').filter(e => /wasm/.test(e.name)).length")
        .await?;
    assert_eq!(wasm, json!(0), "nothing large is fetched in vain");
    Ok(())
}
