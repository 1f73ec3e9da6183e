//! One log line a request: what was asked of which route, how it ended, how long it took. Never a
//! body, a token, a query or a person's address.

use crate::error::{Error, problem_response};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::any::Any;
use std::sync::Arc;
use tokio::time::Instant;
use tracing::Instrument as _;

/// Logs the request, and puts its id into a problem's body for the shopper to quote.
pub async fn log_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let route = route.to_owned();
    let id = request_id(request.headers());
    let span = tracing::info_span!("request", request.id = id, http.route = route);
    async move {
        let response = next.run(request).await;
        let took = started.elapsed();
        let status = response.status().as_u16().to_string();
        metrics::histogram!("vouch_request_seconds", "route" => route, "status" => status)
            .record(took.as_secs_f64());
        let error = response.extensions().get::<Arc<Error>>().cloned();
        log(&method, response.status(), took.as_secs_f64() * 1000.0, error.as_deref());
        match error {
            Some(error) => with_id(&error, &id, response),
            None => response,
        }
    }
    .instrument(span)
    .await
}

fn log(method: &axum::http::Method, status: StatusCode, took_ms: f64, error: Option<&Error>) {
    let cause = error.map(describe).unwrap_or_default();
    let status_code = status.as_u16();
    if status.is_server_error() {
        tracing::error!(%method, http.status = status_code, took_ms, error = cause, "answered");
    } else {
        tracing::info!(%method, http.status = status_code, took_ms, error = cause, "answered");
    }
}

/// An error with its causes, on one line. Why a value does not fit may quote the value, which is
/// for its sender only.
fn describe(error: &Error) -> String {
    if let Error::Invalid { .. } = error {
        return "a value does not fit".to_owned();
    }
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

/// The problem with the request's id in its body, under the headers that the layers within have
/// set: without those of CORS, a page could not read it.
fn with_id(error: &Error, id: &str, answered: Response) -> Response {
    let mut problem = error.problem();
    problem.request_id = Some(id.to_owned());
    let (mut parts, _) = answered.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let (fresh, body) = problem_response(&problem).into_parts();
    parts.headers.extend(fresh.headers);
    if let Some(challenge) = error.challenge() {
        parts.headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    Response::from_parts(parts, body)
}

fn request_id(headers: &HeaderMap) -> String {
    let id = headers.get("x-request-id").and_then(|value| value.to_str().ok());
    id.unwrap_or_default().chars().take(64).collect()
}

/// A panic is answered like any other failure of ours.
pub fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    Error::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
}
