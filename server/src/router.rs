//! Every URL on one page, then the layers around them.

use crate::app::App;
use crate::error::Error;
use crate::routes::{
    asset, console, contact, conversation, events, health, inbound, key, logo, preview, site, staff,
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
        .route("/v1/sites/{site}/logo", get(logo::show_logo))
}

/// The staff's API. `auth/access.rs` says who may come to which address.
fn staff_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(staff::session::sign_in, staff::session::sign_out))
        .routes(routes!(staff::session::show_me))
        .routes(routes!(staff::session::list_sessions, staff::session::end_other_sessions))
        .routes(routes!(staff::session::end_session))
        .routes(routes!(staff::account::show_link))
        .routes(routes!(staff::account::choose_password))
        .routes(routes!(staff::account::show_account))
        .routes(routes!(staff::account::change_password))
        .routes(routes!(
            staff::account::begin_totp,
            staff::account::confirm_totp,
            staff::account::switch_totp_off
        ))
        .routes(routes!(staff::team::show_team, staff::team::invite_member))
        .routes(routes!(staff::team::change_role, staff::team::remove_member))
        .routes(routes!(staff::team::make_link))
        .routes(routes!(staff::team::switch_member_totp_off))
        .routes(routes!(staff::audit::list_entries))
        .routes(routes!(staff::audit::export_entries))
        .merge(tickets_api())
        .routes(routes!(staff::site::add_site))
        .routes(routes!(staff::site::show_setup, staff::site::change_setup))
        .routes(routes!(staff::site::check_orders))
        .routes(routes!(staff::site::connect_orders))
        .merge(answers_api())
        .merge(knowledge_api())
        .routes(routes!(staff::insight::show_insights))
        .routes(routes!(staff::insight::list_unanswered))
}

fn answers_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(staff::reply::show_talk))
        .routes(routes!(staff::reply::find_sections))
        .routes(routes!(staff::reply::send_reply))
        .routes(routes!(staff::reply::preview_reply))
        .routes(routes!(staff::reply::take_over, staff::reply::release))
        .routes(routes!(staff::delivery::show_outbox))
        .routes(routes!(staff::delivery::retry_dead))
        .routes(routes!(staff::delivery::retry_message))
}

fn tickets_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(staff::ticket::list_tickets))
        .routes(routes!(staff::ticket::change_tickets))
        .routes(routes!(staff::ticket_events::stream_tickets))
        .routes(routes!(staff::ticket::show_ticket))
        .routes(routes!(staff::ticket::change_ticket))
        .routes(routes!(staff::ticket::add_note))
        .routes(routes!(staff::ticket::list_colleagues))
        .routes(routes!(staff::view::list_views, staff::view::keep_view))
        .routes(routes!(staff::view::forget_view))
        .routes(routes!(staff::conversation::list_conversations))
        .routes(routes!(staff::conversation::show_conversation))
}

fn knowledge_api() -> OpenApiRouter<Arc<App>> {
    use staff::knowledge::{publication, reading, writing};
    OpenApiRouter::new()
        .routes(routes!(reading::list_documents))
        .routes(routes!(reading::list_hints))
        .routes(routes!(reading::show_document))
        .routes(routes!(reading::show_version))
        .routes(routes!(reading::show_diff))
        .routes(routes!(reading::preview_draft))
        .routes(routes!(writing::save_draft))
        .routes(routes!(writing::import_archive))
        .routes(routes!(writing::import_html))
        .routes(routes!(writing::submit_version))
        .routes(routes!(writing::send_version_back))
        .routes(routes!(writing::approve_version))
        .routes(routes!(writing::unschedule_version))
        .routes(routes!(writing::roll_back_to_version))
        .routes(routes!(publication::begin_check))
        .routes(routes!(publication::show_check))
        .routes(routes!(publication::override_check))
        .routes(routes!(publication::publish_checked))
}

fn console_pages() -> Router<Arc<App>> {
    Router::new()
        .route("/console/app/{version}/{file}", get(asset::console))
        .route("/console", get(console::show_page))
        .route("/console/{*room}", get(console::show_page))
        .route("/preview/{site}", get(preview::show_preview))
}

/// What other machines hand in, under a signature.
fn machine_api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(inbound::take_mail))
        .layer(DefaultBodyLimit::max(inbound::MAX_MAIL_BYTES))
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
        .merge(machine_api())
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
    widget_api()
        .merge(public_api())
        .merge(staff_api())
        .merge(machine_api())
        .merge(operator())
        .into_openapi()
}
