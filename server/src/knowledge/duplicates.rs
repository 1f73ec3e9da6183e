//! Example questions that stand under two answers. Whoever asks one would get either, so an import
//! that would make some is refused.

use crate::config::Site;
use crate::knowledge::document::Document;
use crate::knowledge::material::{Material, learnable};
use crate::store::{self, Store};
use std::collections::BTreeSet;
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_engine::twins::{Duplicate, duplicates};
use vouch_shared::id::AnswerId;

/// The questions that would stand under two answers once these documents are published beside the
/// others that are in force. What others have among themselves is not theirs.
pub async fn brought_by(
    documents: &[Document],
    store: &Store,
    site: &Site,
    day: &str,
) -> Result<Vec<Duplicate>, store::Error> {
    let published = Material::load(store, site, day).await?;
    let locales: BTreeSet<&str> = documents.iter().map(|one| one.locale.as_str()).collect();
    let mut found = Vec::new();
    for locale in locales {
        let own: Vec<&Document> = documents.iter().filter(|one| one.locale == locale).collect();
        let mut answers: Vec<Answer> = own.iter().flat_map(|one| learnable(one)).collect();
        let imported: BTreeSet<AnswerId> = answers.iter().map(|one| one.id.clone()).collect();
        let replaced: BTreeSet<&str> = own.iter().map(|one| one.id.as_str()).collect();
        if let Some(material) = published.get(locale) {
            answers.extend(material.answers_beside(&replaced).cloned());
        }
        let set = KnowledgeSet { locale: locale.to_owned(), answers, ..KnowledgeSet::default() };
        let is_theirs = |one: &Duplicate| one.answers.iter().any(|id| imported.contains(id));
        found.extend(duplicates(&set).into_iter().filter(is_theirs));
    }
    Ok(found)
}

/// One line a question, with what to do about all of them.
pub fn tell(duplicates: &[Duplicate]) -> String {
    let line = |one: &Duplicate| {
        let answers: Vec<String> = one.answers.iter().map(|id| format!("`{id}`")).collect();
        format!("{:?} stands under {}", one.question, answers.join(" and "))
    };
    let lines: Vec<String> = duplicates.iter().map(line).collect();
    format!(
        "{}\nkeep each question under the one answer that fits it, or say --allow-duplicates; \
         then nobody who asks it is answered",
        lines.join("\n")
    )
}
