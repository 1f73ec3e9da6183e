//! Text that two people stand behind. [`ApprovedSection`] is the only thing that a policy card
//! can be made from, and this file is the only way to get one (P5, P9).

use crate::knowledge::document::content_hash;
use crate::knowledge::markdown::parse_blocks;
use crate::store::knowledge::{SectionRow, VersionRow};
use vouch_shared::block::{Block, plain_text};
use vouch_shared::card::PolicyEvidence;
use vouch_shared::id::{AnswerId, Timestamp};

/// A section of a published version that somebody other than its author approved, and whose text
/// still has the hash that it had when it was imported.
#[derive(Clone, Debug)]
pub struct ApprovedSection {
    answer: AnswerId,
    title: String,
    document_title: String,
    path: Vec<String>,
    blocks: Vec<Block>,
    evidence: PolicyEvidence,
}

/// Why a stored section must not be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotApproved {
    #[error("it is not published")]
    NotPublished,
    #[error("nobody but its author approved it")]
    OnePerson,
    #[error("its text is not the text that was approved")]
    Altered,
    #[error("its text no longer reads as blocks")]
    Unreadable,
    #[error("its version number is out of range")]
    Version,
}

impl ApprovedSection {
    /// Reads a stored section, checking every part of the promise.
    pub fn read(
        version: &VersionRow,
        section: &SectionRow,
        path: Vec<String>,
    ) -> Result<Self, NotApproved> {
        if version.state != "published" {
            return Err(NotApproved::NotPublished);
        }
        let second = version.approved_by.as_deref().filter(|by| *by != version.author);
        let (Some(_), Some(approved_at)) = (second, &version.approved_at) else {
            return Err(NotApproved::OnePerson);
        };
        if content_hash(&section.markdown) != section.content_hash {
            return Err(NotApproved::Altered);
        }
        Ok(Self {
            answer: AnswerId(section.answer.clone()),
            title: section.title.clone(),
            document_title: version.title.clone(),
            path,
            blocks: parse_blocks(&section.markdown).map_err(|_| NotApproved::Unreadable)?,
            evidence: PolicyEvidence {
                document: version.document.clone(),
                section: section.section.clone(),
                version: u32::try_from(version.version).map_err(|_| NotApproved::Version)?,
                locale: version.locale.clone(),
                effective_from: version.effective_from.clone(),
                content_hash: section.content_hash.clone(),
                approved_at: Timestamp(approved_at.clone()),
            },
        })
    }

    pub fn answer(&self) -> &AnswerId {
        &self.answer
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn document_title(&self) -> &str {
        &self.document_title
    }

    /// The title with the document's before it, for lists of sections.
    pub fn full_title(&self) -> String {
        format!("{}: {}", self.document_title, self.title)
    }

    /// The titles above it within the document.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub fn text(&self) -> String {
        plain_text(&self.blocks)
    }

    pub fn evidence(&self) -> &PolicyEvidence {
        &self.evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version() -> VersionRow {
        VersionRow {
            document: "returns".to_owned(),
            locale: "en".to_owned(),
            version: 3,
            kind: "policy".to_owned(),
            title: "Returns".to_owned(),
            out_of_scope: "[]".to_owned(),
            state: "published".to_owned(),
            author: "ann@shop.example".to_owned(),
            approved_by: Some("bob@shop.example".to_owned()),
            approved_at: Some("2026-11-22T10:00:00.000Z".to_owned()),
            ..VersionRow::default()
        }
    }

    fn section() -> SectionRow {
        let markdown = "You have **30 days**.";
        SectionRow {
            answer: "returns/how-long".to_owned(),
            section: "how-long".to_owned(),
            title: "How long".to_owned(),
            path: "[]".to_owned(),
            markdown: markdown.to_owned(),
            content_hash: content_hash(markdown),
            questions: "[]".to_owned(),
        }
    }

    fn check(change: impl Fn(&mut VersionRow, &mut SectionRow), expected: NotApproved) {
        let (mut version, mut section) = (version(), section());
        change(&mut version, &mut section);
        assert_eq!(ApprovedSection::read(&version, &section, Vec::new()).unwrap_err(), expected);
    }

    #[test]
    fn only_text_that_two_people_stand_behind_can_be_shown() {
        let good = ApprovedSection::read(&version(), &section(), Vec::new()).unwrap();
        assert_eq!(good.text(), "You have 30 days.");
        assert_eq!(good.evidence().version, 3);
        check(|v, _| v.state = "approved".to_owned(), NotApproved::NotPublished);
        check(|v, _| v.approved_by = None, NotApproved::OnePerson);
        check(|v, _| v.approved_by = Some(v.author.clone()), NotApproved::OnePerson);
        check(|_, s| s.markdown = s.markdown.replace("30", "90"), NotApproved::Altered);
    }
}
