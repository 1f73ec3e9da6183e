//! An HTTP proxy that changes what turns are answered with: other cards, or no answer at all.

use anyhow::Result;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use vouch_demo::{Endpoints, Process};
use vouch_tests::demo::Demo;

/// Gives the reply that the shopper gets in place of the server's; none loses it on the way.
pub(crate) type Rule = Box<dyn FnMut(Value) -> Option<Value> + Send>;

/// A running proxy. It ends when this value goes.
pub(crate) struct Rewriter {
    url: String,
    shared: Arc<Shared>,
    _server: JoinSet<std::io::Result<()>>,
}

struct Shared {
    target: String,
    http: reqwest::Client,
    rule: Mutex<Rule>,
}

impl Rewriter {
    /// Starts a proxy in front of a demo's server; everything passes as it is.
    pub(crate) async fn start(demo: &Demo) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let http =
            reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build()?;
        let rule: Mutex<Rule> = Mutex::new(Box::new(Some));
        let shared = Arc::new(Shared { target: demo.url(), http, rule });
        let router = Router::new().fallback(forward).with_state(Arc::clone(&shared));
        let mut server = JoinSet::new();
        server.spawn(async { axum::serve(listener, router).await });
        Ok(Self { url, shared, _server: server })
    }

    /// Turns are answered by this rule from now on.
    pub(crate) fn set(&self, rule: impl FnMut(Value) -> Option<Value> + Send + 'static) {
        *self.shared.rule.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(rule);
    }

    /// Serves the demo's storefront with pages that load the widget through this proxy.
    pub(crate) fn serve_shop(&self, demo: &Demo) -> Result<Process> {
        let port = |url: &str| url.rsplit(':').next().unwrap_or_default().parse();
        let endpoints = Endpoints { vouch: port(&demo.url())?, shop: port(&demo.shop_url())? };
        demo.folder().serve_shop(endpoints, &self.url, &[])
    }
}

async fn forward(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    // What goes wrong here is a server that is away, as far as the page can tell.
    shared.answer(request).await.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
}

impl Shared {
    async fn answer(&self, request: Request) -> Result<Response> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let is_turn = parts.method == "POST" && path.ends_with("/turns");
        let mut headers = parts.headers;
        without_framing(&mut headers);
        let answer = self
            .http
            .request(parts.method, format!("{}{path}", self.target))
            .headers(headers)
            .body(to_bytes(body, usize::MAX).await?)
            .send()
            .await?;
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        without_framing(&mut headers);
        let mut body = answer.bytes().await?.to_vec();
        if is_turn && status.is_success() {
            body = serde_json::to_vec(&self.rewrite(serde_json::from_slice(&body)?)?)?;
        }
        Ok((status, headers, Body::from(body)).into_response())
    }

    fn rewrite(&self, reply: Value) -> Result<Value> {
        let mut rule = self.rule.lock().unwrap_or_else(PoisonError::into_inner);
        rule(reply).ok_or_else(|| anyhow::anyhow!("lost on the way"))
    }
}

/// Headers that belong to one connection, and the length, which may change.
fn without_framing(headers: &mut HeaderMap) {
    for name in
        [header::HOST, header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING]
    {
        headers.remove(name);
    }
}
