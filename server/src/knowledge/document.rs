//! A document as the rest of the house knows it: one file, one owner, some answers. A policy
//! document and an answer set have the same shape, so that one store keeps both.

use crate::auth::token::sha256_hex;
use vouch_shared::block::Block;
use vouch_shared::id::AnswerId;

/// The largest policy file, in bytes.
pub const MAX_POLICY_BYTES: usize = 1024 * 1024;
/// The largest answer set, in bytes.
pub const MAX_ANSWER_SET_BYTES: usize = 16 * 1024 * 1024;
/// The most sections (or answers) of one document.
pub const MAX_SECTIONS: usize = 2_000;
/// The longest text of one section, in characters of its Markdown.
pub const MAX_SECTION_CHARS: usize = 20_000;
/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 200;
/// The longest example question, in characters.
pub const MAX_QUESTION_CHARS: usize = 400;

/// What kind of file a document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// Markdown with front matter; its answers are called `document/section`.
    Policy,
    /// Lines of JSON; its answers are called as the lines say.
    AnswerSet,
    /// Canned replies of the staff: Markdown like a policy, but never an answer to a question.
    Reply,
}

impl DocumentKind {
    /// The name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::AnswerSet => "answer_set",
            Self::Reply => "reply",
        }
    }
}

/// A parsed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub kind: DocumentKind,
    /// A slug. An answer set takes it from its file name.
    pub id: String,
    pub title: String,
    /// BCP 47.
    pub locale: String,
    /// Who answers for the text; an answer set names nobody.
    pub owner: Option<String>,
    /// The first day the text holds, as `2026-11-22`.
    pub effective_from: Option<String>,
    /// The last day the text holds.
    pub effective_to: Option<String>,
    /// In the order of the file.
    pub sections: Vec<Section>,
    /// Questions that must not be answered; only answer sets have any.
    pub out_of_scope: Vec<String>,
    /// The file's text, with line feeds for line ends and no byte order mark.
    pub source: String,
    /// `sha256:` and the hex digest of `source`.
    pub content_hash: String,
}

impl Document {
    /// The sections that have text of their own, with the ids that cards and evals call them by.
    pub fn answers(&self) -> impl Iterator<Item = (AnswerId, &Section)> {
        self.sections
            .iter()
            .filter(|section| section.is_answer())
            .map(|section| (answer_id(self.kind, &self.id, &section.id), section))
    }
}

/// The id of the answer that a section is. The text under a document's own title is called like
/// the document.
pub fn answer_id(kind: DocumentKind, document: &str, section: &str) -> AnswerId {
    match (kind, section) {
        (DocumentKind::AnswerSet, _) => AnswerId(section.to_owned()),
        (DocumentKind::Policy | DocumentKind::Reply, "") => AnswerId(document.to_owned()),
        (DocumentKind::Policy | DocumentKind::Reply, _) => {
            AnswerId(format!("{document}/{section}"))
        }
    }
}

/// One heading and the text under it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The slugs of the headings that lead here, joined by `/`; empty for the document's own
    /// title. In an answer set, the id of the line.
    pub id: String,
    /// The heading's level, 1 to 6; 1 in an answer set.
    pub level: u8,
    pub title: String,
    /// The titles of the headings above, outermost first, without the document's own title.
    pub path: Vec<String>,
    /// The section's own text as it stands in the file: without the heading and without blocks
    /// of questions, outer blank lines trimmed. Empty where there is only a heading.
    pub markdown: String,
    /// `markdown` as typed blocks.
    pub blocks: Vec<Block>,
    /// Example questions; never shown.
    pub questions: Vec<String>,
    /// `sha256:` and the hex digest of `markdown`.
    pub content_hash: String,
}

impl Section {
    /// Whether there is text to show. A heading that only groups others is no answer.
    pub fn is_answer(&self) -> bool {
        !self.blocks.is_empty()
    }
}

/// The hash that evidence names: `sha256:` and 64 hex digits.
pub fn content_hash(text: &str) -> String {
    format!("sha256:{}", sha256_hex(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_called_by_document_and_section() {
        let id = |kind, document, section| answer_id(kind, document, section).0;
        assert_eq!(id(DocumentKind::Policy, "returns", "how-long/sale"), "returns/how-long/sale");
        assert_eq!(id(DocumentKind::Policy, "returns", ""), "returns");
        assert_eq!(id(DocumentKind::AnswerSet, "faq", "EMI"), "EMI");
    }

    #[test]
    fn the_hash_is_sha_256_in_hex() {
        assert_eq!(
            content_hash("abc"),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
