//! A member of the staff before the console, in a browser of their own.

use crate::visit::new_browser;
use anyhow::{Result, ensure};
use serde_json::json;
use std::path::Path;
use thirtyfour::prelude::*;
use vouch_demo::STAFF_PASSWORD;
use vouch_tests::browser::Browser;
use vouch_tests::demo::Demo;

/// Who works there, and with what.
pub(crate) struct Seat {
    pub(crate) browser: Browser,
    base: String,
}

impl Seat {
    /// Opens a room, such as `inbox`, and signs one of the demo's staff in.
    pub(crate) async fn take(demo: &Demo, email: &str, room: &str) -> Result<Self> {
        let seat = Self::start(demo).await?;
        seat.go(&format!("/console/{room}")).await?;
        seat.fill("[data-testid=sign-in] input[type=email]", email).await?;
        seat.fill("[data-testid=sign-in] input[type=password]", STAFF_PASSWORD).await?;
        seat.click("[data-testid=sign-in] button").await?;
        seat.see("nav.bar").await?;
        Ok(seat)
    }

    /// Nothing moves there: what fades in has too little contrast while it does.
    async fn start(demo: &Demo) -> Result<Self> {
        let browser = new_browser().await?;
        browser.prefer("prefers-reduced-motion", "reduce").await?;
        Ok(Self { browser, base: demo.url() })
    }

    /// Opens the console by an address from outside, such as a set-up link.
    pub(crate) async fn by_link(demo: &Demo, link: &str) -> Result<Self> {
        let seat = Self::start(demo).await?;
        seat.browser.open(link).await?;
        Ok(seat)
    }

    /// Loads a page of the server.
    pub(crate) async fn go(&self, path: &str) -> Result<()> {
        self.browser.open(&format!("{}{path}", self.base)).await
    }

    /// The first element of that selector, as soon as it is there.
    pub(crate) async fn see(&self, css: &str) -> Result<WebElement> {
        let found = async || Ok(self.browser.driver().find(By::Css(css)).await.ok());
        self.browser.until(css, found).await
    }

    /// Waits until one of the elements reads so.
    pub(crate) async fn sees(&self, css: &str, text: &str) -> Result<()> {
        let script = format!(
            "return [...document.querySelectorAll({})].some(part => (part.innerText ?? part.textContent).includes({}))",
            json!(css),
            json!(text)
        );
        self.holds(&format!("{text:?} in {css}"), &script).await
    }

    /// Waits until a script says yes.
    pub(crate) async fn holds(&self, what: &str, script: &str) -> Result<()> {
        let yes = async || Ok((self.browser.script(script).await? == json!(true)).then_some(()));
        self.browser.until(what, yes).await
    }

    /// Waits until the console is at that path.
    pub(crate) async fn is_at(&self, path: &str) -> Result<()> {
        self.holds(path, &format!("return location.pathname === {}", json!(path))).await
    }

    /// Clicks as soon as that can be done.
    pub(crate) async fn click(&self, css: &str) -> Result<()> {
        let click = async || {
            let button = self.browser.driver().find(By::Css(css)).await?;
            ensure!(button.is_enabled().await?, "{css} is disabled");
            button.click().await?;
            Ok(Some(()))
        };
        self.browser.until(&format!("a click on {css}"), click).await
    }

    /// Types into a field, in place of what it held.
    pub(crate) async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let fill = async || {
            let field = self.browser.driver().find(By::Css(css)).await?;
            field.clear().await?;
            field.send_keys(text).await?;
            Ok(Some(()))
        };
        self.browser.until(&format!("text in {css}"), fill).await
    }

    /// Puts a long text into a field at once, as pasting does.
    pub(crate) async fn paste(&self, css: &str, text: &str) -> Result<()> {
        let script = format!(
            "const field = document.querySelector({});
            if (!field) return false;
            field.focus();
            field.value = {};
            field.dispatchEvent(new Event('input', {{bubbles: true}}));
            return true;",
            json!(css),
            json!(text)
        );
        self.holds(&format!("text in {css}"), &script).await
    }

    /// Types into the field with that label, within what the selector finds.
    pub(crate) async fn fill_labelled(&self, within: &str, label: &str, text: &str) -> Result<()> {
        let path = format!(".//label[starts-with(normalize-space(.), \"{label}\")]//input");
        let fill = async || {
            let form = self.browser.driver().find(By::Css(within)).await?;
            form.find(By::XPath(path.as_str())).await?.send_keys(text).await?;
            Ok(Some(()))
        };
        self.browser.until(&format!("text in {label}"), fill).await
    }

    /// Types, with whatever has the focus.
    pub(crate) async fn keys(&self, text: &str) -> Result<()> {
        Ok(self.browser.driver().action_chain().send_keys(text).perform().await?)
    }

    /// Takes pictures of the page for people to look at, on both screens in both themes, with axe
    /// looking at each. Nothing may stick out at the side.
    pub(crate) async fn pictures(&self, name: &str) -> Result<()> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        for theme in ["light", "dark"] {
            self.browser.script(&format!("document.body.dataset.theme = '{theme}'")).await?;
            for (width, height) in [(768, 1024), (1280, 800)] {
                self.browser.resize(width, height).await?;
                let what = format!("{name}, {theme}, {width} px");
                // Plots are drawn anew for each width.
                let fits = "return document.documentElement.scrollWidth <= innerWidth";
                let fits = self.holds(&format!("{what} to fit"), fits).await;
                let file = format!("console-{name}-{width}-{theme}.png");
                self.browser.screenshot(&folder.join(file)).await?;
                fits?;
                self.browser.ensure_accessible(&what).await?;
            }
        }
        self.browser.script("document.body.dataset.theme = 'light'").await?;
        Ok(())
    }
}
