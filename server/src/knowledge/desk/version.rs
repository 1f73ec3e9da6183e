//! Stored versions as the console sees them.

use crate::knowledge::material::in_force;
use crate::store;
use crate::store::knowledge::VersionRow;
use std::collections::BTreeSet;
use vouch_shared::id::Timestamp;
use vouch_shared::knowledge::{Deed, Version, VersionId, VersionState};

/// Which versions are before shoppers on a day.
pub(super) struct InForce(BTreeSet<VersionId>);

impl InForce {
    pub(super) fn on(day: &str, versions: &[VersionRow]) -> Self {
        Self(in_force(versions.to_vec(), day).iter().map(id_of).collect())
    }

    /// A version for the wire.
    pub(super) fn version(&self, row: &VersionRow) -> Result<Version, store::Error> {
        let state = VersionState::parse(&row.state);
        let corrupt = || store::Error::Corrupt("state of a version", row.state.clone());
        let id = id_of(row);
        Ok(Version {
            in_force: self.0.contains(&id),
            id,
            title: row.title.clone(),
            kind: row.kind.clone(),
            state: state.ok_or_else(corrupt)?,
            effective_from: row.effective_from.clone(),
            effective_to: row.effective_to.clone(),
            publish_at: row.publish_at.clone().map(Timestamp),
            restores: row.restores,
            comment: row.comment.clone(),
            written: Deed { by: row.author.clone(), at: Timestamp(row.created_at.clone()) },
            submitted: deed(row.submitted_by.as_ref(), row.submitted_at.as_ref()),
            returned: deed(row.returned_by.as_ref(), row.returned_at.as_ref()),
            approved: deed(row.approved_by.as_ref(), row.approved_at.as_ref()),
            published: deed(row.published_by.as_ref(), row.published_at.as_ref()),
        })
    }
}

/// The name of a stored version.
pub(super) fn id_of(row: &VersionRow) -> VersionId {
    let (document, locale) = (row.document.clone(), row.locale.clone());
    VersionId { document, locale, version: row.version }
}

fn deed(by: Option<&String>, at: Option<&String>) -> Option<Deed> {
    Some(Deed { by: by?.clone(), at: Timestamp(at?.clone()) })
}
