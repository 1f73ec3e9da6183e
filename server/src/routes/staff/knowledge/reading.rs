//! Documents, versions and what is to be said of them.

use super::{InDocument, InVersion, editor};
use crate::error::Error;
use crate::extract::{JsonUpTo, PathOf};
use crate::guard::StaffOnSite;
use crate::knowledge::desk;
use crate::knowledge::document::MAX_POLICY_BYTES;
use axum::Json;
use axum::extract::Query;
use serde::Deserialize;
use vouch_shared::knowledge::{
    DocumentList, DocumentVersions, Hint, Preview, PreviewRequest, TextDiff, VersionId, VersionText,
};

/// Lists the site's documents.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/knowledge",
    params(("site" = String, Path)), responses((status = 200, body = DocumentList)))]
pub async fn list_documents(staff: StaffOnSite) -> Result<Json<DocumentList>, Error> {
    Ok(Json(desk::list(&editor(&staff)).await?))
}

/// What a person should look at in everything that is in force.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/knowledge/hints",
    params(("site" = String, Path)), responses((status = 200, body = Vec<Hint>)))]
pub async fn list_hints(staff: StaffOnSite) -> Result<Json<Vec<Hint>>, Error> {
    Ok(Json(desk::site_hints(&editor(&staff)).await?))
}

/// One document with its versions.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/knowledge/documents/{document}",
    params(("site" = String, Path), ("document" = String, Path)),
    responses((status = 200, body = DocumentVersions)))]
pub async fn show_document(
    staff: StaffOnSite,
    PathOf(InDocument { document }): PathOf<InDocument>,
) -> Result<Json<DocumentVersions>, Error> {
    Ok(Json(desk::read_document(&editor(&staff), &document).await?))
}

/// One version with its text.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path)),
    responses((status = 200, body = VersionText)))]
pub async fn show_version(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
) -> Result<Json<VersionText>, Error> {
    Ok(Json(desk::read_version(&editor(&staff), &VersionId::from(place)).await?))
}

/// The version to compare with.
#[derive(Deserialize)]
pub struct Since {
    from: i64,
}

/// What a version changes in an earlier one; in nothing where `from` is 0.
#[utoipa::path(get,
    path = "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/diff",
    params(("site" = String, Path), ("document" = String, Path), ("locale" = String, Path),
        ("version" = i64, Path), ("from" = i64, Query)),
    responses((status = 200, body = TextDiff)))]
pub async fn show_diff(
    staff: StaffOnSite,
    PathOf(place): PathOf<InVersion>,
    since: Result<Query<Since>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<TextDiff>, Error> {
    let Query(Since { from }) =
        since.map_err(|_| Error::invalid("from", "name the version to compare with"))?;
    Ok(Json(desk::compare(&editor(&staff), &VersionId::from(place), from).await?))
}

/// How a text would look, or what is wrong with it. Nothing is kept.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/knowledge/preview",
    params(("site" = String, Path)), request_body = PreviewRequest,
    responses((status = 200, body = Preview)))]
pub async fn preview_draft(
    staff: StaffOnSite,
    JsonUpTo(request): JsonUpTo<{ 2 * MAX_POLICY_BYTES }, PreviewRequest>,
) -> Result<Json<Preview>, Error> {
    Ok(Json(desk::preview(&editor(&staff), &request.source).await?))
}
