//! Rows of staff members' sessions.

use super::{Error, Store};
use sqlx::FromRow;

/// A stored session.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRow {
    pub id: String,
    pub email: String,
    pub created_at: String,
    pub seen_at: String,
    pub expires_at: String,
    pub address: String,
    pub agent: String,
}

/// Adds a session.
pub async fn insert(store: &Store, session: &SessionRow, token_hash: &str) -> Result<(), Error> {
    let sql = "INSERT INTO staff_session \
               (id, token_hash, email, created_at, seen_at, expires_at, address, agent) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(&session.id)
        .bind(token_hash)
        .bind(&session.email)
        .bind(&session.created_at)
        .bind(&session.seen_at)
        .bind(&session.expires_at)
        .bind(&session.address)
        .bind(&session.agent)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// The session of that token, unless its time is over.
pub async fn find(store: &Store, token_hash: &str, now: &str) -> Result<Option<SessionRow>, Error> {
    let sql = "SELECT id, email, created_at, seen_at, expires_at, address, agent \
               FROM staff_session WHERE token_hash = $1 AND expires_at > $2";
    Ok(sqlx::query_as(sql).bind(token_hash).bind(now).fetch_optional(store.pool()).await?)
}

/// Notes that a session was used, and how long it lasts now.
pub async fn touch(store: &Store, id: &str, seen: &str, expires: &str) -> Result<(), Error> {
    let sql = "UPDATE staff_session SET seen_at = $1, expires_at = $2 WHERE id = $3";
    sqlx::query(sql).bind(seen).bind(expires).bind(id).execute(store.pool()).await?;
    Ok(())
}

/// Ends one session of a member.
pub async fn delete(store: &Store, email: &str, id: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM staff_session WHERE email = $1 AND id = $2";
    let done = sqlx::query(sql).bind(email).bind(id).execute(store.pool()).await?;
    Ok(done.rows_affected() > 0)
}

/// Whether a session of a member still runs.
pub async fn runs(store: &Store, email: &str, id: &str, now: &str) -> Result<bool, Error> {
    let sql = "SELECT id FROM staff_session WHERE email = $1 AND id = $2 AND expires_at > $3";
    let query = sqlx::query_scalar(sql).bind(email).bind(id).bind(now);
    let found: Option<String> = query.fetch_optional(store.pool()).await?;
    Ok(found.is_some())
}
