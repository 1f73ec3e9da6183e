//! Announcements as requests to other systems: our own signed webhook, and what Zendesk, Freshdesk,
//! Chatwoot and Slack take. Nothing follows a redirect, and nothing enters a private network unless
//! the configuration says why.

mod chatwoot;
mod format;
mod network;

use crate::clock::unix_ms;
use crate::config::{Format, TargetSettings};
use crate::handoff::announcement::Announcement;
use crate::handoff::outbox::Outcome;
use crate::orders::signing::{SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER, tls};
use crate::secret::Secret;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, Uri, header};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::error::Error;
use std::time::Duration;
use time::OffsetDateTime;

/// The header that stays the same however often a message comes.
pub const KEY_HEADER: &str = "idempotency-key";
/// The longest that one request may take.
const TIME_LIMIT: Duration = Duration::from_secs(12);
/// The most of an answer that is read: an id stands in it, at most.
const MAX_ANSWER_BYTES: usize = 100_000;

type HookClient = Client<HttpsConnector<HttpConnector<network::Resolver>>, Full<Bytes>>;

/// The way out to other systems.
pub struct Hooks {
    public: HookClient,
    anywhere: HookClient,
}

/// One request of a delivery.
struct Call<'a> {
    /// Behind the target's own address.
    path: String,
    body: Value,
    /// The message's id.
    key: &'a str,
}

/// Why a request did not do.
struct Failure {
    why: String,
    wait_ms: Option<i64>,
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self { why, wait_ms: None }
    }
}

impl Hooks {
    /// Must be called within a Tokio runtime.
    pub fn new() -> Result<Self, String> {
        Ok(Self { public: client(network::public_only())?, anywhere: client(network::anywhere())? })
    }

    /// Tries a message once.
    pub async fn deliver(
        &self,
        target: &TargetSettings,
        (id, told): (&str, &Announcement),
        now: OffsetDateTime,
    ) -> Outcome {
        let sent = if target.format == Format::Chatwoot {
            chatwoot::open(self, target, (id, told), now).await
        } else {
            let (path, body) = format::request(target.format, id, told);
            self.post(target, Call { path, body, key: id }, now).await.map(drop)
        };
        match sent {
            Ok(()) => Outcome::Sent,
            Err(Failure { why, wait_ms }) => Outcome::Failed { why, wait_ms },
        }
    }

    /// Sends a request and reads the answer as JSON; one without JSON is null.
    async fn post(
        &self,
        target: &TargetSettings,
        call: Call<'_>,
        now: OffsetDateTime,
    ) -> Result<Value, Failure> {
        let uri = address(target, &call.path)?;
        let is_private = target.private.is_some();
        if !is_private && uri.host().is_some_and(network::is_refused_literal) {
            return Err(network::REFUSED.to_owned().into());
        }
        let request = request(target, uri, &call, now)?;
        let client = if is_private { &self.anywhere } else { &self.public };
        let answer = tokio::time::timeout(TIME_LIMIT, answer(client, request)).await;
        answer.unwrap_or_else(|_| Err("it did not answer in time".to_owned().into()))
    }
}

fn client(mut http: HttpConnector<network::Resolver>) -> Result<HookClient, String> {
    http.enforce_http(false);
    let https = hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(tls(None)?)
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    // Every delivery makes a connection of its own: a kept one could be dead, and few are made.
    Ok(Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(https))
}

fn address(target: &TargetSettings, path: &str) -> Result<Uri, String> {
    let base = target.url.expose();
    let whole = if path.is_empty() {
        base.to_owned()
    } else {
        format!("{}{path}", base.trim_end_matches('/'))
    };
    whole.parse().map_err(|_| "the target's `url` is no address".to_owned())
}

fn request(
    target: &TargetSettings,
    uri: Uri,
    call: &Call<'_>,
    now: OffsetDateTime,
) -> Result<Request<Full<Bytes>>, String> {
    let body = call.body.to_string();
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(uri)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("Vouch/", env!("CARGO_PKG_VERSION")))
        .header(KEY_HEADER, call.key);
    if let Some(key) = &target.key {
        let timestamp = unix_ms(now) / 1_000;
        let signed = Signed { timestamp, method: "POST", path: &path, body: body.as_bytes() };
        request = request
            .header(TIMESTAMP_HEADER, timestamp)
            .header(SIGNATURE_HEADER, signed.signature(key));
    }
    if let Some(authorization) = &target.authorization {
        request = request.header(header::AUTHORIZATION, secret_value(authorization)?);
    }
    request.body(Full::from(body)).map_err(|_| "the request cannot be written".to_owned())
}

fn secret_value(secret: &Secret) -> Result<header::HeaderValue, String> {
    let value = header::HeaderValue::from_str(secret.expose());
    let mut value = value.map_err(|_| "`authorization` is no header's value".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

async fn answer(client: &HookClient, request: Request<Full<Bytes>>) -> Result<Value, Failure> {
    let response = client.request(request).await.map_err(|error| root_cause(&error))?;
    let (head, body) = response.into_parts();
    if !head.status.is_success() {
        let asked = head.headers.get(header::RETRY_AFTER);
        let seconds: Option<i64> = asked.and_then(|value| value.to_str().ok()?.parse().ok());
        let wait_ms = seconds.map(|seconds| seconds.clamp(1, 86_400) * 1_000);
        return Err(Failure { why: explain(head.status), wait_ms });
    }
    let body = Limited::new(body, MAX_ANSWER_BYTES).collect().await;
    // It took the message, whatever it says about that.
    let bytes = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// What a status means. The body is not quoted: it may repeat the shopper's words.
fn explain(status: StatusCode) -> String {
    let what_to_do = match status.as_u16() {
        300..=399 => "redirects are not followed; configure the final address",
        400 | 422 => "it does not accept what it was sent; compare `format` and its settings",
        401 | 403 => "it refused the key or authorization; compare them, and both clocks",
        404 | 405 | 410 => "there is nothing at this address; compare `url`",
        429 => "too many requests; it is tried later",
        _ => "the other side has to look at it",
    };
    format!("it answered with status {}: {what_to_do}", status.as_u16())
}

/// The innermost reason, such as "Connection refused": the outer ones say only that it failed.
fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
