//! Setting a site up.

use crate::error::Error;
use crate::extract::Json;
use crate::guard::{Staff, StaffOnSite};
use crate::setup::{orders, settings};
use crate::staff::audit::Actor;
use axum::http::StatusCode;
use vouch_shared::problem::Problem;
use vouch_shared::setup::{NewSite, OrdersConnection, OrdersFindings, SiteSettings, SiteSetup};

/// Adds a site with its keys.
#[utoipa::path(post, path = "/v1/staff/sites", request_body = NewSite,
    responses((status = 201, body = SiteSetup), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_site(
    staff: Staff,
    Json(new): Json<NewSite>,
) -> Result<(StatusCode, axum::Json<SiteSetup>), Error> {
    let (app, who) = (&staff.app, &staff.signed_in.member.email);
    let by = Actor { who, site: Some(&new.site), now: app.clock.now() };
    settings::add(app, &new, &by).await?;
    let site = app.sites.find(new.site.as_str()).ok_or(Error::NotFound("the site is gone"))?;
    Ok((StatusCode::CREATED, axum::Json(settings::show(app, &site).await?)))
}

/// Settings, tag, and where the tag was seen.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/setup", params(("site" = String, Path)),
    responses((status = 200, body = SiteSetup), (status = 404, body = Problem)))]
pub async fn show_setup(desk: StaffOnSite) -> Result<axum::Json<SiteSetup>, Error> {
    Ok(axum::Json(settings::show(&desk.app, &desk.site).await?))
}

/// Changes the settings.
#[utoipa::path(put, path = "/v1/staff/sites/{site}/setup", params(("site" = String, Path)),
    request_body = SiteSettings, responses((status = 200, body = SiteSetup),
    (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_setup(
    desk: StaffOnSite,
    Json(change): Json<SiteSettings>,
) -> Result<axum::Json<SiteSetup>, Error> {
    let (app, key) = (&desk.app, desk.site_key());
    settings::change(app, key, &change, &actor(&desk)).await?;
    let site = app.sites.find(key.as_str()).ok_or(Error::NotFound("the site is gone"))?;
    Ok(axum::Json(settings::show(app, &site).await?))
}

/// Tries a connection to orders; nothing is kept.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/orders/check", params(("site" = String, Path)),
    request_body = OrdersConnection, responses((status = 200, body = OrdersFindings), (status = 422, body = Problem)))]
pub async fn check_orders(
    desk: StaffOnSite,
    Json(connection): Json<OrdersConnection>,
) -> Result<axum::Json<OrdersFindings>, Error> {
    Ok(axum::Json(orders::try_out(&desk.app, desk.site_key(), &connection).await?))
}

/// Keeps a connection to orders in which nothing is wrong.
#[utoipa::path(put, path = "/v1/staff/sites/{site}/orders", params(("site" = String, Path)),
    request_body = OrdersConnection, responses((status = 200, body = OrdersFindings), (status = 422, body = Problem)))]
pub async fn connect_orders(
    desk: StaffOnSite,
    Json(connection): Json<OrdersConnection>,
) -> Result<axum::Json<OrdersFindings>, Error> {
    let findings = orders::keep(&desk.app, desk.site_key(), &connection, &actor(&desk)).await?;
    Ok(axum::Json(findings))
}

fn actor(desk: &StaffOnSite) -> Actor<'_> {
    Actor { who: &desk.member.email, site: Some(desk.site_key()), now: desk.app.clock.now() }
}
