//! A policy file: front matter, then headings, each with its text and, in fenced blocks marked
//! `questions`, what shoppers may ask. Every problem of a file is reported, not only the first.

use super::characters::first_bad_character;
use super::document::{
    Document, DocumentKind, MAX_POLICY_BYTES, MAX_SECTIONS, MAX_TITLE_CHARS, Section, content_hash,
};
use super::front_matter::{FrontMatter, parse_front_matter};
use super::markdown::parse_blocks;
use super::outline::{Fence, Heading, outline};
use super::problem::{ImportProblem, TextProblem};
use super::questions::check_question;
use super::slug::slug;
use std::collections::BTreeMap;
use vouch_shared::block::plain_text;

/// Parses a policy file. Line ends and a byte order mark, which editors change unasked, are
/// brought to one form first; everything else is taken as it is.
pub fn parse_document(file: &str, source: &str) -> Result<Document, Vec<ImportProblem>> {
    parse(&source.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")).map_err(|mut problems| {
        problems.sort();
        problems.dedup();
        problems.into_iter().map(|problem| problem.in_file(file)).collect()
    })
}

fn parse(source: &str) -> Result<Document, Vec<TextProblem>> {
    if source.len() > MAX_POLICY_BYTES {
        return Err(vec![TextProblem::new(1, "split the file: it is over 1 MiB")]);
    }
    if source.trim().is_empty() {
        let reason = "the file is empty: write front matter, a heading and a text";
        return Err(vec![TextProblem::new(1, reason)]);
    }
    let mut problems: Vec<_> = source
        .lines()
        .enumerate()
        .filter_map(|(index, line)| Some((index + 1, first_bad_character(line)?.1)))
        .map(|(line, reason)| TextProblem::new(line, reason))
        .collect();
    let (front, front_lines) = parse_front_matter(source);
    let mut body = Body::new(source, front_lines);
    let sections = body.sections();
    problems.append(&mut body.problems);
    match front {
        Ok(front) if problems.is_empty() => {
            let document = document(front, sections, source);
            refuse_questions_of_replies(&document)?;
            Ok(document)
        }
        Ok(_) => Err(problems),
        Err(mut wrong) => {
            problems.append(&mut wrong);
            Err(problems)
        }
    }
}

/// A canned reply is picked by a person, so there is nothing for a question to teach.
fn refuse_questions_of_replies(document: &Document) -> Result<(), Vec<TextProblem>> {
    let asks = |section: &&Section| !section.questions.is_empty();
    let reply = document.kind == DocumentKind::Reply;
    match document.sections.iter().find(asks).filter(|_| reply) {
        None => Ok(()),
        Some(section) => Err(vec![TextProblem::new(
            1,
            format!("a canned reply answers no question: remove those under '{}'", section.title),
        )]),
    }
}

fn document(front: FrontMatter, sections: Vec<Section>, source: &str) -> Document {
    Document {
        kind: front.kind,
        id: front.id,
        title: front.title,
        locale: front.locale,
        owner: Some(front.owner),
        effective_from: front.effective_from,
        effective_to: front.effective_to,
        sections,
        out_of_scope: Vec::new(),
        content_hash: content_hash(source),
        source: source.to_owned(),
    }
}

/// A line of the file and its number.
type Line<'a> = (usize, &'a str);

struct Body<'a> {
    /// The lines after the front matter.
    lines: Vec<Line<'a>>,
    headings: Vec<Heading>,
    fences: Vec<Fence>,
    /// The headings that the current one stands under: level, slug and title.
    above: Vec<(u8, String, String)>,
    /// The line on which each id was first seen.
    seen: BTreeMap<String, usize>,
    problems: Vec<TextProblem>,
}

impl<'a> Body<'a> {
    fn new(source: &'a str, skip: usize) -> Self {
        let lines: Vec<Line<'a>> = (1..).zip(source.lines()).skip(skip).collect();
        let start = source.split_inclusive('\n').take(skip).map(str::len).sum::<usize>();
        let (headings, fences) = outline(&source[start..], skip);
        let (above, seen, problems) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { lines, headings, fences, above, seen, problems }
    }

    fn sections(&mut self) -> Vec<Section> {
        self.check_preface();
        if self.headings.len() > MAX_SECTIONS {
            self.refuse(1, format!("split the file: it has over {MAX_SECTIONS} headings"));
            return Vec::new();
        }
        let headings = std::mem::take(&mut self.headings);
        let titles = headings.iter().filter(|heading| heading.level == 1).count();
        let mut sections = Vec::new();
        for (index, heading) in headings.iter().enumerate() {
            let is_document_title = index == 0 && heading.level == 1 && titles == 1;
            let end = headings.get(index + 1).map_or(usize::MAX, |next| next.first_line);
            sections.push(self.section(heading, end, is_document_title));
        }
        if !sections.is_empty() && sections.iter().all(|section| section.markdown.is_empty()) {
            self.refuse(1, "no heading has any text under it: write some");
        }
        sections
    }

