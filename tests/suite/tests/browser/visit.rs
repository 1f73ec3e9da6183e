//! A shopper's visit to the demo shop: what journeys do on a page, and what they ask of the server
//! afterwards.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::WebElement;
use vouch_demo::SITE;
use vouch_shared::receipt::{Receipt, SignedReceipt};
use vouch_tests::browser::Browser;
use vouch_tests::client::Conversation;
use vouch_tests::demo::{Demo, Setup};

const RECORDER: &str = include_str!("recorder.js");

/// A question that no approved text answers.
pub(crate) const UNKNOWN: &str = "Which jacket is warmest for Lapland in February?";

/// A demo and a browser on its storefront.
pub(crate) struct Visit {
    pub(crate) browser: Browser,
    pub(crate) demo: Demo,
}

impl Visit {
    /// Starts both and loads the shop's front page.
    pub(crate) async fn start(setup: Setup) -> Result<Self> {
        let demo = setup.start()?;
        let browser = new_browser().await?;
        browser.open(&demo.shop_url()).await?;
        Ok(Self { browser, demo })
    }

    /// On a demo that nothing special is wanted of.
    pub(crate) async fn plain() -> Result<Self> {
        Self::start(Demo::setup().storefront()).await
    }

    /// Loads another page of the shop.
    pub(crate) async fn go(&self, path: &str) -> Result<()> {
        self.browser.open(&format!("{}{path}", self.demo.shop_url())).await
    }

    /// Clicks the launcher and waits until the conversation has begun.
    pub(crate) async fn open_widget(&self) -> Result<()> {
        self.click("vouch-launcher").await?;
        self.browser.part("card-greeting").await?;
        Ok(())
    }

    /// Clicks a part of the widget, as soon as that can be done.
    pub(crate) async fn click(&self, test_id: &str) -> Result<()> {
        let click = async || {
            self.browser.part(test_id).await?.click().await?;
            Ok(Some(()))
        };
        self.browser.until(&format!("a click on {test_id}"), click).await
    }

    /// Types into a field of the widget, in place of what it held.
    pub(crate) async fn fill(&self, test_id: &str, text: &str) -> Result<()> {
        let fill = async || {
            let field = self.browser.part(test_id).await?;
            field.clear().await?;
            field.send_keys(text).await?;
            Ok(Some(()))
        };
        self.browser.until(&format!("text in {test_id}"), fill).await
    }

    /// Asks a question in the open widget.
    pub(crate) async fn ask(&self, question: &str) -> Result<()> {
        self.fill("vouch-input", question).await?;
        self.browser
            .until("the last turn to end", async || {
                let button = self.browser.part("vouch-send").await?;
                let blocked = button.attr("aria-disabled").await?.is_some();
                Ok((!blocked).then_some(()))
            })
            .await?;
        self.click("vouch-send").await
    }

    /// Fills in the newest contact form of the widget and sends it.
    pub(crate) async fn write_to_a_person(&self, email: &str, message: &str) -> Result<()> {
        self.browser.part("handoff-form").await?;
        self.fill("handoff-email", email).await?;
        self.fill("handoff-message", message).await?;
        self.click("handoff-consent").await?;
        self.click("handoff-submit").await
    }

    /// Fills in the loader's plain form and sends it.
    pub(crate) async fn use_plain_form(&self, email: &str, message: &str) -> Result<()> {
        self.browser.part("fallback-form").await?;
        self.fill("fallback-email", email).await?;
        self.fill("fallback-message", message).await?;
        self.click("fallback-consent").await?;
        self.click("fallback-submit").await
    }

    /// How many parts of the widget have that `data-testid`.
    pub(crate) async fn count(&self, test_id: &str) -> Result<usize> {
        Ok(self.browser.in_widget(&format!("[data-testid=\"{test_id}\"]")).await?.len())
    }

    /// The events of that name that the page has heard of.
    pub(crate) async fn heard(&self, name: &str) -> Result<Vec<Value>> {
        let heard = self.browser.script("return window.heard").await?;
        let heard = heard.as_array().context("the recorder runs")?.iter();
        Ok(heard.filter(|event| event["name"] == name).cloned().collect())
    }

