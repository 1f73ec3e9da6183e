//! Rows of what people say in conversations: who has taken one over, which of their replies a
//! widget has shown, and what shoppers thought in the end.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::{ConversationId, SiteKey};

/// Who has taken a conversation over.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TakeoverRow {
    pub ticket: i64,
    pub email: String,
    pub name: String,
    pub since: String,
}

/// Who has taken a conversation over, if anybody.
pub async fn find(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<Option<TakeoverRow>, Error> {
    let sql = "SELECT ticket, email, name, since FROM takeover \
               WHERE site = $1 AND conversation = $2";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .fetch_optional(store.pool())
        .await?)
}

/// Whether somebody has taken a conversation over, as the transaction sees it.
pub async fn is_taken(
    connection: &mut AnyConnection,
    conversation: &ConversationId,
) -> Result<bool, Error> {
    let sql = "SELECT ticket FROM takeover WHERE conversation = $1";
    let found: Option<i64> =
        sqlx::query_scalar(sql).bind(conversation.as_str()).fetch_optional(connection).await?;
    Ok(found.is_some())
}

/// Somebody takes a conversation over, also from a colleague.
pub async fn take(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    row: &TakeoverRow,
) -> Result<(), Error> {
    let sql = "INSERT INTO takeover (site, conversation, ticket, email, name, since) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (conversation) DO UPDATE SET \
               ticket = $3, email = $4, name = $5, since = $6";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(row.ticket)
        .bind(&row.email)
        .bind(&row.name)
        .bind(&row.since)
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives a conversation that was taken over for a ticket back to the machine.
pub async fn release(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    ticket: i64,
) -> Result<(), Error> {
    let sql = "DELETE FROM takeover WHERE site = $1 AND conversation = $2 AND ticket = $3";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(ticket)
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds a reply, or the closing of a ticket, that no widget has had yet.
pub async fn add_reply(
    connection: &mut AnyConnection,
    (site, conversation): (&SiteKey, &ConversationId),
    (reply, ticket): (&str, i64),
) -> Result<(), Error> {
    let sql = "INSERT INTO staff_reply (site, conversation, reply, ticket) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(reply)
        .bind(ticket)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that a widget was given a reply, or told of a closing.
pub async fn note_shown(
    store: &Store,
    (site, conversation): (&SiteKey, &ConversationId),
    (reply, at): (&str, &str),
) -> Result<(), Error> {
    let sql = "UPDATE staff_reply SET shown_at = $4 \
               WHERE site = $1 AND conversation = $2 AND reply = $3 AND shown_at IS NULL";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(reply)
        .bind(at)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// When a widget was given it, if one was.
pub async fn shown_at(
    store: &Store,
    (site, conversation): (&SiteKey, &ConversationId),
    reply: &str,
) -> Result<Option<String>, Error> {
    let sql = "SELECT shown_at FROM staff_reply \
               WHERE site = $1 AND conversation = $2 AND reply = $3";
    let found: Option<Option<String>> = sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(reply)
        .fetch_optional(store.pool())
        .await?;
    Ok(found.flatten())
}

/// Keeps what a shopper thought of a ticket; the last word counts.
pub async fn rate(
    connection: &mut AnyConnection,
    site: &SiteKey,
    (ticket, verdict, at): (i64, &str, &str),
) -> Result<(), Error> {
    let sql = "INSERT INTO satisfaction (site, ticket, verdict, at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (site, ticket) DO UPDATE SET verdict = $3, at = $4";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(ticket)
        .bind(verdict)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(())
}

/// What a shopper thought of a ticket.
pub async fn rating(store: &Store, site: &SiteKey, ticket: i64) -> Result<Option<String>, Error> {
    let sql = "SELECT verdict FROM satisfaction WHERE site = $1 AND ticket = $2";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(ticket)
        .fetch_optional(store.pool())
        .await?)
}
