//! Failed tries to open orders.

use super::{Error, Store};
use vouch_shared::id::SiteKey;

/// Notes a failed try under each subject, and forgets those before `since_ms`.
pub async fn insert(
    store: &Store,
    site: &SiteKey,
    subjects: &[String],
    at_ms: i64,
    since_ms: i64,
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM order_attempt WHERE site = $1 AND at_ms < $2";
    sqlx::query(forget).bind(site.as_str()).bind(since_ms).execute(&mut *transaction).await?;
    for subject in subjects {
        let sql = "INSERT INTO order_attempt (site, subject, at_ms) VALUES ($1, $2, $3)";
        sqlx::query(sql)
            .bind(site.as_str())
            .bind(subject)
            .bind(at_ms)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// How often a subject failed since `since_ms`.
pub async fn count(
    store: &Store,
    site: &SiteKey,
    subject: &str,
    since_ms: i64,
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM order_attempt WHERE site = $1 AND subject = $2 AND at_ms >= $3";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(subject)
        .bind(since_ms)
        .fetch_one(store.pool())
        .await?)
}
