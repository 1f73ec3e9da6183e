//! The event stream of a site's tickets.

use crate::error::Error;
use crate::guard::{Staff, StaffOnSite};
use crate::handoff::stream::{Listener, Watch};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::time::Duration;
use vouch_shared::problem::Problem;

/// Streams which tickets change from now on. Whoever listens reads them again.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/tickets/events", params(("site" = String, Path)),
    responses((status = 200, body = String, content_type = "text/event-stream",
    description = "Server-sent events `tickets` whose data is a `TicketsChanged`"),
    (status = 429, body = Problem)))]
pub async fn stream_tickets(
    staff: StaffOnSite,
    Staff { signed_in, .. }: Staff,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let place = staff.app.limits.staff_stream(&signed_in.session)?;
    let listener = Listener {
        app: staff.app.clone(),
        site: staff.site_key().clone(),
        email: staff.member.email.clone(),
        session: signed_in.session,
    };
    let watch = Watch::begin(listener).await?;
    let stream = futures_util::stream::unfold((watch, place), |(mut watch, place)| async move {
        let changed = watch.next().await?;
        let data = serde_json::to_string(&changed).ok()?;
        Some((Ok(Event::default().event("tickets").data(data)), (watch, place)))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}
