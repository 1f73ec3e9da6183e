//! The steps of a version on its way to shoppers. Each names the state that it starts from in its
//! condition, so that of two people who do it at once one succeeds, and each brings its audit row.

use super::audit::{self, AuditRow};
use super::knowledge::Audit;
use super::{Error, Store, to_json};
use sqlx::AnyConnection;
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::VersionId;

/// A step that one person does with one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Submit,
    SendBack,
    /// Nobody's own version: the condition says so, and the table itself.
    Approve,
    /// Takes a version off the schedule.
    Unschedule,
}

impl Step {
    fn sql(self) -> &'static str {
        match self {
            Self::Submit => {
                "UPDATE document_version SET state = 'in_review', submitted_by = $5, \
                 submitted_at = $6, comment = $7 WHERE site = $1 AND document = $2 \
                 AND locale = $3 AND version = $4 AND state = 'draft'"
            }
            Self::SendBack => {
                "UPDATE document_version SET state = 'returned', returned_by = $5, \
                 returned_at = $6, comment = $7 WHERE site = $1 AND document = $2 \
                 AND locale = $3 AND version = $4 AND state = 'in_review'"
            }
            Self::Approve => {
                "UPDATE document_version SET state = 'approved', approved_by = $5, \
                 approved_at = $6, comment = $7 WHERE site = $1 AND document = $2 \
                 AND locale = $3 AND version = $4 AND state = 'in_review' AND author <> $5"
            }
            Self::Unschedule => {
                "UPDATE document_version SET state = 'approved', publish_at = NULL, \
                 published_by = NULL, returned_by = $5, returned_at = $6, comment = $7 \
                 WHERE site = $1 AND document = $2 AND locale = $3 AND version = $4 \
                 AND state = 'scheduled'"
            }
        }
    }
}

/// Takes a step; whether the version stood where the step starts.
pub async fn take(
    store: &Store,
    site: &SiteKey,
    id: &VersionId,
    step: Step,
    (by, at, comment): (&str, &str, Option<&str>),
    audit: &AuditRow,
) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    let done = sqlx::query(step.sql())
        .bind(site.as_str())
        .bind(&id.document)
        .bind(&id.locale)
        .bind(id.version)
        .bind(by)
        .bind(at)
        .bind(comment)
        .execute(&mut *transaction)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    audit::insert(&mut transaction, audit).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Approves drafts that somebody else wrote: all of them, or those named as `document` or, for
/// just what the approver has read, as `document@version`. The same rule stands in the table itself.
pub async fn approve(
    store: &Store,
    site: &SiteKey,
    documents: &[String],
    (by, at): (&str, &str),
    audit: Audit<'_>,
) -> Result<Vec<VersionId>, Error> {
    let sql = "UPDATE document_version SET state = 'approved', approved_by = $2, approved_at = $3 \
               WHERE site = $1 AND state IN ('draft', 'in_review') AND author <> $2 \
               AND ($4 = '[]' OR $4 LIKE '%\"' || document || '\"%' \
               OR $4 LIKE '%\"' || document || '@' || CAST(version AS TEXT) || '\"%') \
               RETURNING document, locale, version";
    let mut transaction = store.begin().await?;
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(by)
        .bind(at)
        .bind(to_json(&documents))
        .fetch_all(&mut *transaction)
        .await?;
    let approved = named(rows);
    for id in &approved {
        audit::insert(&mut transaction, &audit(id)).await?;
    }
    transaction.commit().await?;
    Ok(approved)
}

fn named(rows: Vec<(String, String, i64)>) -> Vec<VersionId> {
    let id = |(document, locale, version)| VersionId { document, locale, version };
    rows.into_iter().map(id).collect()
}

/// What a publication is.
#[derive(Clone, Copy, Debug)]
pub struct Publish<'a> {
    pub versions: &'a [VersionId],
    pub by: &'a str,
    pub at: &'a str,
    /// When it comes into force; at once if it is absent.
    pub publish_at: Option<&'a str>,
}

/// Publishes approved versions, or puts them on the schedule, all or none. False where one of them
/// is not approved any more, or a newer version of its document is published already.
pub async fn publish(
    store: &Store,
    site: &SiteKey,
    publish: Publish<'_>,
    audit: Audit<'_>,
) -> Result<bool, Error> {
    let mut transaction = store.begin().await?;
    for id in publish.versions {
        if !publish_one(&mut transaction, site, id, publish).await? {
            return Ok(false);
        }
        audit::insert(&mut transaction, &audit(id)).await?;
    }
    if publish.publish_at.is_none() {
        raise_version(&mut transaction, site.as_str()).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

async fn publish_one(
    connection: &mut AnyConnection,
    site: &SiteKey,
    id: &VersionId,
    publish: Publish<'_>,
) -> Result<bool, Error> {
    let sql = "UPDATE document_version SET state = $5, published_by = $6, published_at = $7, \
               publish_at = $8 WHERE site = $1 AND document = $2 AND locale = $3 AND version = $4 \
               AND state = 'approved' AND approved_by IS NOT NULL AND approved_by <> author \
               AND NOT EXISTS (SELECT 1 FROM document_version n WHERE n.site = $1 \
               AND n.document = $2 AND n.locale = $3 AND n.version > $4 \
               AND n.state IN ('published', 'scheduled'))";
    let (state, published_at) = match publish.publish_at {
        Some(_) => ("scheduled", None),
        None => ("published", Some(publish.at)),
    };
    let done = sqlx::query(sql)
        .bind(site.as_str())
        .bind(&id.document)
        .bind(&id.locale)
        .bind(id.version)
        .bind(state)
        .bind(publish.by)
        .bind(published_at)
        .bind(publish.publish_at)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Raises the number by which servers see that there is something to learn.
async fn raise_version(connection: &mut AnyConnection, site: &str) -> Result<(), Error> {
    let sql = "INSERT INTO knowledge_version (site, version) VALUES ($1, 1) \
               ON CONFLICT (site) DO UPDATE SET version = knowledge_version.version + 1";
    sqlx::query(sql).bind(site).execute(connection).await?;
    Ok(())
}

/// A scheduled version whose moment has come.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Due {
    pub site: String,
    pub document: String,
    pub locale: String,
    pub version: i64,
    pub published_by: String,
}

/// Publishes every scheduled version whose moment has come. Whichever server comes first does it;
/// all hear of it by the knowledge version.
pub async fn publish_due(
    store: &Store,
    now: &str,
    audit: &(dyn Fn(&Due) -> AuditRow + Send + Sync),
) -> Result<Vec<Due>, Error> {
    let waiting = "SELECT COUNT(*) FROM document_version WHERE state = 'scheduled' \
                   AND publish_at <= $1";
    let count: i64 = sqlx::query_scalar(waiting).bind(now).fetch_one(store.pool()).await?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut transaction = store.begin().await?;
    let sql = "UPDATE document_version SET state = 'published', published_at = $1 \
               WHERE state = 'scheduled' AND publish_at <= $1 AND approved_by IS NOT NULL \
               AND approved_by <> author RETURNING site, document, locale, version, published_by";
    let due: Vec<Due> = sqlx::query_as(sql).bind(now).fetch_all(&mut *transaction).await?;
    let sites: std::collections::BTreeSet<&str> = due.iter().map(|due| due.site.as_str()).collect();
    for site in sites {
        raise_version(&mut transaction, site).await?;
    }
    for one in &due {
        audit::insert(&mut transaction, &audit(one)).await?;
    }
    transaction.commit().await?;
    Ok(due)
}
