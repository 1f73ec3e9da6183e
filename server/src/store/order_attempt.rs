//! Tries to open orders: those that failed, and those that are under way.

use super::{Error, Store};
use vouch_shared::id::SiteKey;

/// Notes a try under each subject, and forgets those before `since_ms`. Durable on return, so
/// that whoever counts afterwards sees it.
pub async fn insert(
    store: &Store,
    site: &SiteKey,
    id: &str,
    subjects: &[String],
    (at_ms, since_ms): (i64, i64),
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM order_attempt WHERE site = $1 AND at_ms < $2";
    sqlx::query(forget).bind(site.as_str()).bind(since_ms).execute(&mut *transaction).await?;
    for subject in subjects {
        let sql = "INSERT INTO order_attempt (id, site, subject, at_ms) VALUES ($1, $2, $3, $4)";
        sqlx::query(sql)
            .bind(id)
            .bind(site.as_str())
            .bind(subject)
            .bind(at_ms)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Takes a try back that was no failure.
pub async fn remove(store: &Store, site: &SiteKey, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM order_attempt WHERE site = $1 AND id = $2";
    sqlx::query(sql).bind(site.as_str()).bind(id).execute(store.pool()).await?;
    Ok(())
}

/// How often a subject was tried since `since_ms`, and the time of the first of these tries.
pub async fn count(
    store: &Store,
    site: &SiteKey,
    subject: &str,
    since_ms: i64,
) -> Result<(i64, Option<i64>), Error> {
    let sql = "SELECT COUNT(*), MIN(at_ms) FROM order_attempt \
               WHERE site = $1 AND subject = $2 AND at_ms >= $3";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(subject)
        .bind(since_ms)
        .fetch_one(store.pool())
        .await?)
}
