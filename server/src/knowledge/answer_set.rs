//! An answer set: one JSON object a line, each an approved answer with example questions. A line
//! with `"id": null` holds questions that must not be answered.

use super::characters::first_bad_character;
use super::document::{
    Document, DocumentKind, MAX_ANSWER_SET_BYTES, MAX_SECTIONS, MAX_TITLE_CHARS, Section,
    content_hash,
};
use super::markdown::parse_blocks;
use super::problem::{ImportProblem, TextProblem};
use super::questions::check_question;
use super::slug::slug;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The longest id of an answer, in characters.
const MAX_ID_CHARS: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerLine {
    // Without a default of its own: a line must say `"id": null`, not forget the id.
    #[serde(deserialize_with = "Option::deserialize")]
    id: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    questions: Vec<String>,
}

/// What an answer set is for, and so what its answers need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// To be shown: every answer has a title and a text, and there are not too many.
    #[default]
    Showing,
    /// To measure the engine: texts may be missing, the id stands in for a missing title, and no
    /// number of answers is too large.
    Measuring,
}

/// Parses an answer set. It has no front matter: its document is called like the file, and its
/// language is the one given.
pub fn parse_answer_set(
    file: &str,
    source: &str,
    locale: &str,
    purpose: Use,
) -> Result<Document, Vec<ImportProblem>> {
    let source = source.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let mut set = AnswerSet { purpose, ..AnswerSet::default() };
    set.read(&source);
    let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let id = slug(stem);
    if id.is_empty() {
        set.refuse(1, "give the file a name of letters and digits");
    }
    if set.problems.is_empty() {
        return Ok(Document {
            kind: DocumentKind::AnswerSet,
            title: stem.replace(['-', '_'], " "),
            id,
            locale: locale.to_owned(),
            owner: None,
            effective_from: None,
            effective_to: None,
            sections: set.sections,
            out_of_scope: set.out_of_scope,
            content_hash: content_hash(&source),
            source,
        });
    }
    set.problems.sort();
    Err(set.problems.into_iter().map(|problem| problem.in_file(file)).collect())
}

#[derive(Default)]
struct AnswerSet {
    purpose: Use,
    sections: Vec<Section>,
    out_of_scope: Vec<String>,
    /// The line on which each id was first seen.
    seen: BTreeMap<String, usize>,
    problems: Vec<TextProblem>,
}

impl AnswerSet {
    fn read(&mut self, source: &str) {
        if source.len() > MAX_ANSWER_SET_BYTES {
            return self.refuse(1, "split the file: it is over 16 MiB");
        }
        for (number, line) in (1..).zip(source.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<AnswerLine>(line) {
                Ok(answer) => self.add(number, answer),
                Err(error) => self.refuse(
                    number,
                    format!(
                        "write the line as {{\"id\": …, \"title\": …, \"text\": …, \
                         \"questions\": […]}}: {error}"
                    ),
                ),
            }
        }
        if self.problems.is_empty() && self.sections.is_empty() && self.out_of_scope.is_empty() {
            self.refuse(1, "the file is empty: write one answer a line");
        }
        if self.sections.len() > MAX_SECTIONS && self.purpose == Use::Showing {
            self.refuse(1, format!("split the file: it has over {MAX_SECTIONS} answers"));
        }
    }

    fn add(&mut self, line: usize, answer: AnswerLine) {
        let questions = self.questions(line, &answer.questions);
        let Some(id) = answer.id else {
            let has_text = [answer.title, answer.text].into_iter().flatten().any(|s| !s.is_empty());
            if has_text {
                self.refuse(line, "a line with \"id\": null has questions only: remove the rest");
            }
            self.out_of_scope.extend(questions);
            return;
        };
        self.check_id(line, &id);
        let title = self.title(line, &id, answer.title);
        let markdown = answer.text.unwrap_or_default().replace("\r\n", "\n");
        let markdown = trim_blank_lines(&markdown).to_owned();
        let blocks = parse_blocks(&markdown).unwrap_or_else(|problems| {
            for problem in problems {
                let reason = format!("line {} of the text: {}", problem.line, problem.reason);
                self.refuse(line, reason);
            }
            Vec::new()
        });
        if markdown.is_empty() && self.purpose == Use::Showing {
            self.refuse(line, "give the answer a \"text\"");
        }
        let content_hash = content_hash(&markdown);
        let (level, path) = (1, Vec::new());
        self.sections.push(Section {
            id,
            level,
            title,
            path,
            markdown,
            blocks,
            questions,
            content_hash,
        });
    }

