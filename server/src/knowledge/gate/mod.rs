//! What holds a publication back: nothing goes to shoppers from the console before the site's
//! reviewed cases were asked of the coming text, and a case that was right and would become wrong
//! stops it until a second person gives a reason.

mod coming;
mod compare;
mod run;

pub use run::Job;

use crate::clock::{Clock, new_id, timestamp};
use crate::error::Error;
use crate::knowledge::cases::parse_cases;
use crate::knowledge::desk::Editor;
use crate::knowledge::library::Library;
use crate::knowledge::workflow::subject;
use crate::store;
use crate::store::knowledge_step::Publish;
use crate::store::publication_check::{CheckRow, NewCheck};
use run::Subject;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use tokio_util::sync::CancellationToken;
use vouch_engine::evaluate::EvalCase;
use vouch_shared::id::Timestamp;
use vouch_shared::knowledge::{
    CheckRequest, CheckState, Deed, Publication, PublicationCheck, PublicationRequest, VersionId,
};

/// A running check that has given no sign of life for so long has ended with its server.
const SILENCE: Duration = Duration::seconds(60);
/// The most versions of one publication.
const MAX_VERSIONS: usize = 200;
/// The most cases that may come with a check.
const MAX_CASES: usize = 2_000;
/// The longest reason, in characters.
const MAX_REASON_CHARS: usize = 2_000;

const GONE: Error = Error::NotFound("there is no such check");

/// Starts a check: the row that tells how far it is, and the work, for the caller to run beside
/// the requests.
pub async fn begin(
    editor: &Editor<'_>,
    request: &CheckRequest,
    (library, clock, shutdown): (&Library, &Clock, &CancellationToken),
) -> Result<(PublicationCheck, Job), Error> {
    let versions = approved_only(editor, &request.versions).await?;
    let cases = given_cases(request.cases.as_deref().unwrap_or_default())?;
    let (store, site) = (editor.store, editor.site);
    let since = timestamp(editor.now - SILENCE).0;
    if store::publication_check::is_running(store, &site.key, &since).await? {
        return Err(Error::Conflict {
            kind: "check-running",
            detail: "another check of this site runs; wait for it to end",
        });
    }
    let id = new_id(editor.now);
    let at = editor.at();
    let knowledge_version = knowledge_version(editor).await?;
    let new =
        NewCheck { id: &id, by: editor.email, at: &at, versions: &versions, knowledge_version };
    let subjects: Vec<String> = versions.iter().map(subject).collect();
    let audit = editor.actor().did("knowledge.check", &id, &json!({"versions": subjects}));
    store::publication_check::insert(store, &site.key, new, &audit).await?;
    let job = Job {
        id: id.clone(),
        store: store.clone(),
        clock: clock.clone(),
        shutdown: shutdown.clone(),
        subject: Subject {
            site: site.clone(),
            weights: library.weights().clone(),
            current: library.of_site(&site.key),
            versions,
            cases,
        },
    };
    Ok((find(editor, &id).await?, job))
}

/// The versions, each once, oldest first, if all of them are approved.
async fn approved_only(
    editor: &Editor<'_>,
    versions: &[VersionId],
) -> Result<Vec<VersionId>, Error> {
    let mut versions = versions.to_vec();
    versions.sort();
    versions.dedup();
    if versions.is_empty() || versions.len() > MAX_VERSIONS {
        let detail = format!("name one to {MAX_VERSIONS} approved versions");
        return Err(Error::invalid("versions", detail));
    }
    for id in &versions {
        if editor.version(id).await?.state != "approved" {
            let detail = format!("{} is not approved", subject(id));
            return Err(Error::invalid("versions", detail));
        }
    }
    Ok(versions)
}

fn given_cases(text: &str) -> Result<Vec<EvalCase>, Error> {
    let cases = parse_cases(text).map_err(|bad| Error::invalid("cases", bad.to_string()))?;
    if cases.len() > MAX_CASES {
        return Err(Error::invalid("cases", format!("bring at most {MAX_CASES} cases")));
    }
    Ok(cases)
}

async fn knowledge_version(editor: &Editor<'_>) -> Result<i64, Error> {
    let versions = store::knowledge::knowledge_versions(editor.store).await?;
    let own = versions.into_iter().find(|(site, _)| site == editor.site.key.as_str());
    Ok(own.map_or(0, |(_, version)| version))
}

/// How far a check is, and what it found.
pub async fn find(editor: &Editor<'_>, id: &str) -> Result<PublicationCheck, Error> {
    wire(editor, &row(editor, id).await?)
}

async fn row(editor: &Editor<'_>, id: &str) -> Result<CheckRow, Error> {
    let found = store::publication_check::find(editor.store, &editor.site.key, id).await?;
    found.ok_or(GONE)
}

