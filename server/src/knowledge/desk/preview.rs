//! How a text would look before it is saved, and what is wrong with it.

use super::Editor;
use super::reading::texts_beside;
use crate::error::Error;
use crate::knowledge::document::{Document, answer_id};
use crate::knowledge::hints::{self, Text};
use crate::knowledge::policy::parse_document;
use crate::knowledge::problem::ImportProblem;
use crate::store;
use vouch_shared::knowledge::{Preview, SectionText, SourceProblem};

/// What problems of a text in the console are said of.
const NAME: &str = "document";

/// Reads a text as it would be saved.
pub async fn preview(editor: &Editor<'_>, source: &str) -> Result<Preview, Error> {
    let document = match parse_document(NAME, source) {
        Ok(document) => document,
        Err(problems) => return Ok(unreadable(editor, problems)),
    };
    let sections = sections(&document);
    let own: Vec<Text> = sections.iter().map(Text::of).collect();
    let versions = store::knowledge::versions(editor.store, &editor.site.key).await?;
    let others = texts_beside(editor, &versions, &document.locale, &document.id).await?;
    let hints = hints::about(&own, &others, &editor.site.origins);
    Ok(Preview {
        document: document.id,
        title: document.title,
        locale: document.locale,
        effective_from: document.effective_from,
        sections,
        problems: Vec::new(),
        hints,
    })
}

fn unreadable(editor: &Editor<'_>, problems: Vec<ImportProblem>) -> Preview {
    Preview {
        document: String::new(),
        title: String::new(),
        locale: editor.site.locale.clone(),
        effective_from: None,
        sections: Vec::new(),
        problems: in_source(problems),
        hints: Vec::new(),
    }
}

/// Problems of one text, whose name says nothing.
pub(crate) fn in_source(problems: Vec<ImportProblem>) -> Vec<SourceProblem> {
    let told = |problem: ImportProblem| SourceProblem {
        file: None,
        line: problem.line,
        reason: problem.reason,
    };
    problems.into_iter().map(told).collect()
}

fn sections(document: &Document) -> Vec<SectionText> {
    let text = |section: &crate::knowledge::document::Section| SectionText {
        answer: answer_id(document.kind, &document.id, &section.id),
        section: section.id.clone(),
        title: section.title.clone(),
        path: section.path.clone(),
        blocks: section.blocks.clone(),
        questions: section.questions.clone(),
        answers: 0,
        complaints: 0,
    };
    document.sections.iter().map(text).collect()
}

/// Parses a text that is to be saved.
pub(super) fn parsed(source: &str) -> Result<Document, Error> {
    parse_document(NAME, source).map_err(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|one| format!("line {}: {}", one.line, one.reason)).collect();
        Error::invalid("source", lines.join("\n"))
    })
}
