//! Rows of the pages on which a site's tag was seen.

use super::{Error, Store};
use vouch_shared::id::SiteKey;

/// The most origins that are kept of a site: anybody can make one up.
const MOST: i64 = 50;

/// Notes that a page of that origin asked, unless too many others did.
pub async fn note(store: &Store, site: &SiteKey, origin: &str, at: &str) -> Result<(), Error> {
    let sql = "INSERT INTO site_seen (site, origin, at) \
               SELECT $1, $2, $3 WHERE (SELECT COUNT(*) FROM site_seen WHERE site = $1) < $4 \
               OR EXISTS (SELECT 1 FROM site_seen WHERE site = $1 AND origin = $2) \
               ON CONFLICT (site, origin) DO UPDATE SET at = excluded.at";
    let query = sqlx::query(sql).bind(site.as_str()).bind(origin).bind(at).bind(MOST);
    query.execute(store.pool()).await?;
    Ok(())
}

/// The origins with the last time of each, latest first.
pub async fn list(store: &Store, site: &SiteKey) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT origin, at FROM site_seen WHERE site = $1 ORDER BY at DESC, origin";
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}
