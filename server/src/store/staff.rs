//! Staff members' rows.

use super::{Error, Store};
use sqlx::FromRow;

/// A stored staff member.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct StaffRow {
    pub email: String,
    pub name: String,
    pub role: String,
    pub created_at: String,
}

/// Adds a member. An address that is known is a conflict.
pub async fn insert(store: &Store, member: &StaffRow) -> Result<(), Error> {
    let sql = "INSERT INTO staff (email, name, role, created_at) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(&member.email)
        .bind(&member.name)
        .bind(&member.role)
        .bind(&member.created_at)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// The member of that address.
pub async fn find(store: &Store, email: &str) -> Result<Option<StaffRow>, Error> {
    let sql = "SELECT email, name, role, created_at FROM staff WHERE email = $1";
    Ok(sqlx::query_as(sql).bind(email).fetch_optional(store.pool()).await?)
}

/// All members by address.
pub async fn list(store: &Store) -> Result<Vec<StaffRow>, Error> {
    let sql = "SELECT email, name, role, created_at FROM staff ORDER BY email";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}
