//! Approved texts on their way.

use crate::decode::{FromJs, field, from_js, named_from_js, names_from_js};
use vouch_shared::knowledge::{
    AnswerChange, ArchiveImport, Change, ChangeKind, CheckReport, CheckState, Deed, DiffLine,
    DiffPart, DocumentLine, DocumentList, DocumentVersions, Figures, Hint, HtmlImport, LeftOut,
    LocaleReport, LocaleState, Place, Preview, Publication, PublicationCheck, SectionText,
    SourceProblem, TextDiff, Version, VersionId, VersionState, VersionText,
};
use wasm_bindgen::JsValue;

named_from_js! { VersionState }

names_from_js! {
    Change { "same" => Same, "removed" => Removed, "added" => Added, "gap" => Gap }
    ChangeKind {
        "other_answer" => OtherAnswer,
        "no_longer_answered" => NoLongerAnswered,
        "newly_answered" => NewlyAnswered,
        "new_text" => NewText,
        "other_reply" => OtherReply,
    }
    CheckState { "running" => Running, "done" => Done, "failed" => Failed }
}

from_js! {
    AnswerChange { question, locale, kind, regression, before, after }
    ArchiveImport { drafts, left_out, problems }
    CheckReport { locales, changes, changed }
    Deed { by, at }
    DiffLine { change, from, to, parts }
    DiffPart { text, marked }
    DocumentLine { document, title, kind, locales }
    DocumentList { locale, documents }
    DocumentVersions { document, versions }
    Figures { answered, right, wrong, wrong_rate_upper95 }
    HtmlImport { document, source, left_out, problems }
    LeftOut { what, times }
    LocaleReport { locale, cases, examples, before, after, accepted_risk, above_risk }
    LocaleState { locale, in_force, newest }
    Place { answer, title, words }
    Preview { document, title, locale, effective_from, sections, problems, hints }
    Publication { versions, publish_at }
    PublicationCheck {
        id, state, done, total, requested, versions, report, blocked, overridden, reason,
    }
    SectionText { answer, section, title, path, blocks, questions, answers, complaints }
    SourceProblem { file, line, reason }
    TextDiff { from, to, lines }
    VersionId { document, locale, version }
}

impl FromJs for Version {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            id: VersionId::from_js(value)?,
            title: field(value, "title")?,
            kind: field(value, "kind")?,
            state: field(value, "state")?,
            in_force: field(value, "in_force")?,
            effective_from: field(value, "effective_from")?,
            effective_to: field(value, "effective_to")?,
            publish_at: field(value, "publish_at")?,
            restores: field(value, "restores")?,
            comment: field(value, "comment")?,
            written: field(value, "written")?,
            submitted: field(value, "submitted")?,
            returned: field(value, "returned")?,
            approved: field(value, "approved")?,
            published: field(value, "published")?,
        })
    }
}

impl FromJs for VersionText {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            version: Version::from_js(value)?,
            source: field(value, "source")?,
            sections: field(value, "sections")?,
            hints: field(value, "hints")?,
        })
    }
}

impl FromJs for Hint {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(match field::<String>(value, "type")?.as_str() {
            "broken_link" => {
                Self::BrokenLink { place: field(value, "place")?, reason: field(value, "reason")? }
            }
            "contradiction" => {
                Self::Contradiction { one: field(value, "one")?, other: field(value, "other")? }
            }
            "duplicate" => Self::Duplicate {
                question: field(value, "question")?,
                answers: field(value, "answers")?,
            },
            _ => return None,
        })
    }
}
