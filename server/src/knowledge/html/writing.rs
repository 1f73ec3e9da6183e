//! Spans as Markdown that reads back to the same text. Style gives way where it would not.

use crate::knowledge::markdown::parse_blocks;
use vouch_shared::block::{Span, plain_text};

/// Folds white space, joins neighbours of one style, and trims both ends.
pub(super) fn tidy(spans: Vec<Span>) -> Vec<Span> {
    let mut tidy: Vec<Span> = Vec::new();
    let mut space = true;
    for span in spans {
        let mut text = String::new();
        for character in span.text.chars() {
            match character {
                '\n' => {
                    trim_end(&mut text, &mut tidy);
                    if !(text.is_empty() && tidy.is_empty()) {
                        text.push('\n');
                    }
                    space = true;
                }
                ' ' if space => {}
                _ => {
                    space = character == ' ';
                    text.push(character);
                }
            }
        }
        match tidy.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if is_alike(last, &span) => last.text.push_str(&text),
            _ => tidy.push(Span { text, ..span }),
        }
    }
    while let Some(last) = tidy.last_mut() {
        last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
        if !last.text.is_empty() {
            break;
        }
        tidy.pop();
    }
    tidy
}

/// A line break takes the space before it away.
fn trim_end(text: &mut String, before: &mut [Span]) {
    if text.is_empty()
        && let Some(last) = before.last_mut()
    {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    text.truncate(text.trim_end_matches(' ').len());
}

fn is_alike(one: &Span, other: &Span) -> bool {
    (one.strong, one.emphasis, &one.href) == (other.strong, other.emphasis, &other.href)
}

/// The text of spans.
pub(super) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// A paragraph: with style and links if it then reads back to the same text, else without.
pub(super) fn paragraph(spans: &[Span]) -> String {
    let text = plain(spans);
    let reads_back = |markdown: &String| {
        parse_blocks(markdown).is_ok_and(|blocks| blocks.len() == 1 && plain_text(&blocks) == text)
    };
    let styled: String = at_line_starts(&spans.iter().map(styled).collect::<String>());
    let linked = || {
        let plain = |span: &Span| Span { strong: false, emphasis: false, ..span.clone() };
        at_line_starts(&spans.iter().map(plain).map(|span| styled_one(&span)).collect::<String>())
    };
    let mut tries = std::iter::once(styled).chain(std::iter::once_with(linked));
    tries.find(reads_back).unwrap_or_else(|| at_line_starts(&broken_lines(&escaped(&text))))
}

fn styled(span: &Span) -> String {
    styled_one(span)
}

/// One span. Space stands outside the marks, where it does not spoil them.
fn styled_one(span: &Span) -> String {
    let inner = span.text.trim();
    let start = span.text.len() - span.text.trim_start().len();
    let (before, after) = (&span.text[..start], &span.text[start + inner.len()..]);
    if inner.is_empty() {
        return broken_lines(&span.text);
    }
    let mut text = broken_lines(&escaped(inner));
    if span.emphasis {
        text = format!("*{text}*");
    }
    if span.strong {
        text = format!("**{text}**");
    }
    if let Some(href) = &span.href {
        let plain = !href.contains(['(', ')', '<', '>', '\\']);
        text = if plain { format!("[{text}]({href})") } else { format!("[{text}](<{href}>)") };
    }
    format!("{}{text}{}", broken_lines(before), broken_lines(after))
}

/// Line feeds as hard line breaks.
fn broken_lines(text: &str) -> String {
    text.replace('\n', "\\\n")
}

/// A table; short rows are filled up.
pub(super) fn table(rows: &[Vec<Vec<Span>>], columns: usize) -> String {
    let row = |cells: &[Vec<Span>]| {
        let cells = (0..columns).map(|column| {
            let cell = cells.get(column).map(|spans| plain(spans)).unwrap_or_default();
            escaped(&cell.replace('\n', " "))
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("|{}", "---|".repeat(columns));
    let mut lines: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    lines.insert(1.min(lines.len()), rule);
    lines.join("\n")
}

/// Text whose characters mean nothing but themselves.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let entity = next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric());
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => escaped.push('\\'),
            '&' if entity => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// The text of a heading: marks at its end would count as decoration.
pub(super) fn heading(text: &str) -> String {
    let text = escaped(text);
    let marks = text.len() - text.trim_end_matches('#').len();
    let (rest, marks) = text.split_at(text.len() - marks);
    [rest, &marks.replace('#', "\\#")].concat()
}

/// Escapes what would begin a heading, a list or a line at the start of a line.
fn at_line_starts(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(at_line_start).collect();
    lines.join("\n")
}

fn at_line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=9).contains(&digits) => {
            format!("{}\\{}", &line[..digits], &line[digits..])
        }
        Some(b'#' | b'+' | b'-' | b'=') if digits == 0 => format!("\\{line}"),
        _ => line.to_owned(),
    }
}
