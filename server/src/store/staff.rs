//! Staff members' rows, with their roles.

use super::{Error, Store, staff_session};
use crate::store::audit::{self, AuditRow};
use sqlx::FromRow;
use vouch_shared::id::SiteKey;

/// The site of a role that holds on every site.
pub const EVERY_SITE: &str = "*";

/// A stored staff member.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct StaffRow {
    pub email: String,
    pub name: String,
    /// argon2id as a PHC string; absent until one is chosen.
    #[serde(skip)]
    pub password: Option<String>,
    pub created_at: String,
}

/// A role on a site, or on [`EVERY_SITE`].
#[derive(Clone, Debug, PartialEq, Eq, FromRow, serde::Serialize)]
pub struct RoleRow {
    pub email: String,
    pub site: String,
    pub role: String,
}

/// Adds a member without a role or a password. Who is known without a password gets the name;
/// who has one keeps theirs.
pub async fn insert(store: &Store, email: &str, name: &str, at: &str) -> Result<(), Error> {
    let sql = "INSERT INTO staff (email, name, created_at) VALUES ($1, $2, $3) \
               ON CONFLICT (email) DO UPDATE SET name = excluded.name \
               WHERE staff.password IS NULL";
    sqlx::query(sql).bind(email).bind(name).bind(at).execute(store.pool()).await?;
    Ok(())
}

/// The member of that address.
pub async fn find(store: &Store, email: &str) -> Result<Option<StaffRow>, Error> {
    let sql = "SELECT email, name, password, created_at FROM staff WHERE email = $1";
    Ok(sqlx::query_as(sql).bind(email).fetch_optional(store.pool()).await?)
}

/// All members by address.
pub async fn list(store: &Store) -> Result<Vec<StaffRow>, Error> {
    let sql = "SELECT email, name, password, created_at FROM staff ORDER BY email";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}

/// Replaces a member's password. Links to choose one and the member's sessions end, but for `keep`.
pub async fn set_password(
    store: &Store,
    (email, hash): (&str, &str),
    keep: Option<&str>,
    entry: &AuditRow,
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let sql = "UPDATE staff SET password = $1 WHERE email = $2";
    sqlx::query(sql).bind(hash).bind(email).execute(&mut *transaction).await?;
    let sql = "DELETE FROM staff_link WHERE email = $1";
    sqlx::query(sql).bind(email).execute(&mut *transaction).await?;
    staff_session::delete_others(&mut transaction, email, keep.unwrap_or_default()).await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether anybody can sign in.
pub async fn any_password(store: &Store) -> Result<bool, Error> {
    let sql = "SELECT COUNT(*) FROM staff WHERE password IS NOT NULL";
    Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(store.pool()).await? > 0)
}

/// A member's roles.
pub async fn roles(store: &Store, email: &str) -> Result<Vec<RoleRow>, Error> {
    let sql = "SELECT email, site, role FROM staff_role WHERE email = $1 ORDER BY site";
    Ok(sqlx::query_as(sql).bind(email).fetch_all(store.pool()).await?)
}

/// A member's role on a site: the one for this site, else the one for every site.
pub async fn role_on(store: &Store, email: &str, site: &SiteKey) -> Result<Option<String>, Error> {
    let roles = roles(store, email).await?;
    let on = |site: &str| roles.iter().find(|row| row.site == site).map(|row| row.role.clone());
    Ok(on(site.as_str()).or_else(|| on(EVERY_SITE)))
}

/// All roles of all members.
pub async fn all_roles(store: &Store) -> Result<Vec<RoleRow>, Error> {
    let sql = "SELECT email, site, role FROM staff_role ORDER BY email, site";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}
