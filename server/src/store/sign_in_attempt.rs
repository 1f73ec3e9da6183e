//! Tries to sign in: those that failed, and those that are under way. The same pattern as
//! `order_attempt`: noted before they are counted, so that none slips through between two servers.

use super::{Error, Store};

/// Notes a try under each subject, and forgets those before `since_ms`. Durable on return.
pub async fn insert(
    store: &Store,
    id: &str,
    subjects: &[String],
    (at_ms, since_ms): (i64, i64),
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM sign_in_attempt WHERE at_ms < $1";
    sqlx::query(forget).bind(since_ms).execute(&mut *transaction).await?;
    for subject in subjects {
        let sql = "INSERT INTO sign_in_attempt (id, subject, at_ms) VALUES ($1, $2, $3)";
        let query = sqlx::query(sql).bind(id).bind(subject).bind(at_ms);
        query.execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// How often a subject was tried besides this one, and when last.
pub async fn others(store: &Store, id: &str, subject: &str) -> Result<(i64, Option<i64>), Error> {
    let sql = "SELECT COUNT(*), MAX(at_ms) FROM sign_in_attempt WHERE subject = $1 AND id <> $2";
    Ok(sqlx::query_as(sql).bind(subject).bind(id).fetch_one(store.pool()).await?)
}

/// Takes a try back that was no failure.
pub async fn remove(store: &Store, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM sign_in_attempt WHERE id = $1";
    sqlx::query(sql).bind(id).execute(store.pool()).await?;
    Ok(())
}

/// Forgets all tries of a subject.
pub async fn clear(store: &Store, subject: &str) -> Result<(), Error> {
    let sql = "DELETE FROM sign_in_attempt WHERE subject = $1";
    sqlx::query(sql).bind(subject).execute(store.pool()).await?;
    Ok(())
}
