//! The public halves of sites' keys. Private keys are files and never come here.

use super::{Error, Store, from_json, to_json};
use vouch_shared::id::SiteKey;
use vouch_shared::key::KeySet;

/// Keeps a site's key set in place of the one before it.
pub async fn put(store: &Store, site: &SiteKey, keys: &KeySet, at: &str) -> Result<(), Error> {
    let sql = "INSERT INTO site_keys (site, root, list, issued_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (site) DO UPDATE SET root = $2, list = $3, issued_at = $4";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(to_json(&keys.root))
        .bind(&keys.list)
        .bind(at)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// A site's key set.
pub async fn find(store: &Store, site: &SiteKey) -> Result<Option<KeySet>, Error> {
    let sql = "SELECT root, list FROM site_keys WHERE site = $1";
    let row: Option<(String, String)> =
        sqlx::query_as(sql).bind(site.as_str()).fetch_optional(store.pool()).await?;
    row.map(|(root, list)| Ok(KeySet { root: from_json("root key", &root)?, list })).transpose()
}

/// When each site's key list was last issued: changes when, and only when, a list did.
pub async fn issued_at(store: &Store) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT site, issued_at FROM site_keys ORDER BY site";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}
