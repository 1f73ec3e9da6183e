//! A shop's logo, as the widget's header shows it.

use crate::app::App;
use crate::error::Error;
use crate::extract::PathText;
use crate::routes::site;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Drawings may hold scripts. As an image they never run; opened as a page they may not either.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// The picture. Its address changes with it, so browsers may keep it.
pub async fn show_logo(
    State(app): State<Arc<App>>,
    PathText(key): PathText,
) -> Result<Response, Error> {
    let site = site::find(&app, &key)?;
    let logo = site.logo.as_ref().ok_or(Error::NotFound("this site has no logo"))?;
    let mut response = logo.bytes.clone().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, logo.media),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