    /// Waits until the page has heard of an event and gives the first.
    pub(crate) async fn hears(&self, name: &str) -> Result<Value> {
        let what = format!("the event {name}");
        self.browser.until(&what, async || Ok(self.heard(name).await?.into_iter().next())).await
    }

    /// The conversation that this tab remembers.
    pub(crate) async fn conversation(&self) -> Result<Conversation> {
        let kept = self.browser.script("return sessionStorage['vouch-session-pk_demo']").await?;
        let kept: Value = serde_json::from_str(kept.as_str().context("no conversation is kept")?)?;
        let text = |name: &str| kept[name].as_str().map(str::to_owned);
        Ok(Conversation {
            id: text("id").context("it has an id")?.as_str().into(),
            token: text("token").context("it has a token")?,
            cards: Vec::new(),
        })
    }

    /// The server's ledger of the tab's conversation, entries of that type only.
    pub(crate) async fn ledger(&self, kind: &str) -> Result<Vec<Value>> {
        let conversation = self.conversation().await?;
        let path = format!("/v1/conversations/{}/receipt", conversation.id);
        let token = Some(conversation.token.as_str());
        let reply = self.demo.client()?.send(Method::GET, &path, token, None::<&()>).await?;
        let signed: SignedReceipt = reply.json(StatusCode::OK)?;
        let receipt: Receipt = payload(&signed.receipt)?;
        let entries: Vec<Value> = receipt
            .entries
            .iter()
            .map(|entry| serde_json::from_str(&entry.body))
            .collect::<Result<_, _>>()?;
        Ok(entries.into_iter().filter(|entry| entry["type"] == kind).collect())
    }

    /// All tickets of the site, as the command line lists them.
    pub(crate) fn tickets(&self) -> Result<Vec<Value>> {
        tickets(&self.demo)
    }

    /// Takes a picture of the page for a person to look at, under `target/screenshots`.
    pub(crate) async fn picture(&self, name: &str) -> Result<()> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        self.browser.screenshot(&folder.join(format!("{name}.png"))).await
    }

    /// Replaces the page's script tag by one with further attributes: the loader starts anew.
    pub(crate) async fn embed_again(&self, attributes: &Value) -> Result<()> {
        let script = format!(
            "const old = document.querySelector('script[data-site]');
            window.Vouch.destroy();
            window.heard = [];
            window.listen();
            const tag = document.createElement('script');
            Object.assign(tag.dataset, {{...old.dataset}}, {attributes});
            tag.src = old.src;
            old.replaceWith(tag);"
        );
        self.browser
            .until("the loader", async || {
                let there =
                    self.browser.script("return !!(window.Vouch && window.Vouch.open)").await?;
                Ok((there == json!(true)).then_some(()))
            })
            .await?;
        self.browser.script(&script).await?;
        self.hears("ready").await?;
        Ok(())
    }
}

/// A browser whose pages record what happens in them.
pub(crate) async fn new_browser() -> Result<Browser> {
    let browser = Browser::start().await?;
    record(&browser).await?;
    Ok(browser)
}

/// Makes the pages of the current tab record what happens in them.
pub(crate) async fn record(browser: &Browser) -> Result<()> {
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": RECORDER})).await
}

/// All tickets of the demo's site, as the command line lists them.
pub(crate) fn tickets(demo: &Demo) -> Result<Vec<Value>> {
    Ok(serde_json::from_str(&demo.run_vouch(&["ticket", "list", "--site", SITE, "--json"])?)?)
}

/// The payload of a compact JWS. Whoever wants it verified uses the client.
pub(crate) fn payload<T: serde::de::DeserializeOwned>(jws: &str) -> Result<T> {
    let part = jws.split('.').nth(1).context("no JWS: no payload")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part)?)?)
}

/// Text with every run of white space as one blank: how a screen shows it.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether exactly one ticket holds that message.
pub(crate) fn ensure_one_ticket(demo: &Demo, message: &str) -> Result<Value> {
    let mut with_it = tickets(demo)?;
    with_it.retain(|ticket| ticket["details"]["message"] == message);
    ensure!(with_it.len() == 1, "{} tickets say {message:?}", with_it.len());
    with_it.pop().context("there is one")
}

/// What a person reads in an element, also while it is still moving to its place.
pub(crate) async fn words(element: &WebElement) -> Result<String> {
    element.prop("innerText").await?.context("it has words")
}