    fn check_preface(&mut self) {
        let first = self.headings.first().map_or(usize::MAX, |heading| heading.first_line);
        let stray =
            self.lines.iter().find(|(number, line)| *number < first && !line.trim().is_empty());
        match stray {
            _ if first == usize::MAX => self.refuse(
                self.lines.first().map_or(1, |(number, _)| *number),
                "there is no heading: put one, such as '## How long', above each text",
            ),
            Some(&(number, _)) => self.refuse(number, "put a heading above this text"),
            None => {}
        }
    }

    fn section(&mut self, heading: &Heading, end: usize, is_document_title: bool) -> Section {
        let title = self.title(heading);
        let (id, path) = if is_document_title {
            (String::new(), Vec::new())
        } else {
            self.place(heading, &title)
        };
        let own = self.own_lines(heading.last_line + 1, end);
        let markdown = own.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        let blocks = match parse_blocks(&markdown) {
            Ok(blocks) => blocks,
            Err(problems) => {
                for TextProblem { line, reason } in problems {
                    let line = own.get(line - 1).map_or(heading.first_line, |(number, _)| *number);
                    self.refuse(line, reason);
                }
                Vec::new()
            }
        };
        let questions = self.questions(heading.last_line, end);
        if markdown.is_empty() && !questions.is_empty() {
            let reason = format!("'{title}' has questions but no text: add the text");
            self.refuse(heading.first_line, reason);
        }
        let content_hash = content_hash(&markdown);
        Section { id, level: heading.level, title, path, markdown, blocks, questions, content_hash }
    }

    fn title(&mut self, heading: &Heading) -> String {
        let title = match parse_blocks(&heading.source) {
            Ok(blocks) => plain_text(&blocks).replace('\n', " ").trim().to_owned(),
            Err(problems) => {
                for problem in problems {
                    self.refuse(heading.first_line + problem.line - 1, problem.reason);
                }
                return String::new();
            }
        };
        if slug(&title).is_empty() {
            self.refuse(heading.first_line, "give the heading a text with letters or digits");
        }
        if title.chars().count() > MAX_TITLE_CHARS {
            let reason = format!("shorten the heading to {MAX_TITLE_CHARS} characters");
            self.refuse(heading.first_line, reason);
        }
        title
    }

    /// The id of a heading and the titles above it.
    fn place(&mut self, heading: &Heading, title: &str) -> (String, Vec<String>) {
        while self.above.last().is_some_and(|(level, ..)| *level >= heading.level) {
            self.above.pop();
        }
        let path = self.above.iter().map(|(_, _, title)| title.clone()).collect();
        self.above.push((heading.level, slug(title), title.to_owned()));
        let slugs: Vec<_> = self.above.iter().map(|(_, slug, _)| slug.as_str()).collect();
        let id = slugs.join("/");
        let line = heading.first_line;
        if let Some(first) = self.seen.insert(id.clone(), line) {
            let reason = format!(
                "two headings have the id '{id}', on lines {first} and {line}: rename one of them"
            );
            self.refuse(line, reason);
        }
        (id, path)
    }

    /// The lines of a section's own text. A block of questions counts as a blank line, so that
    /// changing the questions never changes the text.
    fn own_lines(&self, start: usize, end: usize) -> Vec<Line<'a>> {
        let mut own: Vec<Line<'a>> = Vec::new();
        let mut after_fence = true;
        for &(number, line) in self.within(start, end) {
            let is_blank = line.trim().is_empty();
            if self.fences.iter().any(|fence| fence.lines.contains(&number)) {
                trim_blank_end(&mut own);
                if !own.is_empty() {
                    own.push((number, ""));
                }
                after_fence = true;
            } else if !(is_blank && after_fence) {
                own.push((number, line));
                after_fence = false;
            }
        }
        trim_blank_end(&mut own);
        own
    }

    fn within(&self, start: usize, end: usize) -> &[Line<'a>] {
        let offset = self.lines.first().map_or(1, |(number, _)| *number);
        let last = (end - offset).min(self.lines.len());
        &self.lines[(start - offset).min(last)..last]
    }

    fn questions(&mut self, start: usize, end: usize) -> Vec<String> {
        let mut questions = Vec::new();
        let mut wrong = Vec::new();
        for fence in self.fences.iter().filter(|fence| (start..end).contains(fence.lines.start())) {
            if !fence.is_closed {
                let reason = "the block of questions never ends: close it with a line '```'";
                wrong.push(TextProblem::new(*fence.lines.start(), reason));
                continue;
            }
            for &(number, line) in self.within(fence.lines.start() + 1, *fence.lines.end()) {
                match check_question(line) {
                    _ if line.trim().is_empty() => {}
                    Ok(question) => questions.push(question),
                    Err(reason) => wrong.push(TextProblem::new(number, reason)),
                }
            }
        }
        self.problems.append(&mut wrong);
        questions
    }

    fn refuse(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(TextProblem::new(line, reason));
    }
}

