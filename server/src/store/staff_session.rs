//! Rows of staff members' sessions.

use super::{Error, Store};
use crate::store::audit::{self, AuditRow};
use sqlx::{AnyConnection, FromRow};

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

/// Adds a session, and forgets those whose time is over.
pub async fn insert(
    store: &Store,
    session: &SessionRow,
    token_hash: &str,
    entry: &AuditRow,
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM staff_session WHERE expires_at <= $1";
    sqlx::query(forget).bind(&session.created_at).execute(&mut *transaction).await?;
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
        .execute(&mut *transaction)
        .await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
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

/// A member's sessions that still run, the last used first.
pub async fn list(store: &Store, email: &str, now: &str) -> Result<Vec<SessionRow>, Error> {
    let sql = "SELECT id, email, created_at, seen_at, expires_at, address, agent \
               FROM staff_session WHERE email = $1 AND expires_at > $2 ORDER BY seen_at DESC, id";
    Ok(sqlx::query_as(sql).bind(email).bind(now).fetch_all(store.pool()).await?)
}

/// When each member was last here, as far as their sessions tell.
pub async fn last_seen(store: &Store) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT email, MAX(seen_at) FROM staff_session GROUP BY email";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}

/// Ends one session of a member; false when there is none of that id.
pub async fn delete(
    store: &Store,
    (email, id): (&str, &str),
    entry: &AuditRow,
) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    let sql = "DELETE FROM staff_session WHERE email = $1 AND id = $2";
    let done = sqlx::query(sql).bind(email).bind(id).execute(&mut *transaction).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Ends all sessions of a member but one.
pub async fn end_others(
    store: &Store,
    (email, keep): (&str, &str),
    entry: &AuditRow,
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    delete_others(&mut transaction, email, keep).await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn delete_others(
    connection: &mut AnyConnection,
    email: &str,
    keep: &str,
) -> Result<(), Error> {
    let sql = "DELETE FROM staff_session WHERE email = $1 AND id <> $2";
    sqlx::query(sql).bind(email).bind(keep).execute(connection).await?;
    Ok(())
}

/// Whether a session of a member still runs.
pub async fn runs(store: &Store, email: &str, id: &str, now: &str) -> Result<bool, Error> {
    let sql = "SELECT id FROM staff_session WHERE email = $1 AND id = $2 AND expires_at > $3";
    let query = sqlx::query_scalar(sql).bind(email).bind(id).bind(now);
    let found: Option<String> = query.fetch_optional(store.pool()).await?;
    Ok(found.is_some())
}
