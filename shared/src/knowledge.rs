//! Approved text as editors and reviewers work with it: documents, versions, what is wrong with a
//! draft, and what a publication would change.

use crate::block::Block;
use crate::id::{AnswerId, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a version stands on its way to shoppers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    Draft,
    InReview,
    /// Sent back by a reviewer; what follows is a new version.
    Returned,
    Approved,
    /// Approved, and waits for its moment.
    Scheduled,
    Published,
}

impl VersionState {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Approved,
        Self::Scheduled,
        Self::Published,
    ];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Names a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VersionId {
    pub document: String,
    pub locale: String,
    pub version: i64,
}

/// Who did a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deed {
    pub by: String,
    pub at: Timestamp,
}

/// A version without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    #[serde(flatten)]
    pub id: VersionId,
    pub title: String,
    /// `policy`, `reply` or `answer_set`.
    pub kind: String,
    pub state: VersionState,
    /// Whether shoppers get this version today.
    pub in_force: bool,
    pub effective_from: Option<String>,
    pub effective_to: Option<String>,
    pub publish_at: Option<Timestamp>,
    /// The earlier version whose text this is again.
    pub restores: Option<i64>,
    /// What went with the last step.
    pub comment: Option<String>,
    pub written: Deed,
    pub submitted: Option<Deed>,
    pub returned: Option<Deed>,
    pub approved: Option<Deed>,
    pub published: Option<Deed>,
}

impl Version {
    /// The last thing that was done with it.
    pub fn last_deed(&self) -> &Deed {
        let deeds = [&self.submitted, &self.returned, &self.approved, &self.published];
        deeds
            .into_iter()
            .flatten()
            .fold(&self.written, |last, deed| if deed.at >= last.at { deed } else { last })
    }
}

/// A document in one language: what shoppers get, and the newest version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocaleState {
    pub locale: String,
    /// The version in force, if any is.
    pub in_force: Option<i64>,
    pub newest: Version,
}

/// A document in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentLine {
    pub document: String,
    pub title: String,
    pub kind: String,
    pub locales: Vec<LocaleState>,
}

/// All documents of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentList {
    /// The language that the site is written in.
    pub locale: String,
    pub documents: Vec<DocumentLine>,
}

/// One document with all its versions, newest first within each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentVersions {
    pub document: String,
    pub versions: Vec<Version>,
}

/// A section as a shopper would read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionText {
    pub answer: AnswerId,
    pub section: String,
    pub title: String,
    pub path: Vec<String>,
    pub blocks: Vec<Block>,
    pub questions: Vec<String>,
    /// In how many answers this version of it was shown.
    #[serde(default)]
    pub answers: i64,
    /// How many of them a shopper called wrong or not helpful.
    #[serde(default)]
    pub complaints: i64,
}

/// A version with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionText {
    #[serde(flatten)]
    pub version: Version,
    pub source: String,
    pub sections: Vec<SectionText>,
    pub hints: Vec<Hint>,
}

/// Something to mend before a draft can be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceProblem {
    /// Where several files were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Counted from 1.
    pub line: usize,
    pub reason: String,
}

/// Where a hint points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub answer: AnswerId,
    pub title: String,
    /// The words at fault.
    pub words: String,
}

/// Something that a person should look at; it keeps nobody from going on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Hint {
    /// A link that leads nowhere.
    BrokenLink { place: Place, reason: String },
    /// Two places that say different numbers of the same thing.
    Contradiction { one: Place, other: Place },
    /// An example question that stands under two answers.
    Duplicate { question: String, answers: Vec<AnswerId> },
}

/// Text to look at before it is saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    pub source: String,
}

/// How it would look, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    pub document: String,
    pub title: String,
    pub locale: String,
    pub effective_from: Option<String>,
    pub sections: Vec<SectionText>,
    pub problems: Vec<SourceProblem>,
    pub hints: Vec<Hint>,
}

/// A draft to keep.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    pub source: String,
    /// The newest version that the writer has seen; none for a new document.
    #[serde(default)]
    pub base: Option<i64>,
}

