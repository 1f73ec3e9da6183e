//! Insights: the figures of a period, and what no approved text answers.

use crate::error::Error;
use crate::guard::StaffOnSite;
use crate::insight::{overview, unanswered};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;
use vouch_shared::insight::{Insights, Unanswered};
use vouch_shared::problem::Problem;

/// Which period.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InsightQuery {
    /// The last 7, 28 or 90 days; 28 where it is absent.
    pub days: Option<u16>,
}

/// How many questions came, what became of them, and how soon people replied.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/insights",
    params(("site" = String, Path), InsightQuery),
    responses((status = 200, body = Insights), (status = 422, body = Problem)))]
pub async fn show_insights(
    staff: StaffOnSite,
    query: Result<Query<InsightQuery>, QueryRejection>,
) -> Result<axum::Json<Insights>, Error> {
    let InsightQuery { days } = parsed(query)?;
    Ok(axum::Json(overview::overview(&staff.app, staff.site.clone(), days).await?))
}

/// Lists what shoppers asked that no approved text answers, in groups.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/insights/unanswered",
    params(("site" = String, Path), InsightQuery),
    responses((status = 200, body = Unanswered), (status = 422, body = Problem)))]
pub async fn list_unanswered(
    staff: StaffOnSite,
    query: Result<Query<InsightQuery>, QueryRejection>,
) -> Result<axum::Json<Unanswered>, Error> {
    let InsightQuery { days } = parsed(query)?;
    Ok(axum::Json(unanswered::unanswered(&staff, days).await?))
}

fn parsed(query: Result<Query<InsightQuery>, QueryRejection>) -> Result<InsightQuery, Error> {
    let Query(query) = query.map_err(|error| Error::invalid("days", error.body_text()))?;
    Ok(query)
}
