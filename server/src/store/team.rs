//! Changes of who works for which site. Each takes its turn after the one before, and is undone
//! where it would leave nobody who may do everything.

use super::staff::{EVERY_SITE, RoleRow};
use super::{Error, Store};
use crate::store::audit::{self, AuditRow};
use sqlx::AnyConnection;

const OWNER: &str = "owner";

/// What became of a change of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    /// It would have left no owner.
    LastOwner,
}

/// Gives a member a role on a site or every site. A role on every site takes the place of the one
/// on the site `instead_of`.
pub async fn set_role(
    store: &Store,
    role: &RoleRow,
    instead_of: Option<&str>,
    entry: &AuditRow,
) -> Result<Changed, Error> {
    let mut transaction = store.begin().await?;
    let before = owners(&mut transaction, &role.site).await?;
    if let Some(site) = instead_of {
        let sql = "DELETE FROM staff_role WHERE email = $1 AND site = $2";
        sqlx::query(sql).bind(&role.email).bind(site).execute(&mut *transaction).await?;
    }
    let sql = "INSERT INTO staff_role (email, site, role) VALUES ($1, $2, $3) \
               ON CONFLICT (email, site) DO UPDATE SET role = excluded.role";
    let query = sqlx::query(sql).bind(&role.email).bind(&role.site).bind(&role.role);
    query.execute(&mut *transaction).await?;
    if before > 0 && owners(&mut transaction, &role.site).await? == 0 {
        return Ok(Changed::LastOwner);
    }
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(Changed::Done)
}

/// Takes a member's role on a site, or on [`EVERY_SITE`]. Whoever has none left can do nothing any
/// more: password, sessions, links and second step go as well.
pub async fn remove_role(
    store: &Store,
    (email, site): (&str, &str),
    entry: &AuditRow,
) -> Result<Changed, Error> {
    let mut transaction = store.begin().await?;
    let before = owners(&mut transaction, site).await?;
    let sql = "DELETE FROM staff_role WHERE email = $1 AND site = $2";
    sqlx::query(sql).bind(email).bind(site).execute(&mut *transaction).await?;
    if before > 0 && owners(&mut transaction, site).await? == 0 {
        return Ok(Changed::LastOwner);
    }
    let sql = "SELECT COUNT(*) FROM staff_role WHERE email = $1";
    let left: i64 = sqlx::query_scalar(sql).bind(email).fetch_one(&mut *transaction).await?;
    if left == 0 {
        close(&mut transaction, email).await?;
    }
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(Changed::Done)
}

/// How many owners a site has, of its own or of every site. Whoever asks takes their turn first:
/// the row is locked until the transaction ends.
async fn owners(connection: &mut AnyConnection, site: &str) -> Result<i64, Error> {
    let turn = "UPDATE staff_turn SET changes = changes + 1 WHERE id = 1";
    sqlx::query(turn).execute(&mut *connection).await?;
    let sql = "SELECT COUNT(*) FROM staff_role mine WHERE mine.role = $1 AND (mine.site = $2 \
               OR (mine.site = $3 AND NOT EXISTS (SELECT 1 FROM staff_role own \
                   WHERE own.email = mine.email AND own.site = $2 AND own.site <> $3)))";
    let query = sqlx::query_scalar(sql).bind(OWNER).bind(site).bind(EVERY_SITE);
    Ok(query.fetch_one(connection).await?)
}

/// Leaves only the name, which older records speak of.
async fn close(connection: &mut AnyConnection, email: &str) -> Result<(), Error> {
    for sql in [
        "UPDATE staff SET password = NULL WHERE email = $1",
        "DELETE FROM staff_session WHERE email = $1",
        "DELETE FROM staff_link WHERE email = $1",
        "DELETE FROM staff_totp WHERE email = $1",
        "DELETE FROM staff_recovery WHERE email = $1",
    ] {
        sqlx::query(sql).bind(email).execute(&mut *connection).await?;
    }
    Ok(())
}
