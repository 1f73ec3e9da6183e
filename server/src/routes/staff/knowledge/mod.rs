//! Approved text: what editors and reviewers read and do.

pub mod publication;
pub mod reading;
pub mod writing;

use crate::guard::StaffOnSite;
use crate::knowledge::desk::Editor;
use serde::Deserialize;
use vouch_shared::knowledge::VersionId;

/// A document in the path.
#[derive(Deserialize)]
pub struct InDocument {
    document: String,
}

/// A version in the path.
#[derive(Deserialize)]
pub struct InVersion {
    document: String,
    locale: String,
    version: i64,
}

impl From<InVersion> for VersionId {
    fn from(InVersion { document, locale, version }: InVersion) -> Self {
        Self { document, locale, version }
    }
}

/// A check in the path.
#[derive(Deserialize)]
pub struct InCheck {
    check: String,
}

fn editor(staff: &StaffOnSite) -> Editor<'_> {
    Editor {
        store: &staff.app.store,
        site: staff.site.settings(),
        email: &staff.member.email,
        now: staff.app.clock.now(),
    }
}
