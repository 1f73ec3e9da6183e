//! The loader, the widget and the console, compiled into the binary by `build.rs`.

use crate::error::Error;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file as it is and compressed with brotli, with the hash of its bytes.
struct Asset {
    plain: &'static [u8],
    brotli: &'static [u8],
    etag: &'static str,
    media_type: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Whether the widget was there when the binary was built.
pub fn is_complete() -> bool {
    [&BOOT, &GLUE, &WASM].iter().all(|asset| !asset.plain.is_empty())
}

/// The script that shops embed.
pub async fn embed(headers: HeaderMap) -> Response {
    serve(&EMBED, &headers)
}

/// Sends the contact forms that the loader keeps.
pub async fn send(headers: HeaderMap) -> Response {
    serve(&SEND, &headers)
}

/// Starts the widget.
pub async fn boot(headers: HeaderMap) -> Response {
    serve(&BOOT, &headers)
}

/// The widget's JavaScript half.
pub async fn glue(headers: HeaderMap) -> Response {
    serve(&GLUE, &headers)
}

/// The widget.
pub async fn wasm(headers: HeaderMap) -> Response {
    serve(&WASM, &headers)
}

/// A file of the console: its programs, what starts them, and how they look. The address tells the
/// build, so browsers ask once and files of different builds never meet.
pub async fn console(
    Path((version, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let found = CONSOLE.iter().find(|(name, _)| version == CONSOLE_VERSION && *name == file);
    let Some((_, asset)) = found else {
        return Error::NotFound("this build has no such file; reload the page").into_response();
    };
    let mut response = serve(asset, &headers);
    if response.status().is_success() {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}

/// Names never change, so browsers ask each time whether the bytes did: loader, boot script, glue
/// and wasm of different versions must not meet.
fn serve(asset: &Asset, headers: &HeaderMap) -> Response {
    if asset.plain.is_empty() {
        return Error::NotFound(
            "this binary was built without the widget and the console; see `cargo xtask setup`",
        )
        .into_response();
    }
    let accepts = |name: header::HeaderName, value: &str| {
        headers.get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(value))
    };
    let mut response = if accepts(header::IF_NONE_MATCH, asset.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if accepts(header::ACCEPT_ENCODING, "br") {
        ([(header::CONTENT_ENCODING, "br")], asset.brotli).into_response()
    } else {
        asset.plain.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
