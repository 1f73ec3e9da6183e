//! Tickets: lists, one with all that belongs to it, and what staff do with them.

use crate::error::Error;
use crate::extract::Json;
use crate::guard::StaffOnSite;
use crate::handoff::people::People;
use crate::handoff::queue::Wanted;
use crate::handoff::{change, note, queue, view};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use serde::Deserialize;
use vouch_shared::problem::Problem;
use vouch_shared::ticket::{
    BulkChange, BulkOutcome, Colleague, NewNote, TicketChange, TicketList, TicketView,
};

/// What a list shows.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TicketQuery {
    /// `open` (the default), `mine`, `unassigned`, `overdue`, `waiting`, `snoozed`, `mentions`,
    /// `closed` or `all`.
    pub queue: Option<String>,
    pub reason: Option<String>,
    pub locale: Option<String>,
    pub tag: Option<String>,
    /// `low`, `normal`, `high` or `urgent`.
    pub priority: Option<String>,
    /// Words to look for; the last may be the beginning of one.
    pub q: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// The parts of a ticket's address.
#[derive(Debug, Deserialize)]
pub struct OneTicket {
    pub number: String,
}

/// Lists tickets of a queue.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/tickets",
    params(("site" = String, Path), TicketQuery),
    responses((status = 200, body = TicketList), (status = 422, body = Problem)))]
pub async fn list_tickets(
    staff: StaffOnSite,
    query: Result<Query<TicketQuery>, QueryRejection>,
) -> Result<axum::Json<TicketList>, Error> {
    let Query(query) = query.map_err(|error| Error::invalid("", error.body_text()))?;
    let TicketQuery { queue, reason, locale, tag, priority, q, cursor } = query;
    let wanted = Wanted { queue, reason, locale, tag, priority, text: q, cursor };
    Ok(axum::Json(queue::list(staff.desk(), &wanted).await?))
}

/// Shows a ticket.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/tickets/{number}",
    params(("site" = String, Path), ("number" = String, Path)),
    responses((status = 200, body = TicketView), (status = 404, body = Problem)))]
pub async fn show_ticket(
    staff: StaffOnSite,
    Path(OneTicket { number }): Path<OneTicket>,
) -> Result<axum::Json<TicketView>, Error> {
    Ok(axum::Json(view::ticket(staff.desk(), &number).await?))
}

/// Does something with a ticket, and shows it as it is then.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/{number}/changes",
    params(("site" = String, Path), ("number" = String, Path)), request_body = TicketChange,
    responses((status = 200, body = TicketView), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "It has changed since; what changed is told"),
    (status = 422, body = Problem)))]
pub async fn change_ticket(
    staff: StaffOnSite,
    Path(OneTicket { number }): Path<OneTicket>,
    Json(request): Json<TicketChange>,
) -> Result<axum::Json<TicketView>, Error> {
    change::change(staff.desk(), &number, &request).await?;
    Ok(axum::Json(view::ticket(staff.desk(), &number).await?))
}

/// Does the same with many tickets.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/changes",
    params(("site" = String, Path)), request_body = BulkChange,
    responses((status = 200, body = BulkOutcome), (status = 422, body = Problem)))]
pub async fn change_tickets(
    staff: StaffOnSite,
    Json(request): Json<BulkChange>,
) -> Result<axum::Json<BulkOutcome>, Error> {
    Ok(axum::Json(change::change_all(staff.desk(), &request).await?))
}

/// Adds an internal note, and shows the ticket with it.
#[utoipa::path(post, path = "/v1/staff/sites/{site}/tickets/{number}/notes",
    params(("site" = String, Path), ("number" = String, Path)), request_body = NewNote,
    responses((status = 200, body = TicketView), (status = 404, body = Problem),
    (status = 422, body = Problem)))]
pub async fn add_note(
    staff: StaffOnSite,
    Path(OneTicket { number }): Path<OneTicket>,
    Json(request): Json<NewNote>,
) -> Result<axum::Json<TicketView>, Error> {
    note::add(staff.desk(), &number, &request).await?;
    Ok(axum::Json(view::ticket(staff.desk(), &number).await?))
}

/// Lists those who may read the site's tickets.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/colleagues", params(("site" = String, Path)),
    responses((status = 200, body = Vec<Colleague>)))]
pub async fn list_colleagues(staff: StaffOnSite) -> Result<axum::Json<Vec<Colleague>>, Error> {
    Ok(axum::Json(People::at(staff.desk()).await?.readers()))
}
