//! Documents' versions and sections. Rows are added and their state moves on; text never changes.

use super::{Error, Store, from_json, to_json};
use crate::knowledge::document::{Document, answer_id};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::SiteKey;

/// A stored version of a document, without its text.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct VersionRow {
    pub document: String,
    pub locale: String,
    pub version: i64,
    pub kind: String,
    pub title: String,
    pub effective_from: Option<String>,
    pub effective_to: Option<String>,
    pub content_hash: String,
    pub out_of_scope: String,
    pub state: String,
    pub author: String,
    pub approved_by: Option<String>,
    pub approved_at: Option<String>,
    pub published_at: Option<String>,
}

impl VersionRow {
    /// Questions that must not be answered.
    pub fn out_of_scope(&self) -> Result<Vec<String>, Error> {
        from_json("list of questions", &self.out_of_scope)
    }
}

/// A stored section.
#[derive(Clone, Debug, FromRow)]
pub struct SectionRow {
    pub answer: String,
    pub section: String,
    pub title: String,
    pub path: String,
    pub markdown: String,
    pub content_hash: String,
    pub questions: String,
}

impl SectionRow {
    /// The titles above the section.
    pub fn path(&self) -> Result<Vec<String>, Error> {
        from_json("list of titles", &self.path)
    }

    /// Its example questions.
    pub fn questions(&self) -> Result<Vec<String>, Error> {
        from_json("list of questions", &self.questions)
    }
}

const VERSION: &str = "SELECT document, locale, version, kind, title, effective_from, \
    effective_to, content_hash, out_of_scope, state, author, approved_by, approved_at, \
    published_at FROM document_version";

/// All versions of a site's documents, newest first within each document.
pub async fn versions(store: &Store, site: &SiteKey) -> Result<Vec<VersionRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{VERSION} WHERE site = $1 ORDER BY document, locale, version DESC"
    ));
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// The whole text of a version.
pub async fn source(
    store: &Store,
    site: &SiteKey,
    (document, locale, version): (&str, &str, i64),
) -> Result<Option<String>, Error> {
    let sql = "SELECT source FROM document_version WHERE site = $1 AND document = $2 \
               AND locale = $3 AND version = $4";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(document)
        .bind(locale)
        .bind(version)
        .fetch_optional(store.pool())
        .await?)
}

/// The sections of a version, in the order of the document.
pub async fn sections(
    store: &Store,
    site: &SiteKey,
    version: &VersionRow,
) -> Result<Vec<SectionRow>, Error> {
    let sql = "SELECT answer, section, title, path, markdown, content_hash, questions FROM section \
               WHERE site = $1 AND document = $2 AND locale = $3 AND version = $4 \
               ORDER BY position";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(&version.document)
        .bind(&version.locale)
        .bind(version.version)
        .fetch_all(store.pool())
        .await?)
}

/// Adds documents as drafts by `author`, all or none, leaving out those whose text is the same as
/// their newest version. Gives the version of each that was added.
pub async fn add_drafts(
    store: &Store,
    site: &SiteKey,
    documents: &[Document],
    author: &str,
    at: &str,
) -> Result<Vec<(String, i64)>, Error> {
    let mut transaction = store.begin().await?;
    let mut added = Vec::new();
    for document in documents {
        let newest = newest(&mut transaction, site, document).await?;
        if newest.as_ref().is_some_and(|(_, hash)| *hash == document.content_hash) {
            continue;
        }
        let version = newest.map_or(1, |(version, _)| version + 1);
        insert_version(&mut transaction, site, document, version, (author, at)).await?;
        insert_sections(&mut transaction, site, document, version).await?;
        added.push((document.id.clone(), version));
    }
    for document in documents {
        refuse_taken_answers(&mut transaction, site, document).await?;
    }
    transaction.commit().await?;
    Ok(added)
}

