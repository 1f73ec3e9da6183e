//! Mails that were taken in.

use super::{Error, Store};
use sqlx::AnyConnection;
use vouch_shared::id::SiteKey;

/// Notes a mail. One that came before is a conflict.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    (message_id, ticket, at): (&str, i64, &str),
) -> Result<(), Error> {
    let sql = "INSERT INTO mail_received (site, message_id, ticket, at) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(message_id)
        .bind(ticket)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The ticket that a mail went to.
pub async fn find(store: &Store, site: &SiteKey, message_id: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT ticket FROM mail_received WHERE site = $1 AND message_id = $2";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(message_id)
        .fetch_optional(store.pool())
        .await?)
}
