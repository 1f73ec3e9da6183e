//! What handlers take from a request, with our own error body for whatever does not fit.

use crate::app::App;
use crate::auth::address::client_address;
use crate::conversation::session::Session;
use crate::error::Error;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use vouch_shared::id::is_client_id;

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::NotJson);
        }
        let max_bytes = app.config.limits.body_bytes;
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Error::TooLarge { max_bytes }
            } else {
                Error::invalid("", "the body was cut off; please send it again")
            }
        })?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let request = serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| Error::invalid(error.path().to_string(), error.inner().to_string()))?;
        reader.end().map_err(|error| Error::invalid("", error.to_string()))?;
        Ok(Self(request))
    }
}

/// Only this media type makes browsers ask first (CORS preflight), so nothing else will do.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}

/// The client's address, as far as it can be believed.
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Arc<App>> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
        let trusted = &app.config.server.trusted_proxies;
        Ok(Self(client_address(peer, &parts.headers, trusted)))
    }
}

/// The bearer token of a request, if it sends one.
pub struct Bearer(pub Option<String>);

impl FromRequestParts<Arc<App>> for Bearer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Error> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| value.split_once(' ')).and_then(|(scheme, token)| {
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
        });
        Ok(Self(token))
    }
}

impl Bearer {
    /// The conversation of that id, if the token is its own.
    pub async fn session<'a>(&self, app: &'a App, id: &str) -> Result<Session<'a>, Error> {
        // No conversation is called anything else, and PostgreSQL cannot be asked about NUL.
        if !is_client_id(id) {
            return Err(Error::Unauthorized);
        }
        let token = self.0.as_deref().ok_or(Error::Unauthorized)?;
        Session::authenticate(app, id, token).await
    }
}
