//! Conversations' rows.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::{ConversationId, SiteKey};

/// A conversation to add.
#[derive(Clone, Debug)]
pub struct NewConversation {
    pub token_hash: String,
    pub locale: String,
    pub opened_at: String,
}

/// A stored conversation.
#[derive(Clone, Debug, FromRow)]
pub struct ConversationRow {
    pub site: String,
    pub token_hash: String,
    pub locale: String,
    /// Hash of whom the shop's signed identity named.
    pub identity: Option<String>,
}

/// Adds a conversation.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    id: &ConversationId,
    new: &NewConversation,
) -> Result<(), Error> {
    let sql = "INSERT INTO conversation (id, site, token_hash, locale, opened_at) \
               VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(site.as_str())
        .bind(&new.token_hash)
        .bind(&new.locale)
        .bind(&new.opened_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The conversation of that id, of whichever site: its token says whether the asker may know.
pub async fn find(store: &Store, id: &str) -> Result<Option<ConversationRow>, Error> {
    let sql = "SELECT site, token_hash, locale, identity FROM conversation WHERE id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(store.pool()).await?)
}

/// Binds a conversation to whom a signed identity names, unless it is bound already.
pub async fn bind(store: &Store, site: &SiteKey, id: &str, identity: &str) -> Result<(), Error> {
    let sql = "UPDATE conversation SET identity = $3 \
               WHERE site = $1 AND id = $2 AND identity IS NULL";
    sqlx::query(sql).bind(site.as_str()).bind(id).bind(identity).execute(store.pool()).await?;
    Ok(())
}

/// A conversation in a list.
#[derive(Clone, Debug, FromRow)]
pub struct ListedRow {
    pub id: String,
    pub locale: String,
    pub opened_at: String,
    pub active_at: Option<String>,
    pub turns: i64,
    pub ticket: Option<i64>,
    /// The body of its first turn.
    pub first_turn: Option<String>,
}

/// A site's conversations, newest first; `before` is the moment and id that the page before ended
/// with.
pub async fn list(
    store: &Store,
    site: &SiteKey,
    before: Option<(&str, &str)>,
    limit: usize,
) -> Result<Vec<ListedRow>, Error> {
    let (moment, id) = before.unwrap_or(("9", "9"));
    let sql = format!(
        "SELECT c.id AS id, c.locale AS locale, c.opened_at AS opened_at, \
         (SELECT MAX(e.at) FROM ledger_entry e WHERE e.conversation = c.id) AS active_at, \
         (SELECT COUNT(*) FROM ledger_entry e WHERE e.conversation = c.id AND e.kind = 'turn') AS turns, \
         (SELECT MAX(t.number) FROM ticket t WHERE t.conversation = c.id) AS ticket, \
         (SELECT f.body FROM ledger_entry f WHERE f.conversation = c.id AND f.kind = 'turn' \
          ORDER BY f.sequence LIMIT 1) AS first_turn \
         FROM conversation c WHERE c.site = $1 \
         AND (c.opened_at < $2 OR (c.opened_at = $2 AND c.id < $3)) \
         ORDER BY c.opened_at DESC, c.id DESC LIMIT {limit}"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(moment)
        .bind(id)
        .fetch_all(store.pool())
        .await?)
}
