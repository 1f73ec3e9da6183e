//! The append-only ledger's rows.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::{ConversationId, SiteKey};

/// One stored entry.
#[derive(Clone, Debug, FromRow)]
pub struct EntryRow {
    pub sequence: i64,
    pub kind: String,
    pub at: String,
    pub request_hash: Option<String>,
    pub body: String,
    pub previous: String,
    pub hash: String,
}

/// What a new entry holds beside its place in the chain.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub kind: &'static str,
    pub at: String,
    /// The client's id for what it asked, and a hash of what it asked.
    pub request: Option<(String, String)>,
    pub body: String,
}

/// The last entry's place and hash.
pub async fn tail(
    connection: &mut AnyConnection,
    conversation: &ConversationId,
) -> Result<Option<(i64, String)>, Error> {
    let sql = "SELECT sequence, hash FROM ledger_entry WHERE conversation = $1 \
               ORDER BY sequence DESC LIMIT 1";
    Ok(sqlx::query_as(sql).bind(conversation.as_str()).fetch_optional(connection).await?)
}

/// Whether a client's request was answered before.
pub async fn has_request(
    connection: &mut AnyConnection,
    conversation: &ConversationId,
    kind: &str,
    request_id: &str,
) -> Result<bool, Error> {
    let sql = "SELECT sequence FROM ledger_entry WHERE conversation = $1 AND kind = $2 \
               AND request_id = $3";
    let found: Option<i64> = sqlx::query_scalar(sql)
        .bind(conversation.as_str())
        .bind(kind)
        .bind(request_id)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The place of a conversation's last entry; 0 where there is none.
pub async fn last_sequence(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(sequence), 0) FROM ledger_entry \
               WHERE site = $1 AND conversation = $2";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .fetch_one(store.pool())
        .await?)
}

/// Adds an entry at its place. A place or request that is taken is a conflict.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    entry: &NewEntry,
    (sequence, previous, hash): (i64, &str, &str),
) -> Result<(), Error> {
    let sql = "INSERT INTO ledger_entry (conversation, sequence, site, kind, at, request_id, \
               request_hash, body, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (request_id, request_hash) = entry.request.clone().unzip();
    sqlx::query(sql)
        .bind(conversation.as_str())
        .bind(sequence)
        .bind(site.as_str())
        .bind(entry.kind)
        .bind(&entry.at)
        .bind(request_id)
        .bind(request_hash)
        .bind(&entry.body)
        .bind(previous)
        .bind(hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// The entry that answered a client's request.
pub async fn find_request(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
    kind: &str,
    request_id: &str,
) -> Result<Option<EntryRow>, Error> {
    let sql = "SELECT sequence, kind, at, request_hash, body, previous, hash FROM ledger_entry \
               WHERE site = $1 AND conversation = $2 AND kind = $3 AND request_id = $4";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(kind)
        .bind(request_id)
        .fetch_optional(store.pool())
        .await?)
}

/// A conversation's entries after `sequence`, oldest first.
pub async fn entries_after(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
    sequence: i64,
) -> Result<Vec<EntryRow>, Error> {
    let sql = "SELECT sequence, kind, at, request_hash, body, previous, hash FROM ledger_entry \
               WHERE site = $1 AND conversation = $2 AND sequence > $3 ORDER BY sequence";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(sequence)
        .fetch_all(store.pool())
        .await?)
}

/// A conversation's newest entry, but for what the shopper said about an earlier one.
pub async fn last_reply(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<Option<EntryRow>, Error> {
    let sql = "SELECT sequence, kind, at, request_hash, body, previous, hash FROM ledger_entry \
               WHERE site = $1 AND conversation = $2 AND kind <> 'feedback' \
               ORDER BY sequence DESC LIMIT 1";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .fetch_optional(store.pool())
        .await?)
}
