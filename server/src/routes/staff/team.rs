//! The staff room: who works for a site, and as what.

use crate::error::Error;
use crate::extract::{Json, LastPart};
use crate::guard::StaffOnSite;
use crate::staff::team::Manager;
use axum::http::StatusCode;
use vouch_shared::account::SetUpLink;
use vouch_shared::problem::Problem;
use vouch_shared::team::{Invitation, Invited, RoleChange, Team};

fn manager(staff: &StaffOnSite) -> Manager<'_> {
    Manager { app: &staff.app, member: &staff.member, site: staff.site_key() }
}

/// Everybody who works for the site.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/staff", params(("site" = String, Path)),
    responses((status = 200, body = Team), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show_team(staff: StaffOnSite) -> Result<axum::Json<Team>, Error> {
    Ok(axum::Json(manager(&staff).team().await?))
}

/// Lets somebody in. The set-up link is shown this once.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/staff", params(("site" = String, Path)),
    request_body = Invitation,
    responses((status = 200, body = Invited), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn invite_member(
    staff: StaffOnSite,
    Json(invitation): Json<Invitation>,
) -> Result<axum::Json<Invited>, Error> {
    Ok(axum::Json(manager(&staff).invite(&invitation).await?))
}

/// Gives a member another role.
#[utoipa::path(put, path = "/v1/staff/sites/{site}/staff/{member}",
    params(("site" = String, Path), ("member" = String, Path)), request_body = RoleChange,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn change_role(
    staff: StaffOnSite,
    LastPart(member): LastPart,
    Json(change): Json<RoleChange>,
) -> Result<StatusCode, Error> {
    manager(&staff).change_role(&member, &change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a member's role away, at once.
#[utoipa::path(delete, path = "/v1/staff/sites/{site}/staff/{member}",
    params(("site" = String, Path), ("member" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove_member(
    staff: StaffOnSite,
    LastPart(member): LastPart,
) -> Result<StatusCode, Error> {
    manager(&staff).remove(&member).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new set-up link for a member, with which they choose another password.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/staff/{member}/link",
    params(("site" = String, Path), ("member" = String, Path)),
    responses((status = 200, body = SetUpLink), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn make_link(
    staff: StaffOnSite,
    LastPart(member): LastPart,
) -> Result<axum::Json<SetUpLink>, Error> {
    Ok(axum::Json(manager(&staff).make_link(&member).await?))
}

/// Switches a member's second step off.
#[utoipa::path(delete, path = "/v1/staff/sites/{site}/staff/{member}/totp",
    params(("site" = String, Path), ("member" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn switch_member_totp_off(
    staff: StaffOnSite,
    LastPart(member): LastPart,
) -> Result<StatusCode, Error> {
    manager(&staff).switch_totp_off(&member).await?;
    Ok(StatusCode::NO_CONTENT)
}
