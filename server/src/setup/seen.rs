//! Where a site's tag was seen: pages name their origin when their widget asks for its settings.

use crate::app::App;
use crate::clock::timestamp;
use crate::error::Error;
use crate::sites::OpenSite;
use crate::store;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use time::{Duration, OffsetDateTime};
use vouch_shared::id::{SiteKey, Timestamp};
use vouch_shared::setup::SeenPage;

/// How often the same page is noted.
const EVERY: Duration = Duration::minutes(1);
/// The longest origin that is kept, in bytes.
const MAX_BYTES: usize = 200;
/// How many pages are remembered before all are forgotten.
const MOST: usize = 1_000;

/// The pages that were noted a moment ago.
#[derive(Default)]
pub struct Seen(Mutex<BTreeMap<(SiteKey, String), OffsetDateTime>>);

impl Seen {
    fn is_due(&self, site: &SiteKey, origin: &str, now: OffsetDateTime) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST {
            noted.clear();
        }
        let place = (site.clone(), origin.to_owned());
        if noted.get(&place).is_some_and(|at| now - *at < EVERY) {
            return false;
        }
        noted.insert(place, now);
        true
    }
}

/// Notes a page's origin. The page waits for nothing, and is harmed by no failure.
pub fn note(app: &App, site: &SiteKey, origin: Option<&str>) {
    let now = app.clock.now();
    let Some(origin) = origin.filter(|origin| is_origin(origin)) else { return };
    if origin == app.config.server.public_url || !app.seen.is_due(site, origin, now) {
        return;
    }
    let (store, site, origin) = (app.store.clone(), site.clone(), origin.to_owned());
    app.beside_requests(async move {
        if let Err(error) = store::site_seen::note(&store, &site, &origin, &timestamp(now).0).await
        {
            tracing::warn!(site.key = %site, %error, "a page with the tag was not noted");
        }
    });
}

fn is_origin(text: &str) -> bool {
    text.len() <= MAX_BYTES
        && (text.starts_with("https://") || text.starts_with("http://"))
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The pages on which a site's tag was seen, latest first.
pub async fn list(app: &App, site: &OpenSite) -> Result<Vec<SeenPage>, Error> {
    let rows = store::site_seen::list(&app.store, &site.key).await?;
    let page = |(origin, at): (String, String)| {
        let allowed = site.origins.contains(&origin);
        SeenPage { origin, at: Timestamp(at), allowed }
    };
    Ok(rows.into_iter().map(page).collect())
}
