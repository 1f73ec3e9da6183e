//! The outbox's rows. Several servers share it: a row belongs for a while to whoever claimed it.

use super::{Error, Store, audit};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::SiteKey;

/// A message to add.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub id: String,
    pub site: SiteKey,
    pub target: String,
    pub event: &'static str,
    pub ticket: i64,
    pub body: String,
    pub due_ms: i64,
    pub created_at: String,
    pub created_ms: i64,
}

/// A stored message.
#[derive(Clone, Debug, FromRow)]
pub struct MessageRow {
    pub id: String,
    pub site: String,
    pub target: String,
    pub event: String,
    pub ticket: i64,
    pub body: String,
    pub state: String,
    pub tries: i64,
    pub due_ms: i64,
    pub retry_from_ms: i64,
    pub problem: Option<String>,
    pub created_at: String,
    pub ended_at: Option<String>,
}

/// How many messages of a target are in a state.
#[derive(Clone, Debug, FromRow)]
pub struct CountRow {
    pub target: String,
    pub state: String,
    /// Of them, those that failed at least once.
    pub failed: i64,
    pub messages: i64,
}

/// A message that somebody claimed, and the name of the claim.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    pub id: &'a str,
    pub lease: &'a str,
}

/// Who claims messages, of which target, and when.
#[derive(Clone, Copy, Debug)]
pub struct Claimant<'a> {
    pub site: &'a SiteKey,
    pub target: &'a str,
    pub lease: &'a str,
    pub now_ms: i64,
    pub until_ms: i64,
    pub limit: i64,
}

/// Adds a message.
pub async fn insert(connection: &mut AnyConnection, new: &NewMessage) -> Result<(), Error> {
    let sql = "INSERT INTO outbox (id, site, target, event, ticket, body, state, tries, due_ms, \
               lease, leased_until_ms, created_at, retry_from_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, 'pending', 0, $7, '', 0, $8, $9)";
    sqlx::query(sql)
        .bind(&new.id)
        .bind(new.site.as_str())
        .bind(&new.target)
        .bind(new.event)
        .bind(new.ticket)
        .bind(&new.body)
        .bind(new.due_ms)
        .bind(&new.created_at)
        .bind(new.created_ms)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes messages that are due, for as long as the lease says. The outer condition repeats the
/// inner one: PostgreSQL checks it again once a row that another server held is free.
pub async fn claim(store: &Store, by: Claimant<'_>) -> Result<Vec<MessageRow>, Error> {
    let sql = "UPDATE outbox SET lease = $1, leased_until_ms = $2, tries = tries + 1 \
               WHERE id IN (SELECT id FROM outbox WHERE site = $3 AND target = $4 \
                 AND state = 'pending' AND due_ms <= $5 AND leased_until_ms <= $5 \
                 ORDER BY due_ms, id LIMIT $6) \
               AND state = 'pending' AND leased_until_ms <= $5 \
               RETURNING id, site, target, event, ticket, body, state, tries, due_ms, \
               retry_from_ms, problem, created_at, ended_at";
    Ok(sqlx::query_as(sql)
        .bind(by.lease)
        .bind(by.until_ms)
        .bind(by.site.as_str())
        .bind(by.target)
        .bind(by.now_ms)
        .bind(by.limit)
        .fetch_all(store.pool())
        .await?)
}

/// Ends a message: `sent`, `unneeded` or `dead`. Nothing happens once the lease is another's.
pub async fn end(
    store: &Store,
    claim: Claim<'_>,
    (state, problem, at): (&str, Option<&str>, &str),
) -> Result<(), Error> {
    let sql = "UPDATE outbox SET state = $3, problem = $4, ended_at = $5, lease = '', \
               leased_until_ms = 0 WHERE id = $1 AND lease = $2";
    sqlx::query(sql)
        .bind(claim.id)
        .bind(claim.lease)
        .bind(state)
        .bind(problem)
        .bind(at)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// Puts a message back, to be tried again at a time.
pub async fn postpone(
    store: &Store,
    claim: Claim<'_>,
    (due_ms, problem): (i64, &str),
) -> Result<(), Error> {
    let sql = "UPDATE outbox SET due_ms = $3, problem = $4, lease = '', leased_until_ms = 0 \
               WHERE id = $1 AND lease = $2 AND state = 'pending'";
    sqlx::query(sql)
        .bind(claim.id)
        .bind(claim.lease)
        .bind(due_ms)
        .bind(problem)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// A site's messages in a state, newest first; of whatever state for an empty one.
pub async fn list(
    store: &Store,
    site: &SiteKey,
    (state, limit): (&str, i64),
) -> Result<Vec<MessageRow>, Error> {
    let sql = "SELECT id, site, target, event, ticket, body, state, tries, due_ms, retry_from_ms, \
               problem, created_at, ended_at FROM outbox \
               WHERE site = $1 AND ($2 = '' OR state = $2) ORDER BY id DESC LIMIT $3";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(state)
        .bind(limit)
        .fetch_all(store.pool())
        .await?)
}

/// How many messages a site has, by target and state.
pub async fn counts(store: &Store, site: &SiteKey) -> Result<Vec<CountRow>, Error> {
    let sql = "SELECT target, state, CAST(SUM(CASE WHEN problem IS NULL THEN 0 ELSE 1 END) AS BIGINT) \
               AS failed, COUNT(*) AS messages FROM outbox WHERE site = $1 \
               GROUP BY target, state ORDER BY target, state";
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// Makes a message due at once and gives it all its tries again: one, or for an empty id every dead
/// one of the site. Gives the number of messages. What was sent is never sent again.
pub async fn retry(
    store: &Store,
    (site, id): (&SiteKey, &str),
    now_ms: i64,
    told: &audit::AuditRow,
) -> Result<u64, Error> {
    let sql = "UPDATE outbox SET state = 'pending', tries = 0, due_ms = $3, retry_from_ms = $3, \
               ended_at = NULL WHERE site = $1 AND leased_until_ms <= $3 \
               AND ((id = $2 AND state IN ('pending', 'dead')) OR ($2 = '' AND state = 'dead'))";
    let mut transaction = store.begin().await?;
    let done = sqlx::query(sql)
        .bind(site.as_str())
        .bind(id)
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
    if done.rows_affected() > 0 {
        audit::insert(&mut transaction, told).await?;
    }
    transaction.commit().await?;
    Ok(done.rows_affected())
}

/// The targets that have something due, with their sites.
pub async fn due_targets(store: &Store, now_ms: i64) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT DISTINCT site, target FROM outbox \
               WHERE state = 'pending' AND due_ms <= $1 AND leased_until_ms <= $1";
    Ok(sqlx::query_as(sql).bind(now_ms).fetch_all(store.pool()).await?)
}

/// The ticket that a message was about.
pub async fn ticket_of(store: &Store, site: &SiteKey, id: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT ticket FROM outbox WHERE site = $1 AND id = $2";
    Ok(sqlx::query_scalar(sql).bind(site.as_str()).bind(id).fetch_optional(store.pool()).await?)
}
