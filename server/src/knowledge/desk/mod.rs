//! What editors and reviewers do with documents: read, preview, save, review. Every step that
//! changes something writes its audit row in the same transaction.

mod compare;
mod preview;
mod reading;
mod version;
mod writing;

pub use compare::compare;
pub(crate) use preview::in_source;
pub use preview::preview;
pub use reading::{list, read_document, read_version, site_hints};
pub use writing::{approve, import_archive, roll_back, save, send_back, submit, unschedule};

use crate::clock::timestamp;
use crate::config::Site;
use crate::error::Error;
use crate::knowledge::workflow::{WorkflowError, day};
use crate::staff::audit::Actor;
use crate::store::{self, Store};
use time::OffsetDateTime;
use vouch_shared::knowledge::VersionId;

/// A staff member at work on a site's text. `guard` has let them in.
#[derive(Clone, Copy)]
pub struct Editor<'a> {
    pub store: &'a Store,
    pub site: &'a Site,
    pub email: &'a str,
    pub now: OffsetDateTime,
}

impl Editor<'_> {
    fn day(&self) -> String {
        day(self.now)
    }

    pub(crate) fn at(&self) -> String {
        timestamp(self.now).0
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor { who: self.email, site: Some(&self.site.key), now: self.now }
    }

    /// The stored version, or that there is none.
    pub(crate) async fn version(
        &self,
        id: &VersionId,
    ) -> Result<store::knowledge::VersionRow, Error> {
        let found = store::knowledge::version(self.store, &self.site.key, id).await?;
        found.ok_or(Error::NotFound("there is no such version of this document"))
    }
}

impl From<WorkflowError> for Error {
    fn from(error: WorkflowError) -> Self {
        match error {
            WorkflowError::Store(error) => stored(error),
            other => Self::invalid("source", other.to_string()),
        }
    }
}

/// What the store says no to is the editor's to mend; the rest is ours.
pub(crate) fn stored(error: store::Error) -> Error {
    match error {
        store::Error::AnswerTaken { .. } | store::Error::KindChanged { .. } => {
            Error::invalid("source", error.to_string())
        }
        store::Error::Conflict => STALE,
        other => other.into(),
    }
}

/// Somebody else was faster.
pub(crate) const STALE: Error = Error::Conflict {
    kind: "stale-base",
    detail: "somebody else saved a newer version; look at what they changed, then save yours on \
             top of it",
};