fn wire(editor: &Editor<'_>, row: &CheckRow) -> Result<PublicationCheck, Error> {
    let silent = row.beat_at < timestamp(editor.now - SILENCE).0;
    let state = match row.state.as_str() {
        "running" if !silent => CheckState::Running,
        "done" => CheckState::Done,
        _ => CheckState::Failed,
    };
    let deed = |(by, at): (&String, &String)| Deed { by: by.clone(), at: Timestamp(at.clone()) };
    Ok(PublicationCheck {
        id: row.id.clone(),
        state,
        done: row.done,
        total: row.total,
        requested: deed((&row.requested_by, &row.requested_at)),
        versions: row.versions()?,
        report: row.report()?,
        blocked: row.blocked != 0,
        overridden: row.overridden_by.as_ref().zip(row.overridden_at.as_ref()).map(deed),
        reason: row.reason.clone(),
    })
}

/// Lets a blocked publication pass, for a reason, by somebody other than who asked for it.
pub async fn let_pass(
    editor: &Editor<'_>,
    id: &str,
    reason: &str,
) -> Result<PublicationCheck, Error> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > MAX_REASON_CHARS {
        let detail = format!("give a reason of at most {MAX_REASON_CHARS} characters");
        return Err(Error::invalid("reason", detail));
    }
    if row(editor, id).await?.requested_by == editor.email {
        return Err(Error::Forbidden(
            "you asked for this publication; somebody else has to let it pass",
        ));
    }
    let audit = editor.actor().did("knowledge.override", id, &json!({"reason": reason}));
    let (store, site, at) = (editor.store, &editor.site.key, editor.at());
    let who = (editor.email, at.as_str(), reason);
    if store::publication_check::let_pass(store, site, id, who, &audit).await? {
        return find(editor, id).await;
    }
    Err(Error::Conflict {
        kind: "not-blocked",
        detail: "this check is not waiting for anybody's reason; reload to see where it stands",
    })
}

/// Publishes what was checked, at once or at a moment to come.
pub async fn publish(
    editor: &Editor<'_>,
    request: &PublicationRequest,
) -> Result<Publication, Error> {
    let check = row(editor, &request.check).await?;
    let versions = may_pass(editor, &check).await?;
    let publish_at = moment(request.publish_at.as_deref(), editor.now)?;
    let (store, site, at) = (editor.store, &editor.site.key, editor.at());
    let publish = Publish {
        versions: &versions,
        by: editor.email,
        at: &at,
        publish_at: publish_at.as_ref().map(Timestamp::as_str),
    };
    let actor = editor.actor();
    let detail =
        json!({"check": check.id, "publish_at": publish_at, "override": check.overridden_by});
    let action = if publish_at.is_some() { "knowledge.schedule" } else { "knowledge.publish" };
    let audit = |id: &VersionId| actor.did(action, &subject(id), &detail);
    if store::knowledge_step::publish(store, site, publish, &audit).await? {
        return Ok(Publication { versions, publish_at });
    }
    Err(Error::Conflict {
        kind: "other-state",
        detail: "a version is not approved any more, or a newer one of its document is published \
                 or scheduled; reload to see what happened",
    })
}

async fn may_pass(editor: &Editor<'_>, check: &CheckRow) -> Result<Vec<VersionId>, Error> {
    if check.state != "done" {
        return Err(Error::Conflict {
            kind: "check-not-done",
            detail: "the check has not ended; wait for it, or start another",
        });
    }
    if check.knowledge_version != knowledge_version(editor).await? {
        return Err(Error::Conflict {
            kind: "check-outdated",
            detail: "something was published since the check; check again what would change",
        });
    }
    if check.blocked != 0 && check.overridden_by.is_none() {
        return Err(Error::Conflict {
            kind: "blocked",
            detail: "questions that are answered right would be answered wrong; mend the text, or \
                     ask a second person to let it pass with a reason",
        });
    }
    Ok(check.versions()?)
}

/// A moment to come, as it is stored; nothing where it is now or past.
fn moment(text: Option<&str>, now: OffsetDateTime) -> Result<Option<Timestamp>, Error> {
    let Some(text) = text else { return Ok(None) };
    let at = OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|_| Error::invalid("publish_at", "write the moment as in 2026-12-01T09:00:00Z"))?;
    if at > now + Duration::days(730) {
        return Err(Error::invalid("publish_at", "this is more than two years ahead"));
    }
    Ok((at > now).then(|| timestamp(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn moments_are_brought_to_utc_and_the_past_is_now() {
        let now = datetime!(2026-11-22 12:00 UTC);
        let at = |text| moment(Some(text), now).map(|at| at.map(|at| at.0)).ok();
        let stored = Some(Some("2026-12-01T08:00:00.000Z".to_owned()));
        assert_eq!(at("2026-12-01T09:00:00+01:00"), stored);
        assert_eq!(at("2026-11-22T12:00:00Z"), Some(None));
        assert_eq!(at("tomorrow"), None);
        assert_eq!(at("2036-12-01T09:00:00Z"), None);
    }
}
