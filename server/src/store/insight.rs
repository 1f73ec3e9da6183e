//! What shoppers asked and what became of it: an index of the ledger, written in the ledger's own
//! transaction, and what the figures are counted from.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::{ConversationId, SiteKey};
use vouch_shared::insight::Outcome;

/// A question to note.
#[derive(Clone, Debug)]
pub struct NewQuestion<'a> {
    pub site: &'a SiteKey,
    pub conversation: &'a ConversationId,
    /// Of the ledger's entry that began it.
    pub sequence: i64,
    pub at: &'a str,
    pub outcome: Outcome,
    pub reason: Option<&'a str>,
}

/// From when, and until before when.
pub type Span<'a> = (&'a str, &'a str);

/// Notes a question.
pub async fn insert(
    connection: &mut AnyConnection,
    question: &NewQuestion<'_>,
) -> Result<(), Error> {
    let sql = "INSERT INTO question (site, conversation, sequence, at, outcome, reason) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(question.site.as_str())
        .bind(question.conversation.as_str())
        .bind(question.sequence)
        .bind(question.at)
        .bind(question.outcome.as_str())
        .bind(question.reason)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes what became of a conversation's last question, if Vouch had asked back about it.
pub async fn settle(
    connection: &mut AnyConnection,
    (site, conversation): (&SiteKey, &ConversationId),
    outcome: Outcome,
    reason: Option<&str>,
) -> Result<bool, Error> {
    let sql = "UPDATE question SET outcome = $3, reason = $4 WHERE site = $1 AND conversation = $2 \
               AND outcome = 'asked_back' AND sequence = \
               (SELECT MAX(last.sequence) FROM question last WHERE last.conversation = $2)";
    let done = sqlx::query(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .bind(outcome.as_str())
        .bind(reason)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Questions of a quarter of an hour with the same outcome. Every time zone's days begin at one,
/// so that whatever the traffic, a period is a bounded number of rows.
#[derive(Clone, Debug, FromRow)]
pub struct QuarterRow {
    /// As `2026-11-22T10`.
    pub hour: String,
    /// From 0 to 3.
    pub quarter: i64,
    pub outcome: String,
    pub reason: Option<String>,
    pub questions: i64,
}

/// A site's questions by quarters of hours.
pub async fn questions(
    store: &Store,
    site: &SiteKey,
    (from, until): Span<'_>,
) -> Result<Vec<QuarterRow>, Error> {
    let sql = "SELECT SUBSTR(at, 1, 13) AS hour, CAST(SUBSTR(at, 15, 2) AS BIGINT) / 15 AS quarter, \
               outcome, reason, COUNT(*) AS questions FROM question \
               WHERE site = $1 AND at >= $2 AND at < $3 \
               GROUP BY SUBSTR(at, 1, 13), CAST(SUBSTR(at, 15, 2) AS BIGINT) / 15, outcome, reason";
    let query = sqlx::query_as(sql).bind(site.as_str()).bind(from).bind(until);
    Ok(query.fetch_all(store.pool()).await?)
}

/// What the time to a first reply is told from.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ReplyRow {
    pub created_at: String,
    pub due_at: Option<String>,
    pub first_reply_at: Option<String>,
    pub state: String,
    pub merged_into: Option<i64>,
}

/// A site's tickets, as far as replies go; the newest where there are very many.
pub async fn tickets(
    store: &Store,
    site: &SiteKey,
    (from, until): Span<'_>,
    most: usize,
) -> Result<Vec<ReplyRow>, Error> {
    let sql = format!(
        "SELECT created_at, due_at, first_reply_at, state, merged_into FROM ticket \
         WHERE site = $1 AND created_at >= $2 AND created_at < $3 \
         ORDER BY created_at DESC LIMIT {most}"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str());
    Ok(query.bind(from).bind(until).fetch_all(store.pool()).await?)
}

/// An unanswered question, with the ledger's entry that holds it.
#[derive(Clone, Debug, FromRow)]
pub struct UnansweredRow {
    pub conversation: String,
    pub locale: String,
    pub at: String,
    pub body: String,
}

/// The newest questions of a site that had no answer in its texts.
pub async fn unanswered(
    store: &Store,
    site: &SiteKey,
    (from, until): Span<'_>,
    most: usize,
) -> Result<Vec<UnansweredRow>, Error> {
    let sql = format!(
        "SELECT q.conversation AS conversation, c.locale AS locale, q.at AS at, e.body AS body \
         FROM question q JOIN conversation c ON c.id = q.conversation \
         JOIN ledger_entry e ON e.conversation = q.conversation AND e.sequence = q.sequence \
         WHERE {UNANSWERED} ORDER BY q.at DESC, q.conversation, q.sequence LIMIT {most}"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str());
    Ok(query.bind(from).bind(until).fetch_all(store.pool()).await?)
}

/// How many of them there are.
pub async fn count_unanswered(
    store: &Store,
    site: &SiteKey,
    (from, until): Span<'_>,
) -> Result<i64, Error> {
    let sql = format!("SELECT COUNT(*) FROM question q WHERE {UNANSWERED}");
    let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(site.as_str());
    Ok(query.bind(from).bind(until).fetch_one(store.pool()).await?)
}

const UNANSWERED: &str = "q.site = $1 AND q.at >= $2 AND q.at < $3 AND q.outcome = 'handed_off' \
    AND q.reason IN ('low_confidence', 'no_knowledge')";
