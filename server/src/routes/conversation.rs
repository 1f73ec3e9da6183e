//! Conversations.

use crate::app::App;
use crate::conversation::{feedback, handoff, open, resume, turn};
use crate::error::Error;
use crate::extract::{Caller, ClientAddress, Json, PathText};
use crate::routes::site;
use axum::extract::State;
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
    PathText(site): PathText,
    ClientAddress(address): ClientAddress,
    Json(request): Json<NewConversation>,
) -> Result<Response, Error> {
    let site = site::find(&app, &site)?;
    app.limits.open(address)?;
    let (_, created) = open::open(&app, site, &request).await?;
    Ok((StatusCode::CREATED, axum::Json(created)).into_response())
}

/// Takes a turn.
#[utoipa::path(post, path = "/v1/conversations/{id}/turns", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    request_body = TurnRequest, responses((status = 200, body = TurnReply),
    (status = 401, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
    (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem)))]
pub async fn take_turn(
    caller: Caller,
    Json(request): Json<TurnRequest>,
) -> Result<axum::Json<TurnReply>, Error> {
    let app = caller.app.clone();
    let reply = app.see_through(async move {
        turn::take_turn(&caller.session().await?, &request, caller.address).await
    });
    Ok(axum::Json(reply.await?))
}

/// Hands over to a person.
#[utoipa::path(post, path = "/v1/conversations/{id}/handoff", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    request_body = HandoffRequest, responses((status = 201, body = HandoffReply),
    (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn hand_off(
    caller: Caller,
    Json(request): Json<HandoffRequest>,
) -> Result<Response, Error> {
    let app = caller.app.clone();
    let reply = app.see_through(async move {
        let session = caller.session().await?;
        caller.app.limits.open(caller.address)?;
        handoff::hand_off(&session, &request).await
    });
    Ok((StatusCode::CREATED, axum::Json(reply.await?)).into_response())
}

/// Says whether a card helped.
#[utoipa::path(post, path = "/v1/conversations/{id}/feedback", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    request_body = Feedback, responses((status = 204), (status = 401, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn give_feedback(
    caller: Caller,
    Json(request): Json<Feedback>,
) -> Result<StatusCode, Error> {
    feedback::give_feedback(&caller.session_for_turn().await?, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells that the widget would not show a card.
#[utoipa::path(post, path = "/v1/conversations/{id}/refusals", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    request_body = Refusal, responses((status = 204), (status = 401, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn note_refusal(
    caller: Caller,
    Json(request): Json<Refusal>,
) -> Result<StatusCode, Error> {
    feedback::note_refusal(&caller.session_for_turn().await?, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All that was said so far.
#[utoipa::path(get, path = "/v1/conversations/{id}", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    responses((status = 200, body = ConversationView), (status = 401, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn show_conversation(caller: Caller) -> Result<Response, Error> {
    let view = resume::view(&caller.session_for_reading().await?).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(view)).into_response())
}

/// The signed receipt.
#[utoipa::path(get, path = "/v1/conversations/{id}/receipt", params(("id" = String, Path),
    ("Vouch-Identity" = Option<String>, Header, description = "Who the shop's page says the shopper is")),
    responses((status = 200, body = SignedReceipt), (status = 401, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn show_receipt(caller: Caller) -> Result<Response, Error> {
    let receipt = resume::receipt(&caller.session_for_reading().await?).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(receipt)).into_response())
}