    fn check_id(&mut self, line: usize, id: &str) {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
        let length = id.chars().count();
        if id.trim() != id || !(1..=MAX_ID_CHARS).contains(&length) || !id.chars().all(is_plain) {
            let reason = format!(
                "write the id with 1 to {MAX_ID_CHARS} letters, digits, '-', '_', '.' and '/'"
            );
            self.refuse(line, reason);
        }
        if let Some(first) = self.seen.insert(id.to_owned(), line) {
            let reason = format!("the id '{id}' stands twice, on lines {first} and {line}");
            self.refuse(line, reason);
        }
    }

    fn title(&mut self, line: usize, id: &str, title: Option<String>) -> String {
        let title = title.unwrap_or_default().trim().to_owned();
        if title.is_empty() && self.purpose == Use::Measuring {
            return id.replace(['_', '-', '/'], " ");
        }
        if title.is_empty() || title.contains('\n') || title.chars().count() > MAX_TITLE_CHARS {
            let reason =
                format!("give the answer a \"title\" of 1 to {MAX_TITLE_CHARS} characters");
            self.refuse(line, reason);
        }
        if let Some((_, reason)) = first_bad_character(&title) {
            self.refuse(line, reason);
        }
        title
    }

    fn questions(&mut self, line: usize, texts: &[String]) -> Vec<String> {
        let mut questions = Vec::new();
        for text in texts {
            match check_question(text) {
                Ok(question) => questions.push(question),
                Err(reason) => self.refuse(line, format!("question '{}': {reason}", shorten(text))),
            }
        }
        questions
    }

    fn refuse(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(TextProblem::new(line, reason));
    }
}

fn shorten(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(40).collect()
}

/// A text without the blank lines around it. Spaces at the head of the first line stay: they can
/// mean something.
fn trim_blank_lines(text: &str) -> &str {
    let blank: usize =
        text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let text = &text[blank..];
    let end = text.trim_end().len();
    let rest = text[end..].find('\n').map_or(text.len(), |feed| end + feed);
    &text[..rest]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Result<Document, Vec<ImportProblem>> {
        parse_answer_set("sets/store_faq.jsonl", source, "en", Use::Showing)
    }

    const GOOD: &str = r#"{"id": "EMI", "title": "Instalments", "text": "Yes, **three**.", "questions": ["emi?"]}"#;

    #[test]
    fn answers_and_out_of_scope_questions_are_read() {
        let source =
            format!("{GOOD}\n\n{{\"id\": null, \"questions\": [\"hi\", \"tell a joke\"]}}\n");
        let document = parse(&source).unwrap();
        assert_eq!((document.id.as_str(), document.title.as_str()), ("store-faq", "store faq"));
        assert_eq!(document.out_of_scope, ["hi", "tell a joke"]);
        let (id, section) = document.answers().next().unwrap();
        assert_eq!((id.as_str(), section.markdown.as_str()), ("EMI", "Yes, **three**."));
        assert_eq!(section.questions, ["emi?"]);
        assert!(
            parse("{\"id\": null, \"title\": \"\", \"text\": \"\", \"questions\": [\"x\"]}")
                .is_ok()
        );
    }

    #[test]
    fn a_set_to_measure_with_needs_neither_titles_nor_texts() {
        let line = r#"{"id": "EMI", "questions": ["emi?"]}"#;
        assert!(parse(line).is_err());
        let set = parse_answer_set("set.jsonl", line, "en", Use::Measuring).unwrap();
        assert_eq!((set.sections[0].title.as_str(), set.sections[0].questions.len()), ("EMI", 1));
        assert!(parse_answer_set("set.jsonl", "{\"id\": \"a b<\"}", "en", Use::Measuring).is_err());
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (from, to, reason) in [
            ("\"EMI\"", "\"\"", "write the id"),
            ("\"EMI\"", "\"a<b\"", "write the id"),
            ("\"id\": \"EMI\", ", "", "missing field `id`"),
            ("\"EMI\"", "null", "questions only"),
            ("Instalments", "", "a \"title\""),
            ("Yes, **three**.", "", "a \"text\""),
            ("**three**", "<b>three</b>", "line 1 of the text: remove the HTML"),
            ("\"emi?\"", "\" \"", "empty question"),
            ("\"emi?\"", "\"a\\u202eb\"", "bidirectional"),
            ("\"questions\"", "\"question\"", "unknown field"),
            ("}", "", "EOF"),
        ] {
            let source = format!("{}\n{}", GOOD.replace("EMI", "A"), GOOD.replacen(from, to, 1));
            let problems = parse(&source).unwrap_err();
            assert!(
                problems.iter().any(|p| p.line == 2 && p.reason.contains(reason)),
                "{to}: {problems:?}"
            );
        }
        let twice = parse(&format!("{GOOD}\n{GOOD}")).unwrap_err();
        assert!(twice[0].reason.contains("on lines 1 and 2"), "{twice:?}");
        assert!(parse("").unwrap_err()[0].reason.contains("empty"));
    }
}
