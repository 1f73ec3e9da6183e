//! Tickets' rows.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::{ConversationId, SiteKey};

/// A ticket to add.
#[derive(Clone, Debug)]
pub struct NewTicket {
    pub number: i64,
    pub handoff_id: String,
    pub request_hash: String,
    pub reason: String,
    pub name: String,
    pub email: String,
    pub message: String,
    pub locale: String,
    pub receipt: String,
    pub created_at: String,
}

/// A stored ticket.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct TicketRow {
    pub number: i64,
    pub conversation: String,
    #[serde(skip)]
    pub request_hash: String,
    pub reason: String,
    pub name: String,
    pub email: String,
    pub message: String,
    pub locale: String,
    pub state: String,
    #[serde(skip)]
    pub receipt: String,
    pub created_at: String,
}

const COLUMNS_FROM: &str = "SELECT number, conversation, request_hash, reason, name, email, \
    message, locale, state, receipt, created_at FROM ticket";

/// Takes the site's next ticket number. A number that ends up unused leaves a gap, no more.
pub async fn next_number(store: &Store, site: &SiteKey) -> Result<i64, Error> {
    let sql = "INSERT INTO ticket_number (site, last) VALUES ($1, 1001) \
               ON CONFLICT (site) DO UPDATE SET last = ticket_number.last + 1 RETURNING last";
    let mut transaction = store.begin().await?;
    let number = sqlx::query_scalar(sql).bind(site.as_str()).fetch_one(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(number)
}

/// Adds a ticket. A hand-off id that the site has seen is a conflict.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    ticket: &NewTicket,
) -> Result<(), Error> {
    let sql = "INSERT INTO ticket (site, number, conversation, handoff_id, request_hash, reason, \
               name, email, message, locale, state, receipt, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(ticket.number)
        .bind(conversation.as_str())
        .bind(&ticket.handoff_id)
        .bind(&ticket.request_hash)
        .bind(&ticket.reason)
        .bind(&ticket.name)
        .bind(&ticket.email)
        .bind(&ticket.message)
        .bind(&ticket.locale)
        .bind(&ticket.receipt)
        .bind(&ticket.created_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The ticket that a hand-off made.
pub async fn find_handoff(
    store: &Store,
    site: &SiteKey,
    handoff_id: &str,
) -> Result<Option<TicketRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS_FROM} WHERE site = $1 AND handoff_id = $2"));
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(handoff_id)
        .fetch_optional(store.pool())
        .await?)
}

/// The ticket of that number.
pub async fn find(store: &Store, site: &SiteKey, number: i64) -> Result<Option<TicketRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS_FROM} WHERE site = $1 AND number = $2"));
    Ok(sqlx::query_as(sql).bind(site.as_str()).bind(number).fetch_optional(store.pool()).await?)
}

/// All tickets of a site, newest first.
pub async fn list(store: &Store, site: &SiteKey) -> Result<Vec<TicketRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS_FROM} WHERE site = $1 ORDER BY number DESC"));
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// Closes a ticket.
pub async fn close(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
) -> Result<(), Error> {
    let sql = "UPDATE ticket SET state = 'closed' WHERE site = $1 AND number = $2";
    sqlx::query(sql).bind(site.as_str()).bind(number).execute(connection).await?;
    Ok(())
}
