//! The one error that requests end in, and the only place that knows HTTP statuses. Internals go
//! to the log, once; the body says what to do next.

use crate::store;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use vouch_shared::problem::{PROBLEM_MEDIA_TYPE, Problem};

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    NotFound(&'static str),
    #[error("the bearer token does not belong to this conversation")]
    Unauthorized,
    #[error("nobody is signed in here; please sign in")]
    SignedOut,
    #[error("this address and password do not fit; try again, or ask an owner for a new link")]
    WrongPassword,
    #[error("this account asks for a code as well; type the one that your authenticator shows")]
    CodeNeeded,
    #[error("this code does not fit, or was used; wait for the next one, or use a recovery code")]
    WrongCode,
    #[error("{0}")]
    Forbidden(&'static str),
    #[error("{detail}")]
    Invalid { field: String, detail: String },
    #[error("{detail}")]
    Conflict { kind: &'static str, detail: &'static str },
    /// Somebody else was faster; what they did is told.
    #[error("{detail}")]
    Stale { detail: String },
    #[error("the body is larger than {max_bytes} bytes")]
    TooLarge { max_bytes: usize },
    #[error("the body must be JSON, sent as `application/json`")]
    NotJson,
    #[error("this address does not take that method")]
    MethodNotAllowed,
    #[error("too many requests; try again in {retry_after_s} seconds")]
    TooMany { retry_after_s: u64 },
    #[error("the server cannot keep its records at the moment")]
    Unavailable(#[source] store::Error),
    #[error("something broke on our side")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// A value that does not fit, with the path to it.
    pub fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), detail: detail.into() }
    }

    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "not-found", "Not found"),
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, "unauthorized", "Not your conversation")
            }
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed-out", "Not signed in"),
            Self::WrongPassword => (StatusCode::UNAUTHORIZED, "wrong-password", "Not signed in"),
            Self::CodeNeeded => (StatusCode::UNAUTHORIZED, "code-needed", "A code is needed"),
            Self::WrongCode => (StatusCode::UNAUTHORIZED, "wrong-code", "Not signed in"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
            Self::Invalid { .. } => {
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "A value does not fit")
            }
            Self::Conflict { kind, .. } => (StatusCode::CONFLICT, kind, "Already used"),
            Self::Stale { .. } => (StatusCode::CONFLICT, "stale", "Changed meanwhile"),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Body too large"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "Not JSON"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed")
            }
            Self::TooMany { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests")
            }
            Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available")
            }
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Our fault"),
        }
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after_s } => Some(*retry_after_s),
            Self::Unavailable(_) => Some(5),
            _ => None,
        }
    }

    /// What a client has to show to be let in.
    pub fn challenge(&self) -> Option<HeaderValue> {
        matches!(self, Self::Unauthorized).then(|| HeaderValue::from_static("Bearer"))
    }

    /// The body of the reply.
    pub fn problem(&self) -> Problem {
        let (status, kind, title) = self.parts();
        let advice = match self {
            Self::Unavailable(_) | Self::Internal(_) => {
                "; please try again, or write to the shop directly"
            }
            _ => "",
        };
        let field = match self {
            Self::Invalid { field, .. } => Some(field.clone()),
            _ => None,
        };
        Problem {
            kind: format!("/problems/{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: format!("{self}{advice}"),
            field,
            retry_after_s: self.retry_after_s(),
            request_id: None,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Unavailable(error)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = problem_response(&self.problem());
        // `request_log` logs it, inside the request's span, and adds the request's id.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// A problem as an HTTP reply.
pub fn problem_response(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_MEDIA_TYPE));
    if let Some(seconds) = problem.retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
