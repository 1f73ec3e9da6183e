//! Another system: takes requests as a webhook's receiver does, remembers them, and fails on demand.

use anyhow::{Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

#[derive(Debug, Default)]
struct Shared {
    received: Mutex<Vec<Received>>,
    seen: AtomicUsize,
    /// The status of every second answer, or of each.
    status: AtomicU32,
    every: AtomicU32,
    answer: Mutex<String>,
}

/// A running receiver. It ends when this value goes.
#[derive(Debug)]
pub struct Receiver {
    port: u16,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Receiver {
    /// Starts a receiver that takes everything.
    #[expect(clippy::disallowed_methods, reason = "a test has no task tracker")]
    pub async fn start() -> Result<Self> {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared::default());
        let router = Router::new().fallback(take).with_state(shared.clone());
        let server = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Ok(Self { port, shared, server })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Answers with that status from now on: always, or every second time.
    pub fn fail(&self, status: u16, every: u32) {
        self.shared.status.store(status.into(), Ordering::Relaxed);
        self.shared.every.store(every, Ordering::Relaxed);
    }

    /// Takes everything again.
    pub fn recover(&self) {
        self.shared.every.store(0, Ordering::Relaxed);
    }

    /// What it answers with when it takes something.
    pub fn answer(&self, json: &str) {
        json.clone_into(&mut self.shared.answer.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for so many requests and gives the last of them.
    pub async fn wait_for(&self, count: usize, limit: Duration) -> Result<Received> {
        let deadline = Instant::now() + limit;
        loop {
            let received = self.received();
            if received.len() >= count
                && let Some(last) = received.into_iter().next_back()
            {
                return Ok(last);
            }
            ensure!(Instant::now() < deadline, "{} of {count} requests", self.received().len());
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Half of the failures come after the request was taken, as when an answer is lost on the way.
async fn take(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 2], String) {
    let number = shared.seen.fetch_add(1, Ordering::Relaxed);
    let every = shared.every.load(Ordering::Relaxed) as usize;
    let fails = every > 0 && number.is_multiple_of(every);
    if !fails || number.is_multiple_of(2 * every) {
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let received = Received { path, headers, body: body.to_vec() };
        shared.received.lock().unwrap_or_else(PoisonError::into_inner).push(received);
    }
    let status = u16::try_from(shared.status.load(Ordering::Relaxed)).unwrap_or(500);
    let status =
        if fails { StatusCode::from_u16(status).unwrap_or_default() } else { StatusCode::OK };
    let answer = shared.answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (status, [("content-type", "application/json"), ("location", "/elsewhere")], answer)
}
