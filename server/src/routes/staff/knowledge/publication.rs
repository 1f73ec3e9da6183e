//! What a publication would change, and publishing it.

use super::{InCheck, editor};
use crate::error::Error;
use crate::extract::{Json as Body, JsonUpTo, PathOf};
use crate::guard::StaffOnSite;
use crate::knowledge::gate;
use axum::Json;
use axum::http::StatusCode;
use tracing::Instrument as _;
use vouch_shared::knowledge::{
    CheckRequest, OverrideRequest, Publication, PublicationCheck, PublicationRequest,
};
use vouch_shared::problem::Problem;

/// Cases may come with the request.
const MAX_REQUEST_BYTES: usize = 1024 * 1024;

/// Starts finding out what publishing some approved versions would change.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/checks",
    params(("site" = String, Path)), request_body = CheckRequest,
    responses((status = 202, body = PublicationCheck), (status = 409, body = Problem)))]
pub async fn begin_check(
    staff: StaffOnSite,
    JsonUpTo(request): JsonUpTo<MAX_REQUEST_BYTES, CheckRequest>,
) -> Result<(StatusCode, Json<PublicationCheck>), Error> {
    let app = &staff.app;
    let shared = (&app.library, &app.clock, &app.shutdown);
    let (check, job) = gate::begin(&editor(&staff), &request, shared).await?;
    app.beside_requests(job.run().in_current_span());
    Ok((StatusCode::ACCEPTED, Json(check)))
}

/// How far a check is, and what it found.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/knowledge/checks/{check}",
    params(("site" = String, Path), ("check" = String, Path)),
    responses((status = 200, body = PublicationCheck), (status = 404, body = Problem)))]
pub async fn show_check(
    staff: StaffOnSite,
    PathOf(InCheck { check }): PathOf<InCheck>,
) -> Result<Json<PublicationCheck>, Error> {
    Ok(Json(gate::find(&editor(&staff), &check).await?))
}

/// Lets a blocked publication pass, by a second person with a reason.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/checks/{check}/override",
    params(("site" = String, Path), ("check" = String, Path)), request_body = OverrideRequest,
    responses((status = 200, body = PublicationCheck), (status = 403, body = Problem),
        (status = 409, body = Problem)))]
pub async fn override_check(
    staff: StaffOnSite,
    PathOf(InCheck { check }): PathOf<InCheck>,
    Body(request): Body<OverrideRequest>,
) -> Result<Json<PublicationCheck>, Error> {
    Ok(Json(gate::let_pass(&editor(&staff), &check, &request.reason).await?))
}

/// Publishes what was checked, at once or at a moment to come.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/publications",
    params(("site" = String, Path)), request_body = PublicationRequest,
    responses((status = 200, body = Publication), (status = 409, body = Problem)))]
pub async fn publish_checked(
    staff: StaffOnSite,
    Body(request): Body<PublicationRequest>,
) -> Result<Json<Publication>, Error> {
    Ok(Json(gate::publish(&editor(&staff), &request).await?))
}
