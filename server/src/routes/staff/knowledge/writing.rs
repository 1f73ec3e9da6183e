//! Drafts, imports, and the steps of a version on its way to shoppers.

use super::{InVersion, editor};
use crate::error::Error;
use crate::extract::{BytesUpTo, Json as Body, JsonUpTo, PathOf};
use crate::guard::StaffOnSite;
use crate::knowledge::archive::MAX_ARCHIVE_BYTES;
use crate::knowledge::desk;
use crate::knowledge::document::MAX_POLICY_BYTES;
use crate::knowledge::html::{self, About, MAX_HTML_BYTES};
use axum::Json;
use axum::http::StatusCode;
use vouch_shared::knowledge::{
    ArchiveImport, DraftRequest, HtmlImport, HtmlImportRequest, StepRequest, VersionId,
};
use vouch_shared::problem::Problem;

/// Keeps a text as a new draft.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/drafts",
    params(("site" = String, Path)), request_body = DraftRequest,
    responses((status = 201, body = VersionId), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn save_draft(
    staff: StaffOnSite,
    JsonUpTo(request): JsonUpTo<{ 2 * MAX_POLICY_BYTES }, DraftRequest>,
) -> Result<(StatusCode, Json<VersionId>), Error> {
    let saved = desk::save(&editor(&staff), &request.source, request.base).await?;
    Ok((StatusCode::CREATED, Json(saved)))
}

/// Adds the Markdown files and answer sets of a .zip as drafts, all or nothing.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/import/archive",
    params(("site" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses((status = 200, body = ArchiveImport), (status = 413, body = Problem)))]
pub async fn import_archive(
    staff: StaffOnSite,
    BytesUpTo(bytes): BytesUpTo<MAX_ARCHIVE_BYTES>,
) -> Result<Json<ArchiveImport>, Error> {
    Ok(Json(desk::import_archive(&editor(&staff), &bytes).await?))
}

/// Makes a text of a page's HTML. Nothing is kept: the editor reads it first.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/import/html",
    params(("site" = String, Path)), request_body = HtmlImportRequest,
    responses((status = 200, body = HtmlImport), (status = 413, body = Problem)))]
pub async fn import_html(
    staff: StaffOnSite,
    JsonUpTo(request): JsonUpTo<{ 2 * MAX_HTML_BYTES }, HtmlImportRequest>,
) -> Result<Json<HtmlImport>, Error> {
    if request.html.len() > MAX_HTML_BYTES {
        return Err(Error::TooLarge { max_bytes: MAX_HTML_BYTES });
    }
    let (locale, owner) = (staff.site.locale.clone(), staff.member.email.clone());
    let convert = move || html::convert(&request, About { locale: &locale, owner: &owner });
    // A large page takes a while to read, which must not hold up other requests.
    let import = tokio::task::spawn_blocking(convert).await;
    Ok(Json(import.map_err(|panic| Error::Internal(panic.into()))?))
}

/// Asks for a review.
#[utoipa::path(post,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/submission",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    request_body = StepRequest, responses((status = 204), (status = 409, body = Problem)))]
pub async fn submit_version(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
    Body(request): Body<StepRequest>,
) -> Result<StatusCode, Error> {
    desk::submit(&editor(&staff), &place.into(), request.comment.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a version back with a comment.
#[utoipa::path(post,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/return",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    request_body = StepRequest, responses((status = 204), (status = 409, body = Problem)))]
pub async fn send_version_back(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
    Body(request): Body<StepRequest>,
) -> Result<StatusCode, Error> {
    desk::send_back(&editor(&staff), &place.into(), request.comment.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Approves a version that somebody else wrote.
#[utoipa::path(post,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/approval",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    request_body = StepRequest,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn approve_version(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
    Body(request): Body<StepRequest>,
) -> Result<StatusCode, Error> {
    desk::approve(&editor(&staff), &place.into(), request.comment.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a version off the schedule.
#[utoipa::path(delete,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/schedule",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    responses((status = 204), (status = 409, body = Problem)))]
pub async fn unschedule_version(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
) -> Result<StatusCode, Error> {
    desk::unschedule(&editor(&staff), &place.into(), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings the text of an earlier version back as a new one, for review like any other.
#[utoipa::path(post,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/rollback",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    request_body = StepRequest,
    responses((status = 201, body = VersionId), (status = 409, body = Problem)))]
pub async fn roll_back_to_version(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
    Body(request): Body<StepRequest>,
) -> Result<(StatusCode, Json<VersionId>), Error> {
    let editor = editor(&staff);
    let added = desk::roll_back(&editor, &place.into(), request.comment.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(added)))
}
