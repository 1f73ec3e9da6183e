//! Answering tickets: replies, taking the conversation over, giving it back.

use crate::app::App;
use crate::error::Error;
use crate::extract::{Json, PathParts};
use crate::guard::StaffOnSite;
use crate::handoff::desk::TicketDesk;
use crate::handoff::{canned, reply, talk};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use std::sync::Arc;
use vouch_shared::problem::Problem;
use vouch_shared::reply::{FoundSections, ReplyCards, StaffReply, Talk};

/// A member of the staff with the ticket that the path names.
pub struct AtTicket {
    staff: StaffOnSite,
    number: String,
}

impl FromRequestParts<Arc<App>> for AtTicket {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let staff = StaffOnSite::from_request_parts(parts, app).await?;
        let PathParts([_, number]) = PathParts::<2>::from_request_parts(parts, app).await?;
        Ok(Self { staff, number })
    }
}

impl AtTicket {
    async fn desk(&self) -> Result<TicketDesk<'_>, Error> {
        self.staff.desk().open(&self.number).await
    }
}

/// Who has the say, and what the shopper thought.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/tickets/{number}/talk",
    params(("site" = String, Path), ("number" = String, Path)),
    responses((status = 200, body = Talk), (status = 404, body = Problem)))]
pub async fn show_talk(at: AtTicket) -> Result<axum::Json<Talk>, Error> {
    Ok(axum::Json(talk::show(&at.desk().await?).await?))
}

/// What to search for.
#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    words: String,
}

/// Approved text that a reply can hold.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/tickets/{number}/sections",
    params(("site" = String, Path), ("number" = String, Path), ("words" = String, Query)),
    responses((status = 200, body = FoundSections), (status = 404, body = Problem)))]
pub async fn find_sections(
    at: AtTicket,
    search: Result<Query<Search>, QueryRejection>,
) -> Result<axum::Json<FoundSections>, Error> {
    let Query(Search { words }) =
        search.map_err(|error| Error::invalid("words", error.body_text()))?;
    Ok(axum::Json(canned::find(&at.desk().await?, &words).await?))
}

/// Replies to the shopper. The same `reply_id` again sends nothing.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/{number}/replies",
    params(("site" = String, Path), ("number" = String, Path)), request_body = StaffReply,
    responses((status = 200, body = ReplyCards), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn send_reply(
    at: AtTicket,
    Json(request): Json<StaffReply>,
) -> Result<axum::Json<ReplyCards>, Error> {
    let app = at.staff.app.clone();
    let sent = app.see_through(async move { reply::send(&at.desk().await?, &request).await });
    Ok(axum::Json(sent.await?))
}

/// Shows a reply as the shopper would see it. Nothing is sent.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/{number}/preview",
    params(("site" = String, Path), ("number" = String, Path)), request_body = StaffReply,
    responses((status = 200, body = ReplyCards), (status = 404, body = Problem),
    (status = 422, body = Problem)))]
pub async fn preview_reply(
    at: AtTicket,
    Json(request): Json<StaffReply>,
) -> Result<axum::Json<ReplyCards>, Error> {
    Ok(axum::Json(reply::preview(&at.desk().await?, &request).await?))
}

/// Takes the conversation over: the machine falls silent.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/{number}/takeover",
    params(("site" = String, Path), ("number" = String, Path)),
    responses((status = 200, body = Talk), (status = 404, body = Problem)))]
pub async fn take_over(at: AtTicket) -> Result<axum::Json<Talk>, Error> {
    Ok(axum::Json(talk::take_over(&at.desk().await?).await?))
}

/// Gives the conversation back to the machine.
#[utoipa::path(delete, path = "/v1/staff/sites/{site}/tickets/{number}/takeover",
    params(("site" = String, Path), ("number" = String, Path)),
    responses((status = 200, body = Talk), (status = 404, body = Problem)))]
pub async fn release(at: AtTicket) -> Result<axum::Json<Talk>, Error> {
    Ok(axum::Json(talk::release(&at.desk().await?).await?))
}
