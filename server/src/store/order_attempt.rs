//! Tries to open orders: those that failed, and those that are under way.

use super::{Error, Store};
use sqlx::AnyConnection;
use vouch_shared::id::SiteKey;

/// Notes a try under each subject. Durable on return, so that whoever counts afterwards sees it.
pub async fn insert(
    store: &Store,
    site: &SiteKey,
    id: &str,
    subjects: [&str; 3],
    at_ms: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO order_attempt (id, site, subject, at_ms) \
               VALUES ($1, $2, $3, $6), ($1, $2, $4, $6), ($1, $2, $5, $6)";
    let query = sqlx::query(sql).bind(id).bind(site.as_str());
    let query = subjects.into_iter().fold(query, |query, subject| query.bind(subject.to_owned()));
    query.bind(at_ms).execute(store.pool()).await?;
    Ok(())
}

/// Takes a try back that was no failure.
pub async fn remove(store: &Store, site: &SiteKey, id: &str) -> Result<(), Error> {
    remove_within(&mut *store.pool().acquire().await?, site, id).await
}

/// The same within a transaction.
pub async fn remove_within(
    connection: &mut AnyConnection,
    site: &SiteKey,
    id: &str,
) -> Result<(), Error> {
    let sql = "DELETE FROM order_attempt WHERE site = $1 AND id = $2";
    sqlx::query(sql).bind(site.as_str()).bind(id).execute(connection).await?;
    Ok(())
}

/// Forgets the tries from before `since_ms`.
pub async fn forget(store: &Store, site: &SiteKey, since_ms: i64) -> Result<(), Error> {
    let sql = "DELETE FROM order_attempt WHERE site = $1 AND at_ms < $2";
    sqlx::query(sql).bind(site.as_str()).bind(since_ms).execute(store.pool()).await?;
    Ok(())
}

/// For each subject that was tried since `since_ms`: how often, and the time of the first of these
/// tries.
pub async fn count(
    store: &Store,
    site: &SiteKey,
    subjects: [&str; 3],
    since_ms: i64,
) -> Result<Vec<(String, i64, i64)>, Error> {
    let sql = "SELECT subject, COUNT(*), MIN(at_ms) FROM order_attempt \
               WHERE site = $1 AND subject IN ($2, $3, $4) AND at_ms >= $5 GROUP BY subject";
    let query = sqlx::query_as(sql).bind(site.as_str());
    let query = subjects.into_iter().fold(query, |query, subject| query.bind(subject.to_owned()));
    Ok(query.bind(since_ms).fetch_all(store.pool()).await?)
}
