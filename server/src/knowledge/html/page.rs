//! What a page's tags and texts add up to: headings, paragraphs, lists and tables, in the order of
//! the page, without any nesting beyond what a document can hold. Nothing here recurs, so that no
//! page is too deep.

use super::writing;
use crate::knowledge::characters::without_bad;
use crate::knowledge::document::MAX_TITLE_CHARS;
use crate::knowledge::slug::slug;
use std::collections::{BTreeMap, BTreeSet};
use vouch_shared::block::{Span, is_safe_href};

/// How deep lists may stand in one another; deeper ones continue at this depth.
const MAX_LIST_DEPTH: usize = 5;

/// Elements that are left out with all that is in them, and what they are called.
const LEFT_OUT: &[(&str, &str)] = &[
    ("script", "scripts"),
    ("style", "styles"),
    ("noscript", "scripts"),
    ("nav", "navigation"),
    ("footer", "page footers"),
    ("aside", "side notes"),
    ("form", "forms"),
    ("button", "forms"),
    ("select", "forms"),
    ("textarea", "forms"),
    ("iframe", "embedded pages"),
    ("object", "embedded pages"),
    ("video", "films and sounds"),
    ("audio", "films and sounds"),
    ("svg", "pictures"),
    ("canvas", "pictures"),
    ("math", "formulas"),
    ("template", "templates"),
    ("del", "struck-out text"),
    ("s", "struck-out text"),
    ("strike", "struck-out text"),
    ("dialog", "hidden text"),
    ("xmp", "code"),
    ("noembed", "embedded pages"),
    ("noframes", "embedded pages"),
    ("plaintext", "code"),
];

/// Elements without content that are left out.
const LEFT_OUT_EMPTY: &[(&str, &str)] = &[
    ("img", "pictures"),
    ("embed", "embedded pages"),
    ("input", "forms"),
    ("hr", "lines drawn across"),
];

/// Elements that never have an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that stand in a line.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "big", "acronym",
];

/// Something on the page.
#[derive(Debug)]
enum Part {
    Heading {
        level: u8,
        title: String,
    },
    /// Markdown of a paragraph, list item or table.
    Block {
        markdown: String,
        tight: bool,
    },
}

#[derive(Debug)]
struct List {
    ordered: bool,
    next: usize,
    /// Whether an item of it has been written: only then can something stand inside it.
    written: bool,
}

/// A page that is being read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) left_out: BTreeMap<&'static str, usize>,
    parts: Vec<Part>,
    titles: BTreeSet<String>,
    spans: Vec<Span>,
    /// The element that is left out, and how many of its name stand in one another.
    skipping: Option<(String, usize)>,
    in_title: bool,
    heading: Option<u8>,
    strong: usize,
    emphasis: usize,
    href: Option<String>,
    quote: bool,
    lists: Vec<List>,
    /// How many lists are open beyond the deepest that is kept.
    deeper: usize,
    /// The mark that the next text in a list gets.
    marker: Option<String>,
    rows: Option<Vec<Vec<Vec<Span>>>>,
}

