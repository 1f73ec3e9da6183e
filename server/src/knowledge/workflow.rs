//! From a file to text that shoppers see: import by one person, approval by another, publication
//! (P9). Nothing is ever edited in place.

use crate::config::Site;
use crate::knowledge::document::Document;
use crate::knowledge::duplicates;
use crate::knowledge::folder::read_knowledge;
use crate::knowledge::problem::ImportProblem;
use crate::store::knowledge::VersionRow;
use crate::store::{self, Store};
use std::path::Path;
use unicode_normalization::UnicodeNormalization as _;
use vouch_engine::twins::Duplicate;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON};
use vouch_shared::id::{AnswerId, SiteKey, Timestamp};
use vouch_shared::staff::{Permission, Role};

/// The documents that a step touched, with their versions.
pub type Touched = Vec<(String, i64)>;

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
    (by, at): (&str, &Timestamp),
) -> Result<Touched, WorkflowError> {
    let author = member(store, &site.key, by, Permission::EditKnowledge).await?;
    let documents = read_knowledge(path, &site.locale).map_err(WorkflowError::Import)?;
    refuse_reserved(&documents)?;
    if allowed == Duplicates::Refuse {
        let day = at.as_str().get(..10).unwrap_or_default();
        let found = duplicates::brought_by(&documents, store, site, day).await?;
        if !found.is_empty() {
            return Err(WorkflowError::Duplicates(found));
        }
    }
    Ok(store::knowledge::add_drafts(store, &site.key, &documents, &author, at.as_str()).await?)
}

/// Choices that mean something else already.
const RESERVED: [&str; 2] = [CHOOSE_ORDER, CHOOSE_PERSON];

fn refuse_reserved(documents: &[Document]) -> Result<(), WorkflowError> {
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
    by: &str,
    at: &Timestamp,
) -> Result<Touched, WorkflowError> {
    let by = member(store, site, by, Permission::ApproveKnowledge).await?;
    let approved = store::knowledge::approve(store, site, documents, &by, at.as_str()).await?;
    if !approved.is_empty() {
        return Ok(approved);
    }
    let versions = store::knowledge::versions(store, site).await?;
    let named = |draft: &VersionRow| {
        let exact = format!("{}@{}", draft.document, draft.version);
        documents.is_empty() || documents.contains(&draft.document) || documents.contains(&exact)
    };
    let own = versions
        .iter()
        .any(|version| version.state == "draft" && version.author == by && named(version));
    Err(if own { WorkflowError::SelfApproval { by } } else { WorkflowError::Nothing("approve") })
}

/// Publishes everything that is approved.
pub async fn publish(
    store: &Store,
    site: &SiteKey,
    by: &str,
    at: &Timestamp,
) -> Result<Touched, WorkflowError> {
    let by = member(store, site, by, Permission::ApproveKnowledge).await?;
    let published = store::knowledge::publish(store, site, &by, at.as_str()).await?;
    if published.is_empty() { Err(WorkflowError::Nothing("publish")) } else { Ok(published) }
}
