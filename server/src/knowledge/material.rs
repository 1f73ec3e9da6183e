//! What is in force on a day: a site's published text in one language, as cards need it and as an
//! engine learns it.

use crate::config::Site;
use crate::knowledge::approved::ApprovedSection;
use crate::knowledge::document::{Document, DocumentKind, Section, answer_id};
use crate::store::knowledge::VersionRow;
use crate::store::{self, Store};
use std::collections::{BTreeMap, BTreeSet};
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_shared::block::plain_text;
use vouch_shared::id::AnswerId;

/// The newest published version of each document that has begun by that day, unless it has run
/// out: an older version that it replaced does not come back.
pub(crate) fn in_force(versions: Vec<VersionRow>, day: &str) -> Vec<VersionRow> {
    let mut newest: BTreeMap<(String, String), VersionRow> = BTreeMap::new();
    for version in versions {
        let begun = version.effective_from.as_deref().is_none_or(|from| from <= day);
        if version.state == "published" && begun {
            let key = (version.document.clone(), version.locale.clone());
            // Rows come newest first.
            newest.entry(key).or_insert(version);
        }
    }
    let running = |version: &VersionRow| version.effective_to.as_deref().is_none_or(|to| day <= to);
    newest.into_values().filter(running).collect()
}

/// One language's text.
#[derive(Default)]
pub(crate) struct Material {
    pub(crate) sections: BTreeMap<AnswerId, ApprovedSection>,
    answers: Vec<Answer>,
    out_of_scope: Vec<String>,
}

impl Material {
    /// A site's published text that is in force on a day, by language.
    pub(crate) async fn load(
        store: &Store,
        site: &Site,
        day: &str,
    ) -> Result<BTreeMap<String, Self>, store::Error> {
        let mut languages: BTreeMap<String, Self> = BTreeMap::new();
        let versions = store::knowledge::versions(store, &site.key).await?;
        let answers = |version: &VersionRow| version.kind != DocumentKind::Reply.as_str();
        for current in in_force(versions, day).into_iter().filter(answers) {
            let material = languages.entry(current.locale.clone()).or_default();
            material.add(store, site, &current).await?;
        }
        Ok(languages)
    }

    async fn add(
        &mut self,
        store: &Store,
        site: &Site,
        version: &VersionRow,
    ) -> Result<(), store::Error> {
        self.out_of_scope.extend(version.out_of_scope()?);
        for row in store::knowledge::sections(store, &site.key, version).await? {
            match ApprovedSection::read(version, &row, row.path()?) {
                Ok(section) if section.blocks().is_empty() => {}
                Ok(section) if self.sections.contains_key(section.answer()) => {
                    // Import refuses this; whoever got around it must not decide what is said.
                    self.answers.retain(|known| known.id != *section.answer());
                    self.sections.remove(section.answer());
                    tracing::error!(
                        site.key = %site.key, section.answer = row.answer,
                        "two documents have this answer; both are left out"
                    );
                }
                Ok(section) => {
                    self.answers.push(answer(&version.kind, &section, row.questions()?));
                    self.sections.insert(section.answer().clone(), section);
                }
                Err(reason) => tracing::error!(
                    site.key = %site.key, section.answer = row.answer, %reason,
                    "a section is left out"
                ),
            }
        }
        Ok(())
    }

    /// The answers of other documents than these.
    pub(crate) fn answers_beside(
        &self,
        documents: &BTreeSet<&str>,
    ) -> impl Iterator<Item = &Answer> {
        let of_others = |answer: &&Answer| {
            let section = self.sections.get(&answer.id);
            section.is_some_and(|section| !documents.contains(section.evidence().document.as_str()))
        };
        self.answers.iter().filter(of_others)
    }

    /// The same for an engine.
    pub(crate) fn knowledge_set(&self, locale: &str, version: i64) -> KnowledgeSet {
        KnowledgeSet {
            locale: locale.to_owned(),
            version,
            answers: self.answers.clone(),
            out_of_scope: self.out_of_scope.clone(),
        }
    }
}

fn answer(kind: &str, section: &ApprovedSection, questions: Vec<String>) -> Answer {
    let document = (kind != DocumentKind::AnswerSet.as_str()).then(|| section.document_title());
    Answer {
        id: section.answer().clone(),
        title: section.title().to_owned(),
        path: path(document, section.path()),
        text: section.text(),
        questions,
    }
}

/// A file's answers, as an engine would learn them once they are published.
pub(crate) fn learnable(document: &Document) -> Vec<Answer> {
    let is_set = document.kind == DocumentKind::AnswerSet;
    let title = (!is_set).then_some(document.title.as_str());
    let sections = document.sections.iter().filter(|section| is_set || section.is_answer());
    let answer = |section: &Section| Answer {
        id: answer_id(document.kind, &document.id, &section.id),
        title: section.title.clone(),
        path: path(title, &section.path),
        text: plain_text(&section.blocks),
        questions: section.questions.clone(),
    };
    sections.map(answer).collect()
}

/// The titles above a section. An answer set has none of its own: it is called like its file, which
/// says nothing about its answers.
pub(crate) fn path(document: Option<&str>, headings: &[String]) -> Vec<String> {
    document.map(str::to_owned).into_iter().chain(headings.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_in_force_counts_and_the_next_one_waits_for_its_day() {
        let version =
            |version: i64, state: &str, from: Option<&str>, to: Option<&str>| VersionRow {
                document: "returns".to_owned(),
                locale: "en".to_owned(),
                version,
                kind: "policy".to_owned(),
                effective_from: from.map(str::to_owned),
                effective_to: to.map(str::to_owned),
                state: state.to_owned(),
                ..VersionRow::default()
            };
        let versions = vec![
            version(4, "draft", None, None),
            version(3, "published", Some("2027-01-01"), None),
            version(2, "published", Some("2026-01-01"), Some("2026-11-30")),
            version(1, "published", None, None),
        ];
        let on = |day: &str| in_force(versions.clone(), day).first().map(|v| v.version);
        assert_eq!(on("2025-06-01"), Some(1));
        assert_eq!(on("2026-11-30"), Some(2));
        assert_eq!(on("2026-12-01"), None);
        assert_eq!(on("2027-01-01"), Some(3));
    }
}