impl Page {
    pub(super) fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name && !VOID.contains(&name));
            return;
        }
        if let Some((_, what)) = LEFT_OUT_EMPTY.iter().find(|(left_out, _)| *left_out == name) {
            return self.leave_out(what);
        }
        let is_void = VOID.contains(&name);
        let left_out = LEFT_OUT.iter().find(|(left_out, _)| *left_out == name);
        let hidden = (!is_void && is_hidden(attribute)).then_some("hidden text");
        if let Some(what) = left_out.map(|(_, what)| *what).or(hidden) {
            self.leave_out(what);
            self.skipping = Some((name.to_owned(), 1));
            return;
        }
        match name {
            "b" | "strong" => self.strong += 1,
            "i" | "em" => self.emphasis += 1,
            "a" => self.open_link(attribute("href")),
            "br" => self.push_text("\n"),
            "title" => self.in_title = true,
            _ if INLINE.contains(&name) || is_void => {}
            _ => self.open_block(name),
        }
    }

    fn open_block(&mut self, name: &str) {
        self.flush();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.rows.is_none() => {
                self.heading = name[1..].parse().ok();
                (self.lists, self.deeper, self.marker) = (Vec::new(), 0, None);
            }
            "ul" | "ol" | "menu" if self.lists.len() < MAX_LIST_DEPTH => {
                self.lists.push(List { ordered: name == "ol", next: 1, written: false });
            }
            "ul" | "ol" | "menu" => self.deeper += 1,
            "li" => self.open_item(),
            "blockquote" => self.quote = true,
            "table" if self.rows.is_none() => self.rows = Some(Vec::new()),
            "tr" => {
                if let Some(rows) = &mut self.rows {
                    rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn open_item(&mut self) {
        if self.lists.is_empty() {
            self.lists.push(List { ordered: false, next: 1, written: false });
        }
        if let Some(list) = self.lists.last_mut() {
            self.marker =
                Some(if list.ordered { format!("{}. ", list.next) } else { "- ".to_owned() });
            list.next += 1;
        }
    }

    fn open_link(&mut self, href: Option<String>) {
        let href = href.map(|href| href.trim().to_owned());
        let safe = href.as_deref().is_some_and(is_safe_href);
        if href.is_some() && !safe {
            self.leave_out("links within the shop's own pages");
        }
        self.href = href.filter(|_| safe);
    }

    pub(super) fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipping = None;
            }
            return;
        }
        match name {
            "b" | "strong" => self.strong = self.strong.saturating_sub(1),
            "i" | "em" => self.emphasis = self.emphasis.saturating_sub(1),
            "a" => self.href = None,
            "title" => self.in_title = false,
            _ if INLINE.contains(&name) => {}
            _ => self.close_block(name),
        }
    }

    fn close_block(&mut self, name: &str) {
        self.flush();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "ul" | "ol" | "menu" if self.deeper > 0 => self.deeper -= 1,
            "ul" | "ol" | "menu" => {
                self.lists.pop();
                self.marker = None;
            }
            "blockquote" => self.quote = false,
            "table" => self.close_table(),
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        let (text, bad) = without_bad(text);
        if bad > 0 {
            *self.left_out.entry("invisible characters").or_default() += bad;
        }
        if self.in_title {
            self.title.push_str(&text);
        } else {
            self.push_text(&text.replace(['\n', '\t', '\r'], " "));
        }
    }

    fn push_text(&mut self, text: &str) {
        let span = Span {
            text: text.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            href: self.href.clone(),
        };
        let cell = self.rows.as_mut().and_then(|rows| rows.last_mut()?.last_mut());
        cell.unwrap_or(&mut self.spans).push(span);
    }

    fn leave_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// Ends the line that is being read.
    fn flush(&mut self) {
        // Blocks in a cell are one text.
        if self.rows.as_ref().is_some_and(|rows| rows.last().is_some_and(|row| !row.is_empty())) {
            return self.push_text(" ");
        }
        let spans = writing::tidy(std::mem::take(&mut self.spans));
        if spans.is_empty() {
            return;
        }
        if let Some(level) = self.heading {
            return self.add_heading(level, &writing::plain(&spans));
        }
        let markdown = writing::paragraph(&spans);
        if let Some(markdown) = self.item(&markdown) {
            self.parts.push(markdown);
        } else {
            let markdown =
                if self.quote { format!("> {}", markdown.replace('\n', "\n> ")) } else { markdown };
            self.parts.push(Part::Block { markdown, tight: false });
        }
    }

    /// The text as an item of the innermost list, or as a further paragraph of its last item.
    fn item(&mut self, markdown: &str) -> Option<Part> {
        let (list, above) = self.lists.split_last_mut()?;
        let outer = "   ".repeat(above.iter().filter(|list| list.written).count());
        let marker = self.marker.take();
        let tight = marker.is_some();
        let first = match marker {
            Some(marker) => format!("{marker:<3}"),
            None if list.written => "   ".to_owned(),
            None => String::new(),
        };
        list.written |= tight;
        let rest = format!("\n{outer}   ");
        let markdown = format!("{outer}{first}{}", markdown.replace('\n', &rest));
        Some(Part::Block { markdown, tight })
    }

    fn add_heading(&mut self, level: u8, title: &str) {
        let title = title.replace('\n', " ");
        if slug(&title).is_empty() || title.chars().count() > MAX_TITLE_CHARS - 5 {
            let markdown = writing::paragraph(&[Span::plain(title)]);
            return self.parts.push(Part::Block { markdown, tight: false });
        }
        let mut own = title.clone();
        let mut count = 2;
        while !self.titles.insert(slug(&own)) {
            own = format!("{title} ({count})");
            count += 1;
        }
        self.parts.push(Part::Heading { level, title: own });
    }

    fn close_table(&mut self) {
        let Some(rows) = self.rows.take() else { return };
        let tidy = |row: Vec<Vec<Span>>| row.into_iter().map(writing::tidy).collect::<Vec<_>>();
        let rows: Vec<Vec<Vec<Span>>> = rows.into_iter().map(tidy).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let blocks = if columns < 2 {
            // A table of one column only places things on a page.
            let cells = rows.into_iter().flatten().filter(|cell| !cell.is_empty());
            cells.map(|cell| writing::paragraph(&cell)).collect()
        } else {
            vec![writing::table(&rows, columns)]
        };
        (self.lists, self.deeper, self.marker) = (Vec::new(), 0, None);
        let block = |markdown| Part::Block { markdown, tight: false };
        self.parts.extend(blocks.into_iter().map(block));
    }

    /// Ends what the page left open, and finds its title.
    pub(super) fn finish(&mut self) {
        self.close_table();
        self.flush();
        let main =
            self.parts.iter().position(|part| matches!(part, Part::Heading { level: 1, .. }));
        if let Some(index) = main
            && let Part::Heading { title, .. } = self.parts.remove(index)
        {
            self.title = title;
        }
        let title: String = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        self.title = title.chars().take(MAX_TITLE_CHARS).collect();
    }

    /// The text below the title.
    pub(super) fn markdown(&self, title: &str) -> String {
        let mut text = format!("# {}\n", writing::heading(title));
        let mut after_tight = false;
        for part in &self.parts {
            let (line, tight) = match part {
                Part::Heading { level, title } => {
                    let marks = "#".repeat(usize::from((*level).max(2)));
                    (format!("{marks} {}", writing::heading(title)), false)
                }
                Part::Block { markdown, tight } => (markdown.clone(), *tight),
            };
            if !(tight && after_tight) {
                text.push('\n');
            }
            text.push_str(&line);
            text.push('\n');
            after_tight = tight;
        }
        text
    }
}

fn is_hidden(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let style = attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    attribute("hidden").is_some()
        || attribute("aria-hidden").as_deref() == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
