//! Every URL of the storefront on one page, then its headers.

use crate::options::StorefrontOptions;
use crate::pages::{bag, category, contact, help, home, not_found, picture, product};
use crate::state::Shop;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use std::sync::Arc;

const STYLE: &str = include_str!("../../../style/storefront.css");

/// The storefront as a service that a test or the binary can serve.
pub fn router(options: StorefrontOptions) -> Router {
    let shop = Shop::new(options);
    Router::new()
        .route("/", get(home::show))
        .route("/categories/{id}", get(category::show))
        .route("/products/{id}", get(product::show))
        .route("/bag", get(bag::show))
        .route("/help", get(help::index))
        .route("/help/{id}", get(help::show))
        .route("/contact", get(contact::show))
        .route("/pictures/{file}", get(picture::product))
        .route("/landscape/{file}", get(picture::landscape))
        .route("/favicon.svg", get(picture::favicon))
        .route("/storefront.css", get(style))
        .fallback(not_found::show)
        .layer(from_fn_with_state(Arc::clone(&shop), headers))
        .with_state(shop)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

async fn headers(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    let policy = shop.options.policy().and_then(|text| HeaderValue::try_from(text).ok());
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
