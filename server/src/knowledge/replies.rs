//! Canned replies: approved text that an agent may send, and that never answers a question by
//! itself.

use crate::knowledge::approved::ApprovedSection;
use crate::knowledge::document::DocumentKind;
use crate::knowledge::material::in_force;
use crate::store::{self, Store};
use vouch_shared::id::SiteKey;

/// A site's canned replies that are in force on a day, in all languages; each section's evidence
/// names its language. They are signed onto cards like any approved section.
pub async fn of_site(
    store: &Store,
    site: &SiteKey,
    day: &str,
) -> Result<Vec<ApprovedSection>, store::Error> {
    let mut replies = Vec::new();
    let versions = store::knowledge::versions(store, site).await?;
    let is_reply =
        |version: &store::knowledge::VersionRow| version.kind == DocumentKind::Reply.as_str();
    for version in in_force(versions, day).into_iter().filter(is_reply) {
        for row in store::knowledge::sections(store, site, &version).await? {
            match ApprovedSection::read(&version, &row, row.path()?) {
                Ok(section) if section.blocks().is_empty() => {}
                Ok(section) => replies.push(section),
                Err(reason) => tracing::error!(
                    site.key = %site, section.answer = row.answer, %reason,
                    "a canned reply is left out"
                ),
            }
        }
    }
    Ok(replies)
}
