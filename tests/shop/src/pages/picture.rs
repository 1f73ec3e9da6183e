//! Pictures, drawn when they are asked for.

use crate::drawing::{self, Hour};
use crate::state::Shop;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

const FAVICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="#1f3b34"/><path d="M6 31 15 14l6 10M18 31l8-13 8 13" fill="none" stroke="#f3ead8" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>"##;

/// `skarn-shell.rust.svg`
pub(crate) async fn product(State(shop): State<Arc<Shop>>, Path(file): Path<String>) -> Response {
    let parts: Vec<_> = file.split('.').collect();
    let [id, colour, "svg"] = parts[..] else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let found = shop.catalogue.product(id).and_then(|p| Some((p, p.colourway(colour)?)));
    let Some((product, colour)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let title = format!("{} in {}", product.name, colour.name);
    svg(drawing::product(product.family, &product.details, colour, &title))
}

pub(crate) async fn landscape(Path(file): Path<String>) -> Response {
    match file.as_str() {
        "day.svg" => svg(drawing::landscape(Hour::Day)),
        "night.svg" => svg(drawing::landscape(Hour::Night)),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(crate) async fn favicon() -> Response {
    svg(FAVICON.to_owned())
}

fn svg(text: String) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, text).into_response()
}
