//! Checks of what a publication would change, and how far each has come.

use super::audit::{self, AuditRow};
use super::{Error, Store, from_json, to_json};
use sqlx::FromRow;
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::{CheckReport, VersionId};

/// A stored check.
#[derive(Clone, Debug, FromRow)]
pub struct CheckRow {
    pub id: String,
    pub requested_by: String,
    pub requested_at: String,
    pub versions: String,
    pub knowledge_version: i64,
    pub state: String,
    pub done: i64,
    pub total: i64,
    pub beat_at: String,
    pub report: Option<String>,
    pub blocked: i64,
    pub overridden_by: Option<String>,
    pub overridden_at: Option<String>,
    pub reason: Option<String>,
}

impl CheckRow {
    /// What is to be published.
    pub fn versions(&self) -> Result<Vec<VersionId>, Error> {
        from_json("list of versions", &self.versions)
    }

    /// What it found, once it is done.
    pub fn report(&self) -> Result<Option<CheckReport>, Error> {
        self.report.as_deref().map(|report| from_json("report of a check", report)).transpose()
    }
}

/// A check that begins.
#[derive(Clone, Copy, Debug)]
pub struct NewCheck<'a> {
    pub id: &'a str,
    pub by: &'a str,
    pub at: &'a str,
    pub versions: &'a [VersionId],
    pub knowledge_version: i64,
}

/// Adds a check that is about to run.
pub async fn insert(
    store: &Store,
    site: &SiteKey,
    new: NewCheck<'_>,
    audit: &AuditRow,
) -> Result<(), Error> {
    let sql = "INSERT INTO publication_check (id, site, requested_by, requested_at, versions, \
               knowledge_version, state, done, total, beat_at, blocked) \
               VALUES ($1, $2, $3, $4, $5, $6, 'running', 0, 0, $4, 1)";
    let mut transaction = store.begin().await?;
    sqlx::query(sql)
        .bind(new.id)
        .bind(site.as_str())
        .bind(new.by)
        .bind(new.at)
        .bind(to_json(&new.versions))
        .bind(new.knowledge_version)
        .execute(&mut *transaction)
        .await?;
    audit::insert(&mut transaction, audit).await?;
    transaction.commit().await?;
    Ok(())
}

/// A site's check of that id.
pub async fn find(store: &Store, site: &SiteKey, id: &str) -> Result<Option<CheckRow>, Error> {
    let sql = "SELECT id, requested_by, requested_at, versions, knowledge_version, state, done, \
               total, beat_at, report, blocked, overridden_by, overridden_at, reason \
               FROM publication_check WHERE site = $1 AND id = $2";
    Ok(sqlx::query_as(sql).bind(site.as_str()).bind(id).fetch_optional(store.pool()).await?)
}

/// Whether a check of the site runs: its newest sign of life is not older than `since`.
pub async fn is_running(store: &Store, site: &SiteKey, since: &str) -> Result<bool, Error> {
    let sql = "SELECT COUNT(*) FROM publication_check WHERE site = $1 AND state = 'running' \
               AND beat_at >= $2";
    let count: i64 =
        sqlx::query_scalar(sql).bind(site.as_str()).bind(since).fetch_one(store.pool()).await?;
    Ok(count > 0)
}

/// Notes how far a check has come.
pub async fn beat(
    store: &Store,
    id: &str,
    (done, total): (i64, i64),
    at: &str,
) -> Result<(), Error> {
    let sql = "UPDATE publication_check SET done = $2, total = $3, beat_at = $4 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(done).bind(total).bind(at).execute(store.pool()).await?;
    Ok(())
}

/// Ends a check with what it found, or as failed.
pub async fn finish(
    store: &Store,
    id: &str,
    outcome: Option<(&CheckReport, bool)>,
    at: &str,
) -> Result<(), Error> {
    let sql = "UPDATE publication_check SET state = $2, report = $3, blocked = $4, beat_at = $5, \
               done = total WHERE id = $1 AND state = 'running'";
    let state = if outcome.is_some() { "done" } else { "failed" };
    let blocked = outcome.is_none_or(|(_, blocked)| blocked);
    sqlx::query(sql)
        .bind(id)
        .bind(state)
        .bind(outcome.map(|(report, _)| to_json(report)))
        .bind(i64::from(blocked))
        .bind(at)
        .execute(store.pool())
        .await?;
    Ok(())
}

/// Lets a blocked check pass by a second person's reason; whether there was something to let pass.
/// The table itself refuses the person who asked for the check.
pub async fn let_pass(
    store: &Store,
    site: &SiteKey,
    id: &str,
    (by, at, reason): (&str, &str, &str),
    audit: &AuditRow,
) -> Result<bool, Error> {
    let sql = "UPDATE publication_check SET overridden_by = $3, overridden_at = $4, reason = $5 \
               WHERE site = $1 AND id = $2 AND state = 'done' AND blocked = 1 \
               AND overridden_by IS NULL AND requested_by <> $3";
    let mut transaction = store.begin().await?;
    let done = sqlx::query(sql)
        .bind(site.as_str())
        .bind(id)
        .bind(by)
        .bind(at)
        .bind(reason)
        .execute(&mut *transaction)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    audit::insert(&mut transaction, audit).await?;
    transaction.commit().await?;
    Ok(true)
}
