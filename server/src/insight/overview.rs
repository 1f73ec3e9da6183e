//! The figures of a period.

use super::period::Period;
use super::{figures, replies};
use crate::app::App;
use crate::error::Error;
use crate::sites::OpenSite;
use crate::store;
use std::sync::Arc;
use vouch_shared::insight::Insights;

/// The most tickets that are counted, newest first: hundreds a day over half a year.
const MOST_TICKETS: usize = 100_000;

/// The figures of a site's last so many days. They are counted off the threads that serve requests.
pub async fn overview(
    app: &App,
    site: Arc<OpenSite>,
    days: Option<u16>,
) -> Result<Insights, Error> {
    let now = app.clock.now();
    let period = Period::of(&site, days, now)?;
    let (from, until) = period.whole();
    let span = (from.as_str(), until.as_str());
    let questions = store::insight::questions(&app.store, &site.key, span).await?;
    let tickets = store::insight::tickets(&app.store, &site.key, span, MOST_TICKETS).await?;
    let counted = tokio::task::spawn_blocking(move || {
        let hours = site.handoff.hours.as_ref();
        let figures = figures::count(&period, &questions, &tickets);
        let (replies, replies_before) = replies::replies(&period, &tickets, hours, now);
        Insights {
            zone: period.zone(),
            days: figures.days,
            total: figures.total,
            before: figures.before,
            reasons: figures.reasons,
            replies,
            replies_before,
            open_minutes: hours.is_some(),
        }
    });
    counted.await.map_err(|error| Error::Internal(error.into()))
}
