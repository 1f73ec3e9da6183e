//! What happened to tickets. Rows are added and never changed.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::SiteKey;

/// Something to tell of a ticket.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub id: String,
    pub at: String,
    pub actor: String,
    /// JSON, told apart by `kind`.
    pub what: String,
}

/// A stored event.
#[derive(Clone, Debug, FromRow)]
pub struct EventRow {
    pub id: String,
    pub number: i64,
    pub at: String,
    pub actor: String,
    pub what: String,
}

/// Adds an event.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
    event: &NewEvent,
) -> Result<(), Error> {
    let sql = "INSERT INTO ticket_event (id, site, number, at, actor, what) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(&event.id)
        .bind(site.as_str())
        .bind(number)
        .bind(&event.at)
        .bind(&event.actor)
        .bind(&event.what)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that a note names somebody.
pub async fn mention(
    connection: &mut AnyConnection,
    site: &SiteKey,
    (number, event): (i64, &str),
    email: &str,
) -> Result<(), Error> {
    let sql = "INSERT INTO ticket_mention (site, email, number, event) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(email)
        .bind(number)
        .bind(event)
        .execute(connection)
        .await?;
    Ok(())
}

/// What happened to a ticket, oldest first.
pub async fn of_ticket(store: &Store, site: &SiteKey, number: i64) -> Result<Vec<EventRow>, Error> {
    let sql = "SELECT id, number, at, actor, what FROM ticket_event \
               WHERE site = $1 AND number = $2 ORDER BY id";
    Ok(sqlx::query_as(sql).bind(site.as_str()).bind(number).fetch_all(store.pool()).await?)
}

/// What happened on a site after an id, oldest first.
pub async fn after(store: &Store, site: &SiteKey, id: &str) -> Result<Vec<EventRow>, Error> {
    let sql = "SELECT id, number, at, actor, what FROM ticket_event \
               WHERE site = $1 AND id > $2 ORDER BY id LIMIT 2000";
    Ok(sqlx::query_as(sql).bind(site.as_str()).bind(id).fetch_all(store.pool()).await?)
}