/// Two documents must not have an answer of the same id: shoppers would get the text of one for a
/// question about the other. Newest versions count, so that an answer may move.
async fn refuse_taken_answers(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
) -> Result<(), Error> {
    let sql = "SELECT o.document FROM section o WHERE o.site = $1 AND o.locale = $2 \
               AND o.answer = $3 AND o.document <> $4 AND o.version = \
               (SELECT MAX(v.version) FROM document_version v WHERE v.site = o.site \
               AND v.document = o.document AND v.locale = o.locale) LIMIT 1";
    for (answer, _) in document.answers() {
        let owner: Option<String> = sqlx::query_scalar(sql)
            .bind(site.as_str())
            .bind(&document.locale)
            .bind(answer.as_str())
            .bind(&document.id)
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(owner) = owner {
            let document = document.id.clone();
            return Err(Error::AnswerTaken { answer: answer.0, document, owner });
        }
    }
    Ok(())
}

async fn newest(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
) -> Result<Option<(i64, String)>, Error> {
    let sql = "SELECT version, content_hash FROM document_version WHERE site = $1 \
               AND document = $2 AND locale = $3 ORDER BY version DESC LIMIT 1";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(&document.id)
        .bind(&document.locale)
        .fetch_optional(connection)
        .await?)
}

async fn insert_version(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
    version: i64,
    (author, at): (&str, &str),
) -> Result<(), Error> {
    let sql = "INSERT INTO document_version (site, document, locale, version, kind, title, owner, \
               effective_from, effective_to, source, content_hash, out_of_scope, state, author, \
               created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', \
               $13, $14)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(&document.id)
        .bind(&document.locale)
        .bind(version)
        .bind(document.kind.as_str())
        .bind(&document.title)
        .bind(document.owner.as_deref())
        .bind(document.effective_from.as_deref())
        .bind(document.effective_to.as_deref())
        .bind(&document.source)
        .bind(&document.content_hash)
        .bind(to_json(&document.out_of_scope))
        .bind(author)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert_sections(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
    version: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO section (site, document, locale, version, answer, section, position, \
               title, path, markdown, content_hash, questions) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    for (position, section) in (0_i64..).zip(&document.sections) {
        sqlx::query(sql)
            .bind(site.as_str())
            .bind(&document.id)
            .bind(&document.locale)
            .bind(version)
            .bind(answer_id(document.kind, &document.id, &section.id).0)
            .bind(&section.id)
            .bind(position)
            .bind(&section.title)
            .bind(to_json(&section.path))
            .bind(&section.markdown)
            .bind(&section.content_hash)
            .bind(to_json(&section.questions))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Approves drafts that somebody else wrote: all of them, or those named as `document` or, for
/// just what the approver has read, as `document@version`. The same rule stands in the table itself.
pub async fn approve(
    store: &Store,
    site: &SiteKey,
    documents: &[String],
    by: &str,
    at: &str,
) -> Result<Vec<(String, i64)>, Error> {
    let sql = "UPDATE document_version SET state = 'approved', approved_by = $2, approved_at = $3 \
               WHERE site = $1 AND state = 'draft' AND author <> $2 \
               AND ($4 = '[]' OR $4 LIKE '%\"' || document || '\"%' \
               OR $4 LIKE '%\"' || document || '@' || CAST(version AS TEXT) || '\"%') \
               RETURNING document, version";
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(by)
        .bind(at)
        .bind(to_json(&documents))
        .fetch_all(store.pool())
        .await?)
}

/// Publishes all approved versions and raises the site's knowledge version in the same
/// transaction.
pub async fn publish(
    store: &Store,
    site: &SiteKey,
    by: &str,
    at: &str,
) -> Result<Vec<(String, i64)>, Error> {
    let mut transaction = store.begin().await?;
    let sql = "UPDATE document_version SET state = 'published', published_by = $2, \
               published_at = $3 WHERE site = $1 AND state = 'approved' \
               AND approved_by IS NOT NULL AND approved_by <> author RETURNING document, version";
    let published: Vec<(String, i64)> = sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(by)
        .bind(at)
        .fetch_all(&mut *transaction)
        .await?;
    if !published.is_empty() {
        let raise = "INSERT INTO knowledge_version (site, version) VALUES ($1, 1) \
                     ON CONFLICT (site) DO UPDATE SET version = knowledge_version.version + 1";
        sqlx::query(raise).bind(site.as_str()).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(published)
}

/// How often each site has published.
pub async fn knowledge_versions(store: &Store) -> Result<Vec<(String, i64)>, Error> {
    let sql = "SELECT site, version FROM knowledge_version ORDER BY site";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}