fn trim_blank_end(lines: &mut Vec<Line<'_>>) {
    while lines.last().is_some_and(|(_, line)| line.trim().is_empty()) {
        lines.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRONT: &str = "---\nid: returns\ntitle: Returns\nlocale: en\nowner: Ada\n---\n";

    fn parse_body(body: &str) -> Result<Document, Vec<ImportProblem>> {
        parse_document("returns.md", &format!("{FRONT}{body}"))
    }

    fn ids(document: &Document) -> Vec<String> {
        document.answers().map(|(id, _)| id.0).collect()
    }

    #[test]
    fn sections_have_paths_texts_and_questions() {
        let document = parse_body(
            "\n# Returns\n\nIntro.\n\n## How long?\n\n### Sale *items*\n\nOne.\n\n\
             ```questions\nhow long\n\n  sale return  \n```\n\nTwo.\n\n## Costs\n\nFree.\n",
        )
        .unwrap();
        assert_eq!(ids(&document), ["returns", "returns/how-long/sale-items", "returns/costs"]);
        let sale = &document.sections[2];
        assert_eq!((sale.title.as_str(), sale.level), ("Sale items", 3));
        assert_eq!(sale.path, ["How long?"]);
        assert_eq!(sale.markdown, "One.\n\nTwo.");
        assert_eq!(sale.questions, ["how long", "sale return"]);
        assert_eq!(sale.content_hash, content_hash("One.\n\nTwo."));
        assert!(!document.sections[1].is_answer());
    }

    #[test]
    fn two_titles_of_the_first_level_are_sections() {
        let document = parse_body("# A\n\na\n\n# B\n\nb\n").unwrap();
        assert_eq!(ids(&document), ["returns/a", "returns/b"]);
    }

    #[test]
    fn line_ends_and_questions_do_not_change_the_text() {
        let plain = parse_body("## A\n\nOne\ntwo.\n").unwrap();
        let asked = parse_body("## A\n\nOne\ntwo.\n\n```questions\nwhat\n```\n").unwrap();
        let windows = format!("\u{feff}{FRONT}## A\n\nOne\ntwo.\n").replace('\n', "\r\n");
        let windows = parse_document("returns.md", &windows).unwrap();
        assert_eq!(plain.sections[0].content_hash, asked.sections[0].content_hash);
        assert_eq!(plain, windows);
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        let front = FRONT.lines().count();
        for (body, line, reason) in [
            ("Text.\n\n## A\n\na", 1, "put a heading above"),
            ("Text only.", 1, "there is no heading"),
            ("## A\n\n## B\n", 1, "no heading has any text"),
            ("## A\n\na\n\n## A!\n\nb", 5, "on lines 7 and 11"),
            ("## A\n\na\n\n##\n\nb", 5, "letters or digits"),
            ("## A\n\na\n\n## <b>B</b>\n\nb", 5, "HTML"),
            ("## A\n\n```questions\nq\n```\n\n## B\n\nb", 1, "questions but no text"),
            ("## A\n\na\n\n```questions\nq\n\n## B\n\nb", 5, "never ends"),
            ("## A\n\na\n\n```questions\nfine\n\u{200b}\n```\n", 7, "invisible"),
            ("## A\n\n```questions\nq\n```\n\nfine\n\n`code`\n", 9, "code"),
            ("## A\n\n```js\ncode\n```\n", 3, "code"),
        ] {
            let problems = parse_body(body).unwrap_err();
            let line = if reason.starts_with("no heading") { 1 } else { front + line };
            assert!(
                problems.iter().any(|p| p.line == line && p.reason.contains(reason)),
                "{body}: {problems:?}"
            );
        }
        let long = format!("## A\n\na\n\n```questions\n{}\n```", "q".repeat(401));
        assert!(parse_body(&long).unwrap_err()[0].reason.contains("400 characters"));
        assert!(parse_body(&"x".repeat(MAX_POLICY_BYTES)).unwrap_err()[0].reason.contains("1 MiB"));
        assert!(parse_document("e.md", " \n").unwrap_err()[0].reason.contains("empty"));
        let many = "## A\n\na\n\n".repeat(MAX_SECTIONS + 1);
        assert!(parse_body(&many).unwrap_err()[0].reason.contains("2000 headings"));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let problems =
            parse_document("x.md", "---\nid: X\n---\nText.\n\n## A\n\n<i>a</i>\n").unwrap_err();
        assert_eq!(problems.len(), 6, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.file == "x.md"));
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(
            text in "\\PC{0,200}",
            body in "(#{1,3} [a-c]\n|[a-z]{1,5}\n|\n|```questions\n|```\n|> |- |    |\\|){0,30}",
        ) {
            let _ = parse_document("x.md", &text);
            if let Ok(document) = parse_body(&body) {
                for section in &document.sections {
                    prop_assert_eq!(parse_blocks(&section.markdown), Ok(section.blocks.clone()));
                }
            }
        }
    }
}
