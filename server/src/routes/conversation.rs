//! Conversations.

use crate::app::App;
use crate::conversation::{feedback, handoff, open, resume, turn};
use crate::error::Error;
use crate::extract::{Bearer, ClientAddress, Json};
use crate::routes::site;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use vouch_shared::conversation::{
    ConversationCreated, ConversationView, Feedback, NewConversation, Refusal, TurnReply,
    TurnRequest,
};
use vouch_shared::handoff::{HandoffReply, HandoffRequest};
use vouch_shared::problem::Problem;
use vouch_shared::receipt::SignedReceipt;

/// Opens a conversation.
#[utoipa::path(post, path = "/v1/sites/{site}/conversations", params(("site" = String, Path)),
    request_body = NewConversation, responses((status = 201, body = ConversationCreated),
    (status = 404, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn open_conversation(
    State(app): State<Arc<App>>,
    Path(site): Path<String>,
    ClientAddress(address): ClientAddress,
    Json(request): Json<NewConversation>,
) -> Result<Response, Error> {
    let site = site::find(&app, &site)?;
    app.limits.open(address)?;
    let (_, created) = open::open(&app, site, &request).await?;
    Ok((StatusCode::CREATED, axum::Json(created)).into_response())
}

/// Takes a turn.
#[utoipa::path(post, path = "/v1/conversations/{id}/turns", params(("id" = String, Path)),
    request_body = TurnRequest, responses((status = 200, body = TurnReply),
    (status = 401, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
    (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem)))]
pub async fn take_turn(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
    Json(request): Json<TurnRequest>,
) -> Result<axum::Json<TurnReply>, Error> {
    let work = app.clone();
    let reply = app.see_through(async move {
        let session = bearer.session(&work, &id).await?;
        turn::take_turn(&session, &request, address).await
    });
    Ok(axum::Json(reply.await?))
}

/// Hands over to a person.
#[utoipa::path(post, path = "/v1/conversations/{id}/handoff", params(("id" = String, Path)),
    request_body = HandoffRequest, responses((status = 201, body = HandoffReply),
    (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn hand_off(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
    Json(request): Json<HandoffRequest>,
) -> Result<Response, Error> {
    let work = app.clone();
    let reply = app.see_through(async move {
        let session = bearer.session(&work, &id).await?;
        work.limits.open(address)?;
        handoff::hand_off(&session, &request).await
    });
    Ok((StatusCode::CREATED, axum::Json(reply.await?)).into_response())
}

/// Says whether a card helped.
#[utoipa::path(post, path = "/v1/conversations/{id}/feedback", params(("id" = String, Path)),
    request_body = Feedback, responses((status = 204), (status = 401, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn give_feedback(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
    Json(request): Json<Feedback>,
) -> Result<StatusCode, Error> {
    let session = bearer.session(&app, &id).await?;
    app.limits.turn(&session.conversation, address)?;
    feedback::give_feedback(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells that the widget would not show a card.
#[utoipa::path(post, path = "/v1/conversations/{id}/refusals", params(("id" = String, Path)),
    request_body = Refusal, responses((status = 204), (status = 401, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn note_refusal(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
    Json(request): Json<Refusal>,
) -> Result<StatusCode, Error> {
    let session = bearer.session(&app, &id).await?;
    app.limits.turn(&session.conversation, address)?;
    feedback::note_refusal(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All that was said so far.
#[utoipa::path(get, path = "/v1/conversations/{id}", params(("id" = String, Path)),
    responses((status = 200, body = ConversationView), (status = 401, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn show_conversation(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
) -> Result<Response, Error> {
    app.limits.read(address)?;
    let session = bearer.session(&app, &id).await?;
    let view = resume::view(&session).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(view)).into_response())
}

/// The signed receipt.
#[utoipa::path(get, path = "/v1/conversations/{id}/receipt", params(("id" = String, Path)),
    responses((status = 200, body = SignedReceipt), (status = 401, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn show_receipt(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    bearer: Bearer,
    ClientAddress(address): ClientAddress,
) -> Result<Response, Error> {
    app.limits.read(address)?;
    let session = bearer.session(&app, &id).await?;
    let receipt = resume::receipt(&session).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(receipt)).into_response())
}
