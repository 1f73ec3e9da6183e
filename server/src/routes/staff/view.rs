//! A member's own lists of tickets.

use crate::error::Error;
use crate::extract::Json;
use crate::guard::StaffOnSite;
use crate::handoff::views;
use axum::extract::Path;
use serde::Deserialize;
use vouch_shared::problem::Problem;
use vouch_shared::ticket::SavedView;

/// The parts of a list's address.
#[derive(Debug, Deserialize)]
pub struct OneView {
    pub name: String,
}

/// Lists the lists that the asker keeps.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/views", params(("site" = String, Path)),
    responses((status = 200, body = Vec<SavedView>)))]
pub async fn list_views(staff: StaffOnSite) -> Result<axum::Json<Vec<SavedView>>, Error> {
    Ok(axum::Json(views::list(staff.desk()).await?))
}

/// Keeps a list, in place of one of the same name.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/views", params(("site" = String, Path)),
    request_body = SavedView,
    responses((status = 200, body = Vec<SavedView>), (status = 422, body = Problem)))]
pub async fn keep_view(
    staff: StaffOnSite,
    Json(request): Json<SavedView>,
) -> Result<axum::Json<Vec<SavedView>>, Error> {
    Ok(axum::Json(views::keep(staff.desk(), &request).await?))
}

/// Forgets a list.
#[utoipa::path(delete, path = "/v1/staff/sites/{site}/views/{name}",
    params(("site" = String, Path), ("name" = String, Path)),
    responses((status = 200, body = Vec<SavedView>), (status = 404, body = Problem)))]
pub async fn forget_view(
    staff: StaffOnSite,
    Path(OneView { name }): Path<OneView>,
) -> Result<axum::Json<Vec<SavedView>>, Error> {
    Ok(axum::Json(views::forget(staff.desk(), &name).await?))
}
