//! Where the headings and the blocks of questions of a policy file stand.

use super::markdown::{events, line_of};
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::{Range, RangeInclusive};

/// A heading that starts a section.
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) first_line: usize,
    pub(crate) last_line: usize,
    pub(crate) source: String,
}

/// A fenced block of questions.
pub(crate) struct Fence {
    /// Both fences included.
    pub(crate) lines: RangeInclusive<usize>,
    pub(crate) is_closed: bool,
}

/// The headings and blocks of questions that stand at the top level of a text, not inside lists
/// or quotes. Line numbers count from 1 and `skipped` lines stand before the text.
pub(crate) fn outline(text: &str, skipped: usize) -> (Vec<Heading>, Vec<Fence>) {
    let mut headings = Vec::new();
    let mut fences = Vec::new();
    let mut depth = 0;
    for (event, range) in events(text) {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    let lines = lines_of(text, &range, skipped);
                    match tag {
                        Tag::Heading { level, .. } => headings.push(Heading {
                            level: level as u8,
                            first_line: *lines.start(),
                            last_line: *lines.end(),
                            source: text[range].to_owned(),
                        }),
                        Tag::CodeBlock(CodeBlockKind::Fenced(info)) if &*info == "questions" => {
                            let is_closed = is_closed(&text[range]);
                            fences.push(Fence { lines, is_closed });
                        }
                        _ => {}
                    }
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    (headings, fences)
}

fn lines_of(text: &str, range: &Range<usize>, skipped: usize) -> RangeInclusive<usize> {
    let end = range.start + text[range.clone()].trim_end().len();
    skipped + line_of(text, range.start)..=skipped + line_of(text, end)
}

/// Whether a fenced block ends with a fence of its own; without one it swallows the rest of the
/// file.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let opening = lines.next().unwrap_or_default().trim_start();
    let mark = if opening.starts_with('~') { '~' } else { '`' };
    lines.next_back().is_some_and(|last| {
        let last = last.trim();
        last.len() >= 3 && last.chars().all(|character| character == mark)
    })
}
