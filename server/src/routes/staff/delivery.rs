//! The outbox: what waits, what failed, and sending it again.

use crate::error::Error;
use crate::extract::PathParts;
use crate::guard::StaffOnSite;
use crate::handoff::overview;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;
use vouch_shared::delivery::{MessageState, Outbox, Replayed};
use vouch_shared::problem::Problem;

/// Which messages to list.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    state: Option<MessageState>,
}

/// How each target fares, and the newest messages.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/delivery", params(("site" = String, Path),
    ("state" = Option<MessageState>, Query, description = "Only messages in this state")),
    responses((status = 200, body = Outbox), (status = 422, body = Problem)))]
pub async fn show_outbox(
    staff: StaffOnSite,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<axum::Json<Outbox>, Error> {
    let Query(Wanted { state }) =
        wanted.map_err(|error| Error::invalid("state", error.body_text()))?;
    Ok(axum::Json(overview::list(&staff.app, staff.site.settings(), state).await?))
}

/// Sends every dead message again.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/delivery/retry",
    params(("site" = String, Path)), responses((status = 200, body = Replayed)))]
pub async fn retry_dead(staff: StaffOnSite) -> Result<axum::Json<Replayed>, Error> {
    let who = (staff.member.email.as_str(), None);
    Ok(axum::Json(overview::retry(&staff.app, staff.site.settings(), who).await?))
}

/// Sends one message again.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/delivery/{message}/retry",
    params(("site" = String, Path), ("message" = String, Path)),
    responses((status = 200, body = Replayed), (status = 404, body = Problem)))]
pub async fn retry_message(
    staff: StaffOnSite,
    PathParts([_, message]): PathParts<2>,
) -> Result<axum::Json<Replayed>, Error> {
    let who = (staff.member.email.as_str(), Some(message.as_str()));
    Ok(axum::Json(overview::retry(&staff.app, staff.site.settings(), who).await?))
}
