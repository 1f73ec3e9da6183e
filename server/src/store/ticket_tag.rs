//! Tickets' tags.

use super::{Error, Store};
use sqlx::AnyConnection;
use vouch_shared::id::SiteKey;

/// Adds a tag; whether the ticket did not have it.
pub async fn add(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
    tag: &str,
) -> Result<bool, Error> {
    let sql = "INSERT INTO ticket_tag (site, tag, number) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql).bind(site.as_str()).bind(tag).bind(number);
    Ok(query.execute(connection).await?.rows_affected() > 0)
}

/// Takes a tag away; whether the ticket had it.
pub async fn remove(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
    tag: &str,
) -> Result<bool, Error> {
    let sql = "DELETE FROM ticket_tag WHERE site = $1 AND tag = $2 AND number = $3";
    let query = sqlx::query(sql).bind(site.as_str()).bind(tag).bind(number);
    Ok(query.execute(connection).await?.rows_affected() > 0)
}

/// How many tags a ticket has.
pub async fn count(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM ticket_tag WHERE site = $1 AND number = $2";
    Ok(sqlx::query_scalar(sql).bind(site.as_str()).bind(number).fetch_one(connection).await?)
}

/// The tags of some tickets, by number and name.
pub async fn of(
    store: &Store,
    site: &SiteKey,
    numbers: &[i64],
) -> Result<Vec<(i64, String)>, Error> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT number, tag FROM ticket_tag WHERE site = $1 AND number IN ({}) ORDER BY number, tag",
        numbers.join(", ")
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str());
    Ok(query.fetch_all(store.pool()).await?)
}

/// All tags of a site.
pub async fn all(store: &Store, site: &SiteKey) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT tag FROM ticket_tag WHERE site = $1 ORDER BY tag LIMIT 500";
    Ok(sqlx::query_scalar(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}
