//! Every URL on one page, then the layers around them.

use crate::app::App;
use crate::error::Error;
use crate::routes::{
    asset, console, contact, conversation, events, health, key, preview, site, staff,
};
use crate::{cors, guard, request_log};
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(OpenApi)]
#[openapi(info(
    title = "Vouch",
    description = "Storefront chat that only says what the store can vouch for.",
    license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
))]
struct Api;

fn widget_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(site::show_config))
        .routes(routes!(conversation::open_conversation))
        .routes(routes!(conversation::take_turn))
        .routes(routes!(conversation::hand_off))
        .routes(routes!(conversation::give_feedback))
        .routes(routes!(conversation::note_refusal))
        .routes(routes!(conversation::show_conversation))
        .routes(routes!(conversation::show_receipt))
        .routes(routes!(events::stream_events))
}

fn public_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(key::show_jwks))
}

fn pages() -> Router<Arc<App>> {
    Router::new()
        .route("/embed.js", get(asset::embed))
        .route("/send.js", get(asset::send))
        .route("/widget-boot.js", get(asset::boot))
        .route("/widget.js", get(asset::glue))
        .route("/widget_bg.wasm", get(asset::wasm))
}

/// The staff's API. `auth/access.rs` says who may come to which address.
fn staff_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(staff::session::sign_in, staff::session::sign_out))
        .routes(routes!(staff::session::show_me))
        .routes(routes!(staff::site::add_site))
        .routes(routes!(staff::site::show_setup, staff::site::change_setup))
        .routes(routes!(staff::site::check_orders))
        .routes(routes!(staff::site::connect_orders))
}

fn console_pages() -> Router<Arc<App>> {
    Router::new()
        .route("/console/console-boot.js", get(asset::console_boot))
        .route("/console/console.js", get(asset::console_glue))
        .route("/console/console_bg.wasm", get(asset::console_wasm))
        .route("/console/console.css", get(asset::console_style))
        .route("/console", get(console::show_page))
        .route("/console/{*room}", get(console::show_page))
        .route("/preview/{site}", get(preview::show_preview))
}

fn operator() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(health::show_health))
        .routes(routes!(health::show_readiness))
}

/// The server's router with all its layers.
pub fn router(app: &Arc<App>) -> Router {
    let openapi = Arc::new(openapi());
    cross_origin(widget_api().into(), cors::api(app))
        .merge(cross_origin(public_api().into(), cors::public()))
        .merge(cross_origin(pages(), cors::public()))
        .merge(guarded(staff_api().into(), app))
        .merge(operator())
        .merge(console_pages())
        .route("/contact/{site}", get(contact::show_form).post(contact::take_form))
        .route("/metrics", get(health::show_metrics))
        .route("/openapi.json", get(move || async move { Json(openapi.as_ref().clone()) }))
        .fallback(|| async { Error::NotFound("there is nothing at this address") })
        .method_not_allowed_fallback(refuse_method)
        .layer(DefaultBodyLimit::max(app.config.limits.body_bytes))
        .layer(CatchPanicLayer::custom(request_log::after_panic))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(from_fn(request_log::log_request))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .with_state(app.clone())
}

/// Routes that scripts of other origins call. What answers a wrong method has to stand before the
/// CORS layer: put there later, it would take the browsers' preflight requests away from it.
fn cross_origin(routes: Router<Arc<App>>, cors: CorsLayer) -> Router<Arc<App>> {
    routes.method_not_allowed_fallback(refuse_method).layer(cors)
}

/// Routes that staff call, behind the door.
fn guarded(routes: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    routes.route_layer(from_fn_with_state(app.clone(), guard::check))
}

async fn refuse_method() -> Error {
    Error::MethodNotAllowed
}

/// The OpenAPI document, for the command line and the snapshot test.
pub fn openapi() -> utoipa::openapi::OpenApi {
    widget_api().merge(public_api()).merge(staff_api()).merge(operator()).into_openapi()
}
