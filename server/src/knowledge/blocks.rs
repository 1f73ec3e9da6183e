//! Turns Markdown events into typed blocks. Whatever a block cannot hold is a problem with its
//! line, never dropped in silence.

use super::characters::first_bad_character;
use super::problem::TextProblem;
use pulldown_cmark::{Event, LinkType, OffsetIter, Tag, TagEnd};
use std::iter::Peekable;
use std::ops::Range;
use vouch_shared::block::{Block, Span, is_safe_href};

/// The most rows of one table, without its head.
const MAX_TABLE_ROWS: usize = 200;
/// The most columns of one table.
const MAX_TABLE_COLUMNS: usize = 12;

/// Reads events into blocks and notes what is refused. The caller has limited the nesting, so
/// that lists and quotes may be read by recursion.
pub(crate) struct Builder<'a> {
    source: &'a str,
    events: Peekable<OffsetIter<'a>>,
    pub(crate) problems: Vec<TextProblem>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(source: &'a str, events: OffsetIter<'a>) -> Self {
        Self { source, events: events.peekable(), problems: Vec::new() }
    }

    /// Reads blocks up to the end of the container, or of the text.
    pub(crate) fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.peek().cloned() {
            if is_inline(&event) {
                // A tight list item holds its text without a paragraph around it.
                blocks.push(Block::Paragraph { spans: self.spans() });
                continue;
            }
            self.events.next();
            match event {
                Event::End(tag) if Some(tag) == end => break,
                Event::Start(tag) => blocks.extend(self.block(tag, &range)),
                Event::Rule => self.refuse(&range, "remove the line drawn across the text"),
                _ => {}
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: &Range<usize>) -> Option<Block> {
        let end = tag.to_end();
        match tag {
            Tag::Paragraph => Some(Block::Paragraph { spans: self.spans() }),
            Tag::Heading { level, .. } => {
                Some(Block::Heading { level: level as u8, spans: self.spans() })
            }
            Tag::BlockQuote(_) => Some(Block::Quote { blocks: self.blocks(Some(end)) }),
            Tag::List(start) => Some(self.list(start)),
            Tag::Table(_) => Some(self.table(range)),
            _ => {
                self.refuse(range, refusal(&tag));
                self.skip_to(end);
                None
            }
        }
    }

    fn list(&mut self, start: Option<u64>) -> Block {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            items.push(self.blocks(Some(TagEnd::Item)));
        }
        let first = start.map_or(1, |number| u32::try_from(number).unwrap_or(u32::MAX));
        Block::List { ordered: start.is_some(), start: first, items }
    }

    fn table(&mut self, range: &Range<usize>) -> Block {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        while let Some((event, row)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => {
                    rows.push(self.cells(TagEnd::TableRow));
                    self.check_row(&row, head.len());
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        if rows.len() > MAX_TABLE_ROWS {
            self.refuse(range, &format!("split the table: it has over {MAX_TABLE_ROWS} rows"));
        }
        if head.len() > MAX_TABLE_COLUMNS {
            let reason = format!("split the table: it has over {MAX_TABLE_COLUMNS} columns");
            self.refuse(range, &reason);
        }
        Block::Table { head, rows }
    }

    fn cells(&mut self, end: TagEnd) -> Vec<Vec<Span>> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.spans()),
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        cells
    }

    /// Markdown drops cells beyond the head's; that would be text lost.
    fn check_row(&mut self, row: &Range<usize>, columns: usize) {
        let line = self.source[row.start..].lines().next().unwrap_or_default();
        if cell_count(line) > columns {
            self.refuse(row, &format!("the row has more cells than the table's head ({columns})"));
        }
    }

    /// Reads inline events into spans, merging neighbours of one style. A soft line break is a
    /// space, as on a page; a hard one is a line feed within the text.
    fn spans(&mut self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut style = Style::default();
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            match event {
                Event::Text(text) => {
                    if let Some((_, reason)) = first_bad_character(&text) {
                        self.refuse(&range, &reason);
                    }
                    style.push(&text, &mut spans);
                }
                Event::SoftBreak => style.push(" ", &mut spans),
                Event::HardBreak => style.push("\n", &mut spans),
                Event::Start(Tag::Emphasis) => style.emphasis += 1,
                Event::End(TagEnd::Emphasis) => style.emphasis -= 1,
                Event::Start(Tag::Strong) => style.strong += 1,
                Event::End(TagEnd::Strong) => style.strong -= 1,
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    let href = if link_type == LinkType::Email && !dest_url.contains(':') {
                        format!("mailto:{dest_url}")
                    } else {
                        dest_url.into_string()
                    };
                    self.check_link(&range, &href, &title);
                    style.href = Some(href);
                }
                Event::End(TagEnd::Link) => style.href = None,
                Event::Start(tag) => {
                    self.refuse(&range, refusal(&tag));
                    self.skip_to(tag.to_end());
                }
                Event::Code(_) => self.refuse(&range, CODE),
                Event::InlineHtml(_) | Event::Html(_) => self.refuse(&range, HTML),
                Event::FootnoteReference(_) => self.refuse(&range, FOOTNOTE),
                Event::TaskListMarker(_) => {
                    self.refuse(&range, "write the item without a check box");
                }
                _ => self.refuse(&range, "write this as plain text"),
            }
        }
        if matches!(self.events.peek(), Some((Event::End(tag), _)) if holds_spans(*tag)) {
            self.events.next();
        }
        spans
    }

    fn check_link(&mut self, range: &Range<usize>, href: &str, title: &str) {
        if !is_safe_href(href) {
            let reason = format!(
                "the link to '{href}' must start with https:, mailto: or tel: and have no spaces"
            );
            self.refuse(range, &reason);
        }
        if !title.is_empty() {
            self.refuse(range, "remove the title of the link: it would not be shown");
        }
        if matches!(self.events.peek(), Some((Event::End(TagEnd::Link), _))) {
            self.refuse(range, "give the link a text to click on");
        }
    }

    fn skip_to(&mut self, end: TagEnd) {
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                Event::End(tag) if tag == end => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn refuse(&mut self, range: &Range<usize>, reason: &str) {
        let line = self.source[..range.start].matches('\n').count() + 1;
        self.problems.push(TextProblem::new(line, reason));
    }
}

