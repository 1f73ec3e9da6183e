//! Rows of set-up links.

use super::{Error, Store, staff_session};
use crate::store::audit::{self, AuditRow};

/// A link to keep.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    pub token_hash: &'a str,
    pub email: &'a str,
    pub expires_at: &'a str,
}

/// Keeps a link instead of all earlier ones of the member.
pub async fn replace(store: &Store, new: &NewLink<'_>, entry: &AuditRow) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM staff_link WHERE email = $1";
    sqlx::query(forget).bind(new.email).execute(&mut *transaction).await?;
    let sql = "INSERT INTO staff_link (token_hash, email, expires_at) VALUES ($1, $2, $3)";
    sqlx::query(sql)
        .bind(new.token_hash)
        .bind(new.email)
        .bind(new.expires_at)
        .execute(&mut *transaction)
        .await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whose link it is, unless its time is over.
pub async fn owner(store: &Store, token_hash: &str, now: &str) -> Result<Option<String>, Error> {
    let sql = "SELECT email FROM staff_link WHERE token_hash = $1 AND expires_at > $2";
    Ok(sqlx::query_scalar(sql).bind(token_hash).bind(now).fetch_optional(store.pool()).await?)
}

/// Uses a link up for a password and ends the member's sessions; false when the link is gone.
pub async fn redeem(
    store: &Store,
    (token_hash, now): (&str, &str),
    password: &str,
    entry: &AuditRow,
) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    let sql = "DELETE FROM staff_link WHERE token_hash = $1 AND expires_at > $2 RETURNING email";
    let email: Option<String> = sqlx::query_scalar(sql)
        .bind(token_hash)
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(email) = email else { return Ok(false) };
    let sql = "UPDATE staff SET password = $1 WHERE email = $2";
    sqlx::query(sql).bind(password).bind(&email).execute(&mut *transaction).await?;
    staff_session::delete_others(&mut transaction, &email, "").await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(true)
}
