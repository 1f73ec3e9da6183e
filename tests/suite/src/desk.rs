//! A staff member's browser without a browser: signs in, keeps the cookie, repeats the CSRF token.

use crate::client::Reply;
use crate::demo::Demo;
use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;
use vouch_demo::SITE;
use vouch_shared::staff::{CSRF_HEADER, Me, Role, SignIn};

const LIMIT: Duration = Duration::from_secs(20);
/// What staff that tests add sign in with.
pub const PASSWORD: &str = "a password for tests";

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Desk {
    http: reqwest::Client,
    base: String,
    cookie: Option<String>,
    /// Who is signed in.
    pub me: Me,
}

impl Demo {
    /// Adds a member of that role on every site, called `role@shop.example`, and signs them in.
    pub async fn desk(&self, role: Role) -> Result<Desk> {
        let email = format!("{}@shop.example", role.as_str());
        self.add_staff(&email, role, None)?;
        Desk::sign_in(&self.url(), &email, PASSWORD).await
    }

    /// Adds a member with [`PASSWORD`], for one site or every site.
    pub fn add_staff(&self, email: &str, role: Role, site: Option<&str>) -> Result<()> {
        let mut arguments = vec!["user", "add", email, "--name", email, "--role", role.as_str()];
        arguments.extend(site.into_iter().flat_map(|site| ["--site", site]));
        self.run_vouch(&arguments)?;
        let mut command = self.vouch();
        command.args(["user", "password", email]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut running = command.spawn()?;
        running.stdin.take().context("no input")?.write_all(PASSWORD.as_bytes())?;
        ensure!(running.wait()?.success(), "vouch user password failed");
        Ok(())
    }
}

impl Desk {
    /// Signs in.
    pub async fn sign_in(base: &str, email: &str, password: &str) -> Result<Self> {
        let http = client()?;
        let body = SignIn { email: email.to_owned(), password: password.to_owned(), code: None };
        let url = format!("{base}/v1/staff/session");
        let reply = Reply::of(http.post(url).json(&body)).await?;
        let cookie = cookie_of(&reply)?;
        let me = reply.json(StatusCode::OK)?;
        Ok(Self { http, base: base.to_owned(), cookie: Some(cookie), me })
    }

    /// The same browser without its cookie.
    #[must_use]
    pub fn signed_out(&self) -> Self {
        Self { cookie: None, ..self.clone() }
    }

    /// The path of something of the demo's site: `tickets` is `/v1/staff/sites/pk_demo/tickets`.
    pub fn on_site(rest: &str) -> String {
        format!("/v1/staff/sites/{SITE}/{rest}")
    }

    /// Sends a request as the console does.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<Reply> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if !method.is_safe() {
            request = request.header(CSRF_HEADER, &self.me.csrf);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Reply::of(request).await
    }

    /// Opens a stream of events.
    pub async fn stream(&self, path: &str) -> Result<reqwest::Response> {
        let cookie = self.cookie.as_deref().context("nobody is signed in")?;
        let request = self.http.get(format!("{}{path}", self.base)).header(header::COOKIE, cookie);
        Ok(request.send().await?.error_for_status()?)
    }

    /// Reads something.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.send(Method::GET, path, None::<&()>).await?.json(StatusCode::OK)
    }

    /// Posts a file, for any answer.
    pub async fn post_bytes(&self, path: &str, media: &str, bytes: Vec<u8>) -> Result<Reply> {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header(header::CONTENT_TYPE, media)
            .header(header::COOKIE, self.cookie.as_deref().unwrap_or_default())
            .header(CSRF_HEADER, &self.me.csrf)
            .body(bytes);
        Reply::of(request).await
    }

    /// Posts something, for any answer.
    pub async fn post(&self, path: &str, body: &(impl Serialize + Sync)) -> Result<Reply> {
        self.send(Method::POST, path, Some(body)).await
    }
}

fn client() -> Result<reqwest::Client> {
    let builder = reqwest::Client::builder().timeout(LIMIT).no_proxy().pool_max_idle_per_host(0);
    Ok(builder.build()?)
}

fn cookie_of(reply: &Reply) -> Result<String> {
    let set = reply.headers.get(header::SET_COOKIE);
    let set = set.with_context(|| format!("no cookie: {} {}", reply.status, reply.text()))?;
    let (pair, attributes) = set.to_str()?.split_once(';').context("a cookie without limits")?;
    ensure!(attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax"), "{attributes}");
    Ok(pair.to_owned())
}
