//! A headless Chromium that a test drives, and the way into the widget's shadow root.

use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};
use vouch_demo::{Process, chromedriver, chromium, free_port, get_status};

/// How long a condition on a page may take to hold.
pub const PAGE_LIMIT: Duration = Duration::from_secs(15);

const START_LIMIT: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_millis(25);

// Keeps Chromium off the network and out of the way; as root it cannot use its sandbox.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// A browser with one empty window and a new profile. Both the browser and its driver are gone
/// when this value goes.
#[derive(Debug)]
pub struct Browser {
    // Dropped in this order: the session closes the window, then the driver goes, then the files.
    driver: WebDriver,
    _process: Process,
    folder: TempDir,
}

impl Browser {
    /// Starts Chromium with a window of 1280 by 800.
    pub async fn start() -> Result<Self> {
        let folder = TempDir::new()?;
        let port = free_port()?;
        let mut command = Command::new(chromedriver()?);
        command.arg(format!("--port={port}"));
        let log = folder.path().join("chromedriver.log");
        let mut driver_process = Process::spawn("chromedriver", &mut command, &log)?;
        driver_process.wait_ready(START_LIMIT, || get_status(port, "/status") == Some(200))?;

        let capabilities = capabilities(&folder.path().join("profile"))?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .with_context(|| driver_process.log_tail())?;
        let browser = Self { driver, _process: driver_process, folder };
        browser.resize(1280, 800).await?;
        Ok(browser)
    }

    /// The session, for all that this type does not wrap.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// A folder that goes with this browser.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Loads a page.
    pub async fn open(&self, url: &str) -> Result<()> {
        Ok(self.driver.goto(url).await?)
    }

    /// Makes the page that many CSS pixels wide and high. Windows cannot be as narrow as a phone,
    /// so this sets the viewport instead.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await
    }

    /// Makes the page believe that the person prefers `dark` or `light`.
    pub async fn prefer_color_scheme(&self, scheme: &str) -> Result<()> {
        self.prefer("prefers-color-scheme", scheme).await
    }

    /// Makes the page believe in a media feature, such as `prefers-reduced-motion`.
    pub async fn prefer(&self, feature: &str, value: &str) -> Result<()> {
        let features = json!({"features": [{"name": feature, "value": value}]});
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    /// Sends a command of the `DevTools` protocol.
    pub async fn devtools(&self, method: &str, parameters: serde_json::Value) -> Result<()> {
        self.driver.cdp().send_raw(method, parameters).await?;
        Ok(())
    }

    /// Writes what the page looks like now to a PNG file.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(path).await?)
    }

    /// Runs a script's body on the page and gives what it returns.
    pub async fn script(&self, body: &str) -> Result<serde_json::Value> {
        Ok(self.driver.execute(body, []).await?.json().clone())
    }

    /// All elements inside the widget that a CSS selector finds, in their order.
    pub async fn in_widget(&self, selector: &str) -> Result<Vec<WebElement>> {
        let script = "const root = document.querySelector('vouch-widget')?.shadowRoot;
            return root ? [...root.querySelectorAll(arguments[0])] : [];";
        Ok(self.driver.execute(script, [json!(selector)]).await?.elements()?)
    }

    /// The first element inside the widget with that `data-testid`, as soon as it is there.
    pub async fn part(&self, test_id: &str) -> Result<WebElement> {
        let selector = format!("[data-testid=\"{test_id}\"]");
        self.until(&format!("{test_id} in the widget"), async || {
            Ok(self.in_widget(&selector).await?.into_iter().next())
        })
        .await
    }

    /// The last of the elements inside the widget with that `data-testid`, as soon as there are
    /// `count`: the newest card, for example.
    pub async fn last_part(&self, test_id: &str, count: usize) -> Result<WebElement> {
        let selector = format!("[data-testid=\"{test_id}\"]");
        self.until(&format!("{count} times {test_id} in the widget"), async || {
            let mut found = self.in_widget(&selector).await?;
            Ok(if found.len() >= count { found.pop() } else { None })
        })
        .await
    }

    /// What a person can read in the widget now.
    pub async fn widget_text(&self) -> Result<String> {
        let script = "const root = document.querySelector('vouch-widget')?.shadowRoot;
            const parts = root ? [...root.children] : [];
            return parts.map(part => part.innerText ?? '').join('\\n');";
        Ok(self.driver.execute(script, []).await?.convert()?)
    }

    /// Waits until a person can read that in the widget.
    pub async fn sees(&self, text: &str) -> Result<()> {
        let what = format!("{text:?} in the widget");
        let seen = async || Ok(self.widget_text().await?.contains(text).then_some(()));
        match self.until(&what, seen).await {
            Err(error) => Err(error.context(format!("it reads: {}", self.widget_text().await?))),
            done => done,
        }
    }

    /// Asks again and again until `check` yields something, or [`PAGE_LIMIT`] has passed. An
    /// element that the page has just replaced is not an error but a reason to ask again.
    pub async fn until<T>(
        &self,
        what: &str,
        check: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            let outcome = check().await;
            if let Ok(Some(found)) = outcome {
                return Ok(found);
            }
            if start.elapsed() > PAGE_LIMIT {
                outcome?;
                anyhow::bail!("waited {} s for {what}", PAGE_LIMIT.as_secs());
            }
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Presses a key with whatever has the focus, as a keyboard does.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Closes the browser. Dropping it does the same but blocks the thread.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

fn capabilities(profile: &Path) -> Result<ChromeCapabilities> {
    let chromium = chromium()?;
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(chromium.to_str().context("Chromium has an unreadable name")?)?;
    for flag in FLAGS {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}