/// What goes with a step.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    #[serde(default)]
    pub comment: Option<String>,
}

/// What changed in a text, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextDiff {
    pub from: i64,
    pub to: i64,
    pub lines: Vec<DiffLine>,
}

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiffLine {
    pub change: Change,
    /// Line numbers, where the line stands in that text.
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub parts: Vec<DiffPart>,
}

/// Some characters of a line; `marked` ones are what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiffPart {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked: bool,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Same,
    Removed,
    Added,
    /// Lines between that did not change are left out.
    Gap,
}

/// A page that an editor brings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HtmlImportRequest {
    pub html: String,
    /// The id of the document to make; from the title where it is empty.
    #[serde(default)]
    pub document: String,
    /// The page's language, where it is not the site's.
    #[serde(default)]
    pub locale: Option<String>,
}

/// A draft made from a page, to be read before it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HtmlImport {
    pub document: String,
    pub source: String,
    /// What was left out, and how often.
    pub left_out: Vec<LeftOut>,
    pub problems: Vec<SourceProblem>,
}

/// One kind of thing that a page had and a document cannot have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    pub what: String,
    pub times: usize,
}

/// What an import of files brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArchiveImport {
    pub drafts: Vec<VersionId>,
    /// Files that are neither Markdown nor answer sets.
    pub left_out: Vec<String>,
    /// Where there are any, nothing was imported.
    pub problems: Vec<SourceProblem>,
}

/// Asks what a publication would change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    pub versions: Vec<VersionId>,
    /// Further cases, one JSON object a line, as `vouch eval` takes them.
    #[serde(default)]
    pub cases: Option<String>,
}

/// How far a check has come, and what it found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicationCheck {
    pub id: String,
    pub state: CheckState,
    pub done: i64,
    pub total: i64,
    pub requested: Deed,
    pub versions: Vec<VersionId>,
    pub report: Option<CheckReport>,
    /// Only a second person's reason lets this be published.
    pub blocked: bool,
    pub overridden: Option<Deed>,
    pub reason: Option<String>,
}

/// Where a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Running,
    Done,
    Failed,
}

/// What a publication would change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckReport {
    pub locales: Vec<LocaleReport>,
    /// The changed questions, regressions first, at most two hundred.
    pub changes: Vec<AnswerChange>,
    /// How many there are in all.
    pub changed: usize,
}

/// The figures of one language, with today's text and with the coming one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocaleReport {
    pub locale: String,
    /// Reviewed cases.
    pub cases: usize,
    /// Example questions of what changes, asked besides.
    pub examples: usize,
    pub before: Figures,
    pub after: Figures,
    pub accepted_risk: f64,
    /// Whether the coming text is likelier than accepted, and than today's, to answer wrongly.
    pub above_risk: bool,
}

/// How one text does on the cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub answered: usize,
    pub right: usize,
    pub wrong: usize,
    /// The upper end of the exact one-sided 95 % interval of the share of wrong answers.
    pub wrong_rate_upper95: f64,
}

/// A question that would get something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerChange {
    pub question: String,
    pub locale: String,
    pub kind: ChangeKind,
    /// Whether a case that was right becomes wrong.
    pub regression: bool,
    /// What it gets today, in words: an answer's id, `order`, `person` …
    pub before: String,
    pub after: String,
}

/// How the reply to a question changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Answered by another section.
    OtherAnswer,
    NoLongerAnswered,
    NewlyAnswered,
    /// The same section, whose text changes.
    NewText,
    /// Another list of choices, or another way to a person.
    OtherReply,
}

/// Why a blocked publication goes ahead all the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OverrideRequest {
    pub reason: String,
}

/// Shows what was checked to shoppers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicationRequest {
    pub check: String,
    /// RFC 3339; at once where it is absent.
    #[serde(default)]
    pub publish_at: Option<String>,
}

/// What is published or scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    pub versions: Vec<VersionId>,
    pub publish_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_read_back_and_are_those_on_the_wire() {
        for state in VersionState::ALL {
            assert_eq!(VersionState::parse(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert_eq!(VersionState::parse("gone"), None);
    }
}
