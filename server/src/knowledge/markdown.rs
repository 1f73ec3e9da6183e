//! Markdown to typed blocks. The text of the blocks is what a browser would show for the same
//! Markdown, character for character: no smart punctuation, no HTML, nothing left out. The one
//! thing a browser does that is not done here is folding runs of spaces, which happens on show.

use super::blocks::Builder;
use super::characters::first_bad_character;
use super::document::MAX_SECTION_CHARS;
use super::problem::TextProblem;
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag};
use vouch_shared::block::Block;

/// How deep lists and quotes may stand in one another.
const MAX_DEPTH: usize = 6;

/// The blocks of a text, or everything that is wrong with it.
///
/// Headings, paragraphs, lists, tables, quotes, links, strong and emphasised text are known. A
/// soft line break is a space; a hard one is a line feed within a span.
pub fn parse_blocks(markdown: &str) -> Result<Vec<Block>, Vec<TextProblem>> {
    let mut problems = Vec::new();
    if markdown.chars().count() > MAX_SECTION_CHARS {
        let reason = format!("split the text: it is over {MAX_SECTION_CHARS} characters long");
        return Err(vec![TextProblem::new(1, reason)]);
    }
    if let Some((line, reason)) = first_bad_character(markdown) {
        problems.push(TextProblem::new(line, reason));
    }
    if let Some(line) = first_too_deep(markdown) {
        let reason = format!("lists and quotes may stand {MAX_DEPTH} deep, not deeper");
        problems.push(TextProblem::new(line, reason));
        return Err(problems);
    }
    for offset in reference_definitions(markdown) {
        let reason = "write the link where its text stands: [text](https://…)";
        problems.push(TextProblem::new(line_of(markdown, offset), reason));
    }
    let mut builder = Builder::new(markdown, events(markdown));
    let blocks = builder.blocks(None);
    problems.append(&mut builder.problems);
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(blocks) } else { Err(problems) }
}

/// The events of a text. Footnotes, task lists and strikethrough are recognised only so that
/// they can be refused.
pub(crate) fn events(markdown: &str) -> OffsetIter<'_> {
    parser(markdown).into_offset_iter()
}

fn parser(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(markdown, options)
}

/// Where link definitions stand: they would vanish from the text.
fn reference_definitions(markdown: &str) -> Vec<usize> {
    parser(markdown).reference_definitions().iter().map(|(_, found)| found.span.start).collect()
}

fn first_too_deep(markdown: &str) -> Option<usize> {
    let mut depth = 0;
    for (event, range) in events(markdown) {
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
            Event::End(tag) if is_container(tag) => depth -= 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(line_of(markdown, range.start));
        }
    }
    None
}

fn is_container(tag: pulldown_cmark::TagEnd) -> bool {
    matches!(tag, pulldown_cmark::TagEnd::List(_) | pulldown_cmark::TagEnd::BlockQuote(_))
}

/// The line, counted from 1, that a byte of a text stands on.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}
