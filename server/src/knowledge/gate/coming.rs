//! What an engine would learn if some versions were published. Nothing here can be shown: only
//! published text becomes an [`ApprovedSection`](crate::knowledge::approved::ApprovedSection).

use crate::config::Site;
use crate::knowledge::document::DocumentKind;
use crate::knowledge::markdown::parse_blocks;
use crate::knowledge::material::{in_force, path};
use crate::store::knowledge::{SectionRow, VersionRow};
use crate::store::{self, Store};
use std::collections::BTreeMap;
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_shared::block::plain_text;
use vouch_shared::id::AnswerId;
use vouch_shared::knowledge::VersionId;

/// What is in force on a day, by language, as if `chosen` were published.
pub(super) async fn sets(
    store: &Store,
    site: &Site,
    chosen: &[VersionId],
    day: &str,
) -> Result<BTreeMap<String, KnowledgeSet>, store::Error> {
    let mut versions = store::knowledge::versions(store, &site.key).await?;
    for version in &mut versions {
        if chosen.iter().any(|id| is(version, id)) {
            "published".clone_into(&mut version.state);
        }
    }
    let mut sets: BTreeMap<String, KnowledgeSet> = BTreeMap::new();
    let answers = |version: &VersionRow| version.kind != DocumentKind::Reply.as_str();
    for version in in_force(versions, day).into_iter().filter(answers) {
        let set = sets.entry(version.locale.clone()).or_insert_with(|| KnowledgeSet {
            locale: version.locale.clone(),
            ..KnowledgeSet::default()
        });
        set.out_of_scope.extend(version.out_of_scope()?);
        for row in store::knowledge::sections(store, &site.key, &version).await? {
            set.answers.extend(answer(&version, &row)?);
        }
    }
    Ok(sets)
}

fn is(version: &VersionRow, id: &VersionId) -> bool {
    version.document == id.document && version.locale == id.locale && version.version == id.version
}

fn answer(version: &VersionRow, row: &SectionRow) -> Result<Option<Answer>, store::Error> {
    let Ok(blocks) = parse_blocks(&row.markdown) else { return Ok(None) };
    if blocks.is_empty() {
        return Ok(None);
    }
    let is_set = version.kind == DocumentKind::AnswerSet.as_str();
    Ok(Some(Answer {
        id: AnswerId(row.answer.clone()),
        title: row.title.clone(),
        path: path((!is_set).then_some(version.title.as_str()), &row.path()?),
        text: plain_text(&blocks),
        questions: row.questions()?,
    }))
}
