//! Codes that were asked for to open an order.

use super::{Error, Store};
use sqlx::FromRow;
use vouch_shared::id::{ConversationId, SiteKey};

/// A code to remember.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// Of the try that asked for it.
    pub id: String,
    /// Hash of the order number.
    pub number: String,
    pub code: String,
    pub mailbox: String,
    pub at_ms: i64,
}

/// A code that may be entered.
#[derive(Clone, Debug, FromRow)]
pub struct CodeRow {
    pub id: String,
    pub code: String,
    pub mailbox: String,
}

/// Remembers a code, and forgets those of the site from before `since_ms`. Durable on return.
pub async fn insert(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
    new: &NewCode,
    since_ms: i64,
) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    let forget = "DELETE FROM order_code WHERE site = $1 AND at_ms < $2";
    sqlx::query(forget).bind(site.as_str()).bind(since_ms).execute(&mut *transaction).await?;
    let sql = "INSERT INTO order_code \
               (id, site, conversation, number, code, mailbox, tries, used, at_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7)";
    sqlx::query(sql)
        .bind(&new.id)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(&new.number)
        .bind(&new.code)
        .bind(&new.mailbox)
        .bind(new.at_ms)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// How many codes were asked for an order since `since_ms`, and the time of the first of them.
pub async fn count(
    store: &Store,
    site: &SiteKey,
    number: &str,
    since_ms: i64,
) -> Result<(i64, Option<i64>), Error> {
    let sql = "SELECT COUNT(*), MIN(at_ms) FROM order_code \
               WHERE site = $1 AND number = $2 AND at_ms >= $3";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(number)
        .bind(since_ms)
        .fetch_one(store.pool())
        .await?)
}

/// Takes back a code that was never mailed.
pub async fn remove(store: &Store, site: &SiteKey, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM order_code WHERE site = $1 AND id = $2";
    sqlx::query(sql).bind(site.as_str()).bind(id).execute(store.pool()).await?;
    Ok(())
}

/// Counts a try on the newest code of a conversation for an order, and gives it, unless it is
/// older than `since_ms`, used, or was tried `most` times already.
pub async fn try_newest(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
    number: &str,
    (since_ms, most): (i64, i64),
) -> Result<Option<CodeRow>, Error> {
    let sql = "UPDATE order_code SET tries = tries + 1 WHERE site = $1 AND id = \
               (SELECT id FROM order_code WHERE site = $1 AND conversation = $2 AND number = $3 \
                ORDER BY at_ms DESC, id DESC LIMIT 1) \
               AND at_ms >= $4 AND used = 0 AND tries < $5 RETURNING id, code, mailbox";
    let mut transaction = store.begin().await?;
    let row = sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(number)
        .bind(since_ms)
        .bind(most)
        .fetch_optional(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(row)
}

/// Uses a code up; false when somebody was faster.
pub async fn use_up(store: &Store, site: &SiteKey, id: &str) -> Result<bool, Error> {
    let sql = "UPDATE order_code SET used = 1 WHERE site = $1 AND id = $2 AND used = 0";
    let done = sqlx::query(sql).bind(site.as_str()).bind(id).execute(store.pool()).await?;
    Ok(done.rows_affected() == 1)
}
