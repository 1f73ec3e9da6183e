//! Steps that change something. Text is only ever added; what changes is where a version stands.

use super::preview::parsed;
use super::reading::newest;
use super::{Editor, STALE, stored};
use crate::error::Error;
use crate::knowledge::archive;
use crate::knowledge::document::Document;
use crate::knowledge::workflow::{self, Duplicates, refuse_reserved, subject};
use crate::store;
use crate::store::knowledge::New;
use crate::store::knowledge_step::{Step, take};
use serde_json::json;
use vouch_shared::knowledge::{ArchiveImport, SourceProblem, VersionId};

/// The longest comment, in characters.
const MAX_COMMENT_CHARS: usize = 2_000;

const NOT_THERE: Error = Error::Conflict {
    kind: "other-state",
    detail: "this version does not stand there any more; reload to see what happened to it",
};

/// Adds a version on top of the newest one that the writer has seen.
pub async fn save(
    editor: &Editor<'_>,
    source: &str,
    base: Option<i64>,
) -> Result<VersionId, Error> {
    let document = parsed(source)?;
    refuse_reserved(std::slice::from_ref(&document))?;
    add(editor, &document, base, ("draft", None)).await
}

/// Adds the text of an earlier published version again, for review like any other.
pub async fn roll_back(
    editor: &Editor<'_>,
    id: &VersionId,
    comment: Option<&str>,
) -> Result<VersionId, Error> {
    if editor.version(id).await?.state != "published" {
        return Err(NOT_THERE);
    }
    let key = (id.document.as_str(), id.locale.as_str(), id.version);
    let source = store::knowledge::source(editor.store, &editor.site.key, key).await?;
    let source = source.ok_or(Error::NotFound("there is no such version of this document"))?;
    let newest = newest(editor, &id.document, &id.locale).await?.map(|newest| newest.version);
    if newest == Some(id.version) {
        return Err(Error::invalid("version", "this is the newest version already"));
    }
    let document = parsed(&source)?;
    let added = add(editor, &document, newest, ("draft", Some(id.version))).await?;
    submit(editor, &added, comment).await?;
    Ok(added)
}

async fn add(
    editor: &Editor<'_>,
    document: &Document,
    base: Option<i64>,
    (state, restores): (&'static str, Option<i64>),
) -> Result<VersionId, Error> {
    let (store, site, at) = (editor.store, &editor.site.key, editor.at());
    let new = New { state, author: editor.email, at: &at, restores };
    let actor = editor.actor();
    let detail = json!({"base": base, "restores": restores});
    let audit = |id: &VersionId| actor.did("knowledge.draft", &subject(id), &detail);
    let added = store::knowledge::add_draft(store, site, document, base, new, &audit).await;
    added.map_err(stored)?.ok_or(STALE)
}

/// Asks a reviewer to look at a draft.
pub async fn submit(
    editor: &Editor<'_>,
    id: &VersionId,
    comment: Option<&str>,
) -> Result<(), Error> {
    step(editor, id, (Step::Submit, "knowledge.submit"), comment).await
}

/// Sends a version back to whoever wrote it, with what is to be mended.
pub async fn send_back(
    editor: &Editor<'_>,
    id: &VersionId,
    comment: Option<&str>,
) -> Result<(), Error> {
    if comment.is_none_or(|comment| comment.trim().is_empty()) {
        return Err(Error::invalid("comment", "say what is to be mended"));
    }
    step(editor, id, (Step::SendBack, "knowledge.send_back"), comment).await
}

/// Approves what somebody else wrote.
pub async fn approve(
    editor: &Editor<'_>,
    id: &VersionId,
    comment: Option<&str>,
) -> Result<(), Error> {
    if editor.version(id).await?.author == editor.email {
        return Err(Error::Forbidden("you wrote this version; somebody else has to approve it"));
    }
    step(editor, id, (Step::Approve, "knowledge.approve"), comment).await
}

/// Takes an approved version off the schedule.
pub async fn unschedule(
    editor: &Editor<'_>,
    id: &VersionId,
    comment: Option<&str>,
) -> Result<(), Error> {
    step(editor, id, (Step::Unschedule, "knowledge.unschedule"), comment).await
}

async fn step(
    editor: &Editor<'_>,
    id: &VersionId,
    (step, action): (Step, &'static str),
    comment: Option<&str>,
) -> Result<(), Error> {
    let comment = comment.map(str::trim).filter(|comment| !comment.is_empty());
    if comment.is_some_and(|comment| comment.chars().count() > MAX_COMMENT_CHARS) {
        let detail = format!("shorten the comment to {MAX_COMMENT_CHARS} characters");
        return Err(Error::invalid("comment", detail));
    }
    editor.version(id).await?;
    let audit = editor.actor().did(action, &subject(id), &json!({"comment": comment}));
    let (at, site) = (editor.at(), &editor.site.key);
    let who = (editor.email, at.as_str(), comment);
    let done = take(editor.store, site, id, step, who, &audit).await?;
    if done { Ok(()) } else { Err(NOT_THERE) }
}

/// Adds the files of an archive as drafts, all or nothing.
pub async fn import_archive(editor: &Editor<'_>, bytes: &[u8]) -> Result<ArchiveImport, Error> {
    let found = archive::read(bytes, &editor.site.locale);
    let problem = |problem: crate::knowledge::problem::ImportProblem| SourceProblem {
        file: Some(problem.file),
        line: problem.line,
        reason: problem.reason,
    };
    let problems: Vec<_> = found.problems.into_iter().map(problem).collect();
    let mut import = ArchiveImport { drafts: Vec::new(), left_out: found.left_out, problems };
    if import.problems.is_empty() {
        let who = (editor.email, editor.now);
        let (store, site) = (editor.store, editor.site);
        import.drafts =
            workflow::add(store, site, &found.documents, Duplicates::Refuse, who).await?;
    }
    Ok(import)
}
