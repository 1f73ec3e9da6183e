//! What handlers take from a request, with our own error body for whatever does not fit.

use crate::app::App;
use crate::auth::address::client_address;
use crate::conversation::session::Session;
use crate::error::Error;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use vouch_shared::conversation::IDENTITY_HEADER;

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
                cut_off()
            }
        })?;
        parse(&bytes).map(Self)
    }
}

fn cut_off() -> Error {
    Error::invalid("", "the body was cut off; please send it again")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let request = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Error::invalid(error.path().to_string(), error.inner().to_string()))?;
    reader.end().map_err(|error| Error::invalid("", error.to_string()))?;
    Ok(request)
}

/// How many times its limit a body is read, to be thrown away: a connection that is cut while a
/// browser still sends tells it of a broken network instead of a file that is too large.
const READ_OUT: usize = 4;

/// A body of bytes with a limit of its own, for staff who bring files.
pub struct BytesUpTo<const MAX: usize>(pub Bytes);

impl<const MAX: usize> FromRequest<Arc<App>> for BytesUpTo<MAX> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, Error> {
        let mut body = request.into_body();
        let (mut bytes, mut size) = (Vec::new(), 0_usize);
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| cut_off())?.into_data() else { continue };
            size = size.saturating_add(data.len());
            if size <= MAX {
                bytes.extend_from_slice(&data);
            } else if size > MAX.saturating_mul(READ_OUT) {
                break;
            }
        }
        if size > MAX { Err(Error::TooLarge { max_bytes: MAX }) } else { Ok(Self(bytes.into())) }
    }
}

/// A JSON body with a limit of its own, for staff who bring whole texts.
pub struct JsonUpTo<const MAX: usize, T>(pub T);

impl<const MAX: usize, T: DeserializeOwned> FromRequest<Arc<App>> for JsonUpTo<MAX, T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::NotJson);
        }
        let BytesUpTo::<MAX>(bytes) = BytesUpTo::from_request(request, app).await?;
        parse(&bytes).map(Self)
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

/// One part of the path. What is no text is no address of ours.
pub struct PathText(pub String);

impl FromRequestParts<Arc<App>> for PathText {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let part = Path::<String>::from_request_parts(parts, app).await;
        part.map(|Path(text)| Self(text))
            .map_err(|_| Error::NotFound("there is nothing at this address"))
    }
}

/// The last of a path's named parts, such as the member in `…/sites/{site}/staff/{member}`.
pub struct LastPart(pub String);

impl FromRequestParts<Arc<App>> for LastPart {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let nothing = Error::NotFound("there is nothing at this address");
        match RawPathParams::from_request_parts(parts, app).await {
            Ok(named) => named.iter().last().map(|(_, text)| Self(text.to_owned())).ok_or(nothing),
            Err(_) => Err(nothing),
        }
    }
}

/// Named parts of the path. What does not read as one is no address of ours.
pub struct PathOf<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for PathOf<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let found = Path::<T>::from_request_parts(parts, app).await;
        found
            .map(|Path(found)| Self(found))
            .map_err(|_| Error::NotFound("there is nothing at this address"))
    }
}

/// All parts of the path that vary, in their order.
pub struct PathParts<const N: usize>(pub [String; N]);

impl<const N: usize> FromRequestParts<Arc<App>> for PathParts<N> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        const NOWHERE: Error = Error::NotFound("there is nothing at this address");
        let path = Path::<Vec<String>>::from_request_parts(parts, app).await;
        let Path(texts) = path.map_err(|_| NOWHERE)?;
        texts.try_into().map(Self).map_err(|_| NOWHERE)
    }
}

/// Whoever asks something of a conversation: its id from the path, the token that is shown for
/// it, whom the page names, and where the request comes from.
pub struct Caller {
    pub app: Arc<App>,
    pub address: IpAddr,
    id: String,
    token: Option<String>,
    identity: Option<String>,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let PathText(id) = PathText::from_request_parts(parts, app).await?;
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, app).await?;
        let (token, identity) = (bearer(&parts.headers), identity(&parts.headers));
        Ok(Self { app: app.clone(), address, id, token, identity })
    }
}

impl Caller {
    /// The conversation, if the token is its own.
    pub async fn session(&self) -> Result<Session<'_>, Error> {
        let token = self.token.as_deref().ok_or(Error::Unauthorized)?;
        Session::authenticate(&self.app, &self.id, token, self.identity.as_deref()).await
    }

    /// The conversation, for a turn or something that counts like one.
    pub async fn session_for_turn(&self) -> Result<Session<'_>, Error> {
        let session = self.session().await?;
        self.app.limits.turn(&session.conversation, self.address)?;
        Ok(session)
    }

    /// The conversation, to be read.
    pub async fn session_for_reading(&self) -> Result<Session<'_>, Error> {
        self.app.limits.read(self.address)?;
        self.session().await
    }
}

/// Whom the page names, as the shop's back end signed it.
fn identity(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(IDENTITY_HEADER)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
