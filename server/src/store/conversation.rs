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