const HTML: &str = "remove the HTML: approved text is Markdown only";
const CODE: &str = "remove the code: write it as plain text, without backticks or indentation \
                    (only blocks of `questions`, not inside lists or quotes, may be fenced)";
const FOOTNOTE: &str = "write the footnote into the text";

fn refusal(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::HtmlBlock => HTML,
        Tag::CodeBlock(_) => CODE,
        Tag::Image { .. } => "remove the image: describe what it shows in words",
        Tag::FootnoteDefinition(_) => FOOTNOTE,
        Tag::Strikethrough => "remove the struck-out text: a card would show it as valid",
        _ => "write this as plain text",
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_end(tag.to_end()),
        Event::End(tag) => is_inline_end(*tag),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

fn holds_spans(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell)
}

/// How many cells a row of a table has as it is written.
fn cell_count(line: &str) -> usize {
    let row = line.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 1;
    let mut escaped = false;
    for (index, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped && index + 1 < row.len() {
            cells += 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells
}

#[derive(Default)]
struct Style {
    strong: u32,
    emphasis: u32,
    href: Option<String>,
}

impl Style {
    fn push(&self, text: &str, spans: &mut Vec<Span>) {
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match spans.last_mut() {
            Some(last)
                if last.strong == strong && last.emphasis == emphasis && last.href == self.href =>
            {
                last.text.push_str(text);
            }
            _ => {
                let href = self.href.clone();
                spans.push(Span { text: text.to_owned(), strong, emphasis, href });
            }
        }
    }
}
