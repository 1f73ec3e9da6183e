//! Rows of the second step: what secrets are made of, and hashes of recovery codes.

use super::{Error, Store};
use crate::store::audit::{self, AuditRow};
use sqlx::{AnyConnection, FromRow};

/// What a member's secret is made of.
#[derive(Clone, Debug, FromRow)]
pub struct TotpRow {
    pub email: String,
    pub seed: String,
    pub confirmed: i64,
    pub step: i64,
}

/// What is kept of a member, confirmed or not.
pub async fn find(store: &Store, email: &str) -> Result<Option<TotpRow>, Error> {
    let sql = "SELECT email, seed, confirmed, step FROM staff_totp WHERE email = $1";
    Ok(sqlx::query_as(sql).bind(email).fetch_optional(store.pool()).await?)
}

/// The members whom signing in asks for a code.
pub async fn confirmed(store: &Store) -> Result<Vec<String>, Error> {
    let sql = "SELECT email FROM staff_totp WHERE confirmed = 1";
    Ok(sqlx::query_scalar(sql).fetch_all(store.pool()).await?)
}

/// Keeps a seed that is still to be confirmed; false where one is in force already.
pub async fn begin(store: &Store, email: &str, seed: &str) -> Result<bool, Error> {
    let sql = "INSERT INTO staff_totp (email, seed, confirmed, step) VALUES ($1, $2, 0, 0) \
               ON CONFLICT (email) DO UPDATE SET seed = excluded.seed \
               WHERE staff_totp.confirmed = 0";
    let done = sqlx::query(sql).bind(email).bind(seed).execute(store.pool()).await?;
    Ok(done.rows_affected() == 1)
}

/// Puts the second step in force, with its recovery codes; false when another was faster.
pub async fn confirm(
    store: &Store,
    (row, step): (&TotpRow, i64),
    recovery_hashes: &[String],
    entry: &AuditRow,
) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    let sql = "UPDATE staff_totp SET confirmed = 1, step = $1 \
               WHERE email = $2 AND seed = $3 AND confirmed = 0";
    let query = sqlx::query(sql).bind(step).bind(&row.email).bind(&row.seed);
    if query.execute(&mut *transaction).await?.rows_affected() == 0 {
        return Ok(false);
    }
    replace_recovery(&mut transaction, &row.email, recovery_hashes).await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Uses the code of a step up; false when it or a later one was used before.
pub async fn use_step(store: &Store, email: &str, step: i64) -> Result<bool, Error> {
    let sql = "UPDATE staff_totp SET step = $1 WHERE email = $2 AND confirmed = 1 AND step < $1";
    let done = sqlx::query(sql).bind(step).bind(email).execute(store.pool()).await?;
    Ok(done.rows_affected() == 1)
}

/// Uses a recovery code up; false when there is no such code.
pub async fn use_recovery(store: &Store, email: &str, code_hash: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM staff_recovery WHERE email = $1 AND code_hash = $2";
    let done = sqlx::query(sql).bind(email).bind(code_hash).execute(store.pool()).await?;
    Ok(done.rows_affected() == 1)
}

/// How many recovery codes a member has left.
pub async fn recovery_left(store: &Store, email: &str) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM staff_recovery WHERE email = $1";
    Ok(sqlx::query_scalar(sql).bind(email).fetch_one(store.pool()).await?)
}

/// Switches the second step off; false where it was not on.
pub async fn remove(store: &Store, email: &str, entry: &AuditRow) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    let sql = "DELETE FROM staff_totp WHERE email = $1 AND confirmed = 1";
    let done = sqlx::query(sql).bind(email).execute(&mut *transaction).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    replace_recovery(&mut transaction, email, &[]).await?;
    audit::insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn replace_recovery(
    connection: &mut AnyConnection,
    email: &str,
    hashes: &[String],
) -> Result<(), Error> {
    let sql = "DELETE FROM staff_recovery WHERE email = $1";
    sqlx::query(sql).bind(email).execute(&mut *connection).await?;
    for hash in hashes {
        let sql = "INSERT INTO staff_recovery (email, code_hash) VALUES ($1, $2)";
        sqlx::query(sql).bind(email).bind(hash).execute(&mut *connection).await?;
    }
    Ok(())
}
