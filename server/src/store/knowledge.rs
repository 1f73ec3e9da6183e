//! Documents' versions and sections. Rows are added and their state moves on; text never changes.

use super::audit::AuditRow;
use super::{Error, Store, from_json, to_json};
use crate::knowledge::document::{Document, answer_id};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::VersionId;

/// A stored version of a document, without its text.
#[derive(Clone, Debug, Default, FromRow, serde::Serialize)]
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
    pub created_at: String,
    pub submitted_by: Option<String>,
    pub submitted_at: Option<String>,
    pub returned_by: Option<String>,
    pub returned_at: Option<String>,
    pub approved_by: Option<String>,
    pub approved_at: Option<String>,
    pub published_by: Option<String>,
    pub published_at: Option<String>,
    pub publish_at: Option<String>,
    pub comment: Option<String>,
    pub restores: Option<i64>,
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
    effective_to, content_hash, out_of_scope, state, author, created_at, submitted_by, \
    submitted_at, returned_by, returned_at, approved_by, approved_at, published_by, published_at, \
    publish_at, comment, restores FROM document_version";

/// All versions of a site's documents, newest first within each document.
pub async fn versions(store: &Store, site: &SiteKey) -> Result<Vec<VersionRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{VERSION} WHERE site = $1 ORDER BY document, locale, version DESC"
    ));
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// One version.
pub async fn version(
    store: &Store,
    site: &SiteKey,
    id: &VersionId,
) -> Result<Option<VersionRow>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{VERSION} WHERE site = $1 AND document = $2 AND locale = $3 AND version = $4"
    ));
    Ok(sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(&id.document)
        .bind(&id.locale)
        .bind(id.version)
        .fetch_optional(store.pool())
        .await?)
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

/// The audit log's row of what became of a version.
pub type Audit<'a> = &'a (dyn Fn(&VersionId) -> AuditRow + Send + Sync);

/// Adds documents as drafts by `author`, all or none, leaving out those whose text is the same as
/// their newest version. Gives each that was added.
pub async fn add_drafts(
    store: &Store,
    site: &SiteKey,
    documents: &[Document],
    (author, at): (&str, &str),
    audit: Audit<'_>,
) -> Result<Vec<VersionId>, Error> {
    let mut transaction = store.begin().await?;
    let mut added = Vec::new();
    for document in documents {
        let newest = newest(&mut transaction, site, document).await?;
        if newest.as_ref().is_some_and(|newest| newest.content_hash == document.content_hash) {
            continue;
        }
        let new = New { state: "draft", author, at, restores: None };
        added.push(add(&mut transaction, site, document, newest, new, audit).await?);
    }
    for document in documents {
        refuse_taken_answers(&mut transaction, site, document).await?;
    }
    transaction.commit().await?;
    Ok(added)
}

/// Adds one document as a draft on top of the version that its writer has seen; nothing where
/// somebody else has added another since.
pub async fn add_draft(
    store: &Store,
    site: &SiteKey,
    document: &Document,
    base: Option<i64>,
    new: New<'_>,
    audit: Audit<'_>,
) -> Result<Option<VersionId>, Error> {
    let mut transaction = store.begin().await?;
    let newest = newest(&mut transaction, site, document).await?;
    if newest.as_ref().map(|newest| newest.version) != base {
        return Ok(None);
    }
    let added = add(&mut transaction, site, document, newest, new, audit).await?;
    refuse_taken_answers(&mut transaction, site, document).await?;
    transaction.commit().await?;
    Ok(Some(added))
}

/// How a version begins.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    pub state: &'static str,
    pub author: &'a str,
    pub at: &'a str,
    /// The earlier version whose text it is.
    pub restores: Option<i64>,
}

async fn add(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
    newest: Option<Newest>,
    new: New<'_>,
    audit: Audit<'_>,
) -> Result<VersionId, Error> {
    if let Some(newest) = &newest
        && newest.kind != document.kind.as_str()
    {
        let (document, kind) = (document.id.clone(), newest.kind.clone());
        return Err(Error::KindChanged { document, kind });
    }
    let version = newest.map_or(1, |newest| newest.version + 1);
    insert_version(connection, site, document, version, new).await?;
    insert_sections(connection, site, document, version).await?;
    let (document, locale) = (document.id.clone(), document.locale.clone());
    let added = VersionId { document, locale, version };
    super::audit::insert(connection, &audit(&added)).await?;
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

#[derive(FromRow)]
struct Newest {
    version: i64,
    content_hash: String,
    kind: String,
}

async fn newest(
    connection: &mut AnyConnection,
    site: &SiteKey,
    document: &Document,
) -> Result<Option<Newest>, Error> {
    let sql = "SELECT version, content_hash, kind FROM document_version WHERE site = $1 \
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
    new: New<'_>,
) -> Result<(), Error> {
    let sql = "INSERT INTO document_version (site, document, locale, version, kind, title, owner, \
               effective_from, effective_to, source, content_hash, out_of_scope, author, \
               created_at, state, restores) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
               $12, $13, $14, $15, $16)";
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
        .bind(new.author)
        .bind(new.at)
        .bind(new.state)
        .bind(new.restores)
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

/// How often each site has published.
pub async fn knowledge_versions(store: &Store) -> Result<Vec<(String, i64)>, Error> {
    let sql = "SELECT site, version FROM knowledge_version ORDER BY site";
    Ok(sqlx::query_as(sql).fetch_all(store.pool()).await?)
}
