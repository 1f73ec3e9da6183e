//! Rows of the audit log. They are added, in the transaction of what they tell of, and never
//! changed.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};

/// What somebody did.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct AuditRow {
    pub id: String,
    pub at: String,
    pub actor: String,
    pub site: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

/// Adds an entry of a deed that changes no row.
pub async fn add(store: &Store, entry: &AuditRow) -> Result<(), Error> {
    insert(&mut *store.pool().acquire().await?, entry).await
}

/// Adds an entry.
pub async fn insert(connection: &mut AnyConnection, entry: &AuditRow) -> Result<(), Error> {
    let sql = "INSERT INTO audit_entry (id, at, actor, site, action, subject, detail) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&entry.id)
        .bind(&entry.at)
        .bind(&entry.actor)
        .bind(&entry.site)
        .bind(&entry.action)
        .bind(&entry.subject)
        .bind(&entry.detail)
        .execute(connection)
        .await?;
    Ok(())
}
