//! Approved text as typed blocks. Nothing here can hold markup: whoever renders it makes elements
//! from types, so a hostile policy file cannot smuggle HTML into a page.

use serde::{Deserialize, Serialize};

/// One block of approved text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        spans: Vec<Span>,
    },
    /// A heading inside a text that has no sections of its own, such as an intent answer.
    Heading {
        /// 1 to 6, as in HTML.
        level: u8,
        spans: Vec<Span>,
    },
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    List {
        ordered: bool,
        /// The first number of an ordered list; 1 for a bulleted one.
        start: u32,
        items: Vec<Vec<Block>>,
    },
    Table {
        head: Vec<Vec<Span>>,
        rows: Vec<Vec<Vec<Span>>>,
    },
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Quote {
        blocks: Vec<Block>,
    },
}

/// A run of characters in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// Where a link leads: `https:`, `mailto:` or `tel:`. Anything else is refused at import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl Span {
    /// Unstyled characters.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The text of blocks as a person reads it, without any style: spans of one block are joined as
/// they are, cells by a tab, and blocks, items and rows by a line feed. This is what "verbatim"
/// is measured on, and what a screen shows when white space is folded.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    collect_lines(blocks, &mut lines);
    lines.join("\n")
}

fn collect_lines(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph { spans } | Block::Heading { spans, .. } => lines.push(join(spans)),
            Block::List { items, .. } => items.iter().for_each(|item| collect_lines(item, lines)),
            Block::Quote { blocks } => collect_lines(blocks, lines),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    lines.push(row.iter().map(|cell| join(cell)).collect::<Vec<_>>().join("\t"));
                }
            }
        }
    }
}

fn join(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Whether a link in approved text or on an order card may lead there.
pub fn is_safe_href(href: &str) -> bool {
    let scheme = href.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let known = matches!(scheme.as_str(), "https" | "mailto" | "tel");
    known && href.contains(':') && !href.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_every_character_and_no_style() {
        let span = |text: &str| vec![Span { strong: true, ..Span::plain(text) }];
        let blocks = [
            Block::Paragraph { spans: vec![Span::plain("Within "), Span::plain("30 days")] },
            Block::List {
                ordered: true,
                start: 3,
                items: vec![vec![Block::Paragraph { spans: span("unworn") }]],
            },
            Block::Table {
                head: vec![span("Country"), span("Days")],
                rows: vec![vec![span("Norway"), span("4")]],
            },
            Block::Quote { blocks: vec![Block::Heading { level: 2, spans: span("Note") }] },
        ];
        assert_eq!(plain_text(&blocks), "Within 30 days\nunworn\nCountry\tDays\nNorway\t4\nNote");
    }

    #[test]
    fn only_harmless_links_pass() {
        for good in ["https://shop.example/a?b#c", "mailto:help@shop.example", "tel:+47123"] {
            assert!(is_safe_href(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "http://x",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "//x",
            "/returns",
            "https",
            "https://x\u{0}",
            "java\nscript:x",
            "",
        ] {
            assert!(!is_safe_href(bad), "{bad}");
        }
    }
}
