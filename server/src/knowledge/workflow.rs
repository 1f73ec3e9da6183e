//! From a file to text that shoppers see: import by one person, approval by another, publication
//! (P9). Nothing is ever edited in place.

use crate::clock::timestamp;
use crate::config::Site;
use crate::knowledge::document::Document;
use crate::knowledge::duplicates;
use crate::knowledge::folder::read_knowledge;
use crate::knowledge::problem::ImportProblem;
use crate::staff::audit::Actor;
use crate::store::knowledge::VersionRow;
use crate::store::knowledge_step::Due;
use crate::store::{self, Store};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization as _;
use vouch_engine::twins::Duplicate;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON};
use vouch_shared::id::{AnswerId, SiteKey};
use vouch_shared::knowledge::VersionId;
use vouch_shared::staff::{Permission, Role};

/// The documents that a step touched, with their versions.
pub type Touched = Vec<VersionId>;

/// A version as the audit log names it: `returns@en@3`.
pub fn subject(id: &VersionId) -> String {
    format!("{}@{}@{}", id.document, id.locale, id.version)
}

/// Why a step of the workflow was refused.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    #[error("{}", list(.0))]
    Import(Vec<ImportProblem>),
    #[error("nobody is known as `{0}`; add them with `vouch user add {0} --name … --role …`")]
    UnknownPerson(String),
    #[error(
        "`{0}` has no role on `{1}`; give them one with `vouch user add {0} --site {1} --name … --role …`"
    )]
    NotOnSite(String, SiteKey),
    #[error("`{email}` is {role}; this needs one of: {needed}")]
    Role { email: String, role: String, needed: String },
    #[error("`{by}` wrote every draft that waits; somebody else has to approve them")]
    SelfApproval { by: String },
    #[error("nothing was imported: the id `{0}` is Vouch's own; rename the answer")]
    Reserved(AnswerId),
    #[error("nothing was imported:\n{}", duplicates::tell(.0))]
    Duplicates(Vec<Duplicate>),
    #[error("there is nothing to {0}")]
    Nothing(&'static str),
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn list(problems: &[ImportProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    format!("nothing was imported:\n{}", lines.join("\n"))
}

/// An e-mail address as people are known by: one spelling each, so that nobody is two people.
pub fn person(email: &str) -> String {
    email.trim().nfkc().collect::<String>().to_lowercase()
}

/// The staff member of that address, whose role on the site must allow it.
pub(crate) async fn member(
    store: &Store,
    site: &SiteKey,
    email: &str,
    needed: Permission,
) -> Result<String, WorkflowError> {
    let email = person(email);
    let known = store::staff::find(store, &email).await?;
    let known = known.ok_or_else(|| WorkflowError::UnknownPerson(email.clone()))?;
    let role = store::staff::role_on(store, &known.email, site).await?;
    let role = role.ok_or_else(|| WorkflowError::NotOnSite(email.clone(), site.clone()))?;
    if Role::parse(&role).is_some_and(|role| role.may(needed)) {
        return Ok(email);
    }
    let able = Role::ALL.into_iter().filter(|role| role.may(needed)).map(Role::as_str);
    let needed = able.collect::<Vec<_>>().join(", ");
    Err(WorkflowError::Role { email, role, needed })
}

/// What an import may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicates {
    /// No example question under two answers.
    Refuse,
    /// The owner has said that they know.
    Allow,
}

/// Reads a folder or a file and adds what is new as drafts, all or nothing.
pub async fn import(
    store: &Store,
    site: &Site,
    path: &Path,
    allowed: Duplicates,
    (by, now): (&str, OffsetDateTime),
) -> Result<Touched, WorkflowError> {
    let author = member(store, &site.key, by, Permission::EditKnowledge).await?;
    let documents = read_knowledge(path, &site.locale).map_err(WorkflowError::Import)?;
    add(store, site, &documents, allowed, (&author, now)).await
}

/// Adds documents that were read as drafts, all or nothing.
pub(crate) async fn add(
    store: &Store,
    site: &Site,
    documents: &[Document],
    allowed: Duplicates,
    (author, now): (&str, OffsetDateTime),
) -> Result<Touched, WorkflowError> {
    refuse_reserved(documents)?;
    if allowed == Duplicates::Refuse {
        let found = duplicates::brought_by(documents, store, site, &day(now)).await?;
        if !found.is_empty() {
            return Err(WorkflowError::Duplicates(found));
        }
    }
    let actor = Actor { who: author, site: Some(&site.key), now };
    let audit =
        |id: &VersionId| actor.did("knowledge.draft", &subject(id), &json!({"by": "import"}));
    let at = timestamp(now).0;
    Ok(store::knowledge::add_drafts(store, &site.key, documents, (author, &at), &audit).await?)
}

/// The day, as effective dates write it.
pub(crate) fn day(now: OffsetDateTime) -> String {
    now.date().to_string()
}

/// Choices that mean something else already.
const RESERVED: [&str; 2] = [CHOOSE_ORDER, CHOOSE_PERSON];

pub(crate) fn refuse_reserved(documents: &[Document]) -> Result<(), WorkflowError> {
    let mut answers = documents.iter().flat_map(Document::answers);
    match answers.find(|(id, _)| RESERVED.contains(&id.as_str())) {
        Some((id, _)) => Err(WorkflowError::Reserved(id)),
        None => Ok(()),
    }
}

/// Approves drafts that somebody else wrote: all, those of the named documents, or exactly those
/// named as `document@version`.
pub async fn approve(
    store: &Store,
    site: &SiteKey,
    documents: &[String],
    (by, now): (&str, OffsetDateTime),
) -> Result<Touched, WorkflowError> {
    let by = member(store, site, by, Permission::ApproveKnowledge).await?;
    let actor = Actor { who: &by, site: Some(site), now };
    let audit = |id: &VersionId| actor.did("knowledge.approve", &subject(id), &json!({}));
    let at = timestamp(now).0;
    let approved =
        store::knowledge_step::approve(store, site, documents, (&by, &at), &audit).await?;
    if !approved.is_empty() {
        return Ok(approved);
    }
    let versions = store::knowledge::versions(store, site).await?;
    let named = |draft: &VersionRow| {
        let exact = format!("{}@{}", draft.document, draft.version);
        documents.is_empty() || documents.contains(&draft.document) || documents.contains(&exact)
    };
    let waits = |version: &VersionRow| matches!(version.state.as_str(), "draft" | "in_review");
    let own =
        versions.iter().any(|version| waits(version) && version.author == by && named(version));
    Err(if own { WorkflowError::SelfApproval { by } } else { WorkflowError::Nothing("approve") })
}

/// Who may publish, and what waits for it.
pub async fn publishable(
    store: &Store,
    site: &SiteKey,
    by: &str,
) -> Result<(String, Touched), WorkflowError> {
    let by = member(store, site, by, Permission::ApproveKnowledge).await?;
    let versions = approved(store::knowledge::versions(store, site).await?);
    if versions.is_empty() { Err(WorkflowError::Nothing("publish")) } else { Ok((by, versions)) }
}

/// What waits for publication, oldest first: a version below a published one would never be shown.
pub(crate) fn approved(versions: Vec<VersionRow>) -> Touched {
    let mut newest: BTreeMap<(String, String), i64> = BTreeMap::new();
    for version in versions.iter().filter(|v| matches!(v.state.as_str(), "published" | "scheduled"))
    {
        let key = (version.document.clone(), version.locale.clone());
        let newest = newest.entry(key).or_default();
        *newest = version.version.max(*newest);
    }
    let mut waiting: Touched = versions
        .into_iter()
        .filter(|version| version.state == "approved")
        .map(|v| VersionId { document: v.document, locale: v.locale, version: v.version })
        .filter(|id| {
            let key = (id.document.clone(), id.locale.clone());
            newest.get(&key).is_none_or(|newest| *newest < id.version)
        })
        .collect();
    waiting.sort();
    waiting
}

/// Publishes what was scheduled for a moment that has come. Every server asks; one does it.
pub async fn publish_due(store: &Store, now: OffsetDateTime) -> Result<(), store::Error> {
    let audit = |due: &Due| {
        let site = SiteKey(due.site.clone());
        let actor = Actor { who: &due.published_by, site: Some(&site), now };
        let (document, locale) = (due.document.clone(), due.locale.clone());
        let id = VersionId { document, locale, version: due.version };
        actor.did("knowledge.publish", &subject(&id), &json!({"scheduled": true}))
    };
    for due in store::knowledge_step::publish_due(store, &timestamp(now).0, &audit).await? {
        tracing::info!(
            site.key = due.site,
            document = due.document,
            knowledge.locale = due.locale,
            version = due.version,
            "a scheduled version is published"
        );
    }
    Ok(())
}
