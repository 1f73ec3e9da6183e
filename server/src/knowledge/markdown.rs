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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use vouch_shared::block::{Span, plain_text};

    fn reasons(markdown: &str) -> Vec<TextProblem> {
        parse_blocks(markdown).unwrap_err()
    }

    #[test]
    fn every_kind_of_block_is_read() {
        let blocks = parse_blocks(
            "Within **30 days**, see\n[the *form*](https://shop.example/r) or <help@shop.example>.\n\
             Line\\\nnext\n\n3. one\n4. two\n   - deep\n\n> ## Note\n> quoted\n\n\
             | Country | Days |\n|---|--:|\n| Norway \\| Svalbard | 4 |\n| **Iceland** |\n",
        )
        .unwrap();
        let Block::Paragraph { spans } = &blocks[0] else { panic!("{blocks:?}") };
        assert!(spans[1].strong && spans[1].text == "30 days");
        assert_eq!(spans[3].href.as_deref(), Some("https://shop.example/r"));
        assert!(spans.iter().any(|s| s.href.as_deref() == Some("mailto:help@shop.example")));
        assert!(
            matches!(&blocks[1], Block::List { ordered: true, start: 3, items } if items.len() == 2)
        );
        assert_eq!(
            plain_text(&blocks),
            "Within 30 days, see the form or help@shop.example. Line\nnext\none\ntwo\ndeep\nNote\n\
             quoted\nCountry\tDays\nNorway | Svalbard\t4\nIceland\t"
        );
    }

    #[test]
    fn text_stays_as_it_was_typed() {
        let text = "\"Quotes\" -- and 'so' ... (c) 50 % & more";
        assert_eq!(plain_text(&parse_blocks(text).unwrap()), text);
    }

    #[test]
    fn what_a_block_cannot_hold_is_refused_with_its_line() {
        let table = |columns: usize, rows: usize| {
            let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
            format!("{}{}{}", row("a"), row("-"), row("b").repeat(rows))
        };
        for (markdown, line, reason) in [
            ("fine\n\n<div>x</div>", 3, "HTML"),
            ("a <b>bold</b> word", 1, "HTML"),
            ("<!-- hidden -->", 1, "HTML"),
            ("fine\n![x](https://x.example/a.png)", 2, "image"),
            ("note[^1]\n\n[^1]: text", 1, "footnote"),
            ("use `code`", 1, "code"),
            ("fine\n\n    indented", 3, "code"),
            ("- ```questions\n  a\n  ```", 1, "code"),
            ("- [ ] todo", 1, "check box"),
            ("~~old~~", 1, "struck-out"),
            ("a\n\n---\n\nb", 3, "line drawn"),
            ("[x](javascript:alert(1))", 1, "must start with https:"),
            ("[x](/returns)", 1, "must start with https:"),
            ("[x](https://a.example \"hover\")", 1, "title of the link"),
            ("[](https://a.example)", 1, "text to click on"),
            ("fine\n\n[a]: https://a.example", 3, "where its text stands"),
            ("[x][a]\n\n[a]: https://a.example", 3, "where its text stands"),
            ("|a|b|\n|-|-|\n|1|2|3|", 3, "more cells"),
            (&table(2, 201), 1, "200 rows"),
            (&table(13, 1), 1, "12 columns"),
            ("a\nb\u{202e}c", 2, "bidirectional"),
            ("zero&#8203;width", 1, "invisible"),
            (&">".repeat(5_000), 1, "deep"),
            (&"x".repeat(20_001), 1, "20000 characters"),
        ] {
            let problems = reasons(markdown);
            let found = problems.iter().any(|p| p.line == line && p.reason.contains(reason));
            assert!(found, "{markdown:.60}: {problems:?}");
        }
        assert!(parse_blocks(&table(12, 200)).is_ok());
        assert_eq!(reasons("<b>\n\n`x`\n\n![](https://x.example)").len(), 3);
    }

    /// Characters that mean something in Markdown, and others.
    fn text() -> impl Strategy<Value = String> {
        "[a-zA-Z0-9éß€漢!-/:-@\\[-`{-~]{1,8}( [a-zA-Z0-9é漢!-/:-@\\[-`{-~]{1,8}){0,4}"
    }

    /// Styled runs in turn with plain ones, which begin and end with a space: Markdown can style
    /// only what stands apart.
    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let styled =
            ("[a-z0-9]{1,8}( [a-z0-9]{1,8}){0,2}", 1..8_u8).prop_map(|(text, style)| Span {
                strong: style & 1 > 0,
                emphasis: style & 2 > 0,
                href: (style & 4 > 0).then(|| "https://shop.example/a?b=1#c".to_owned()),
                text,
            });
        (text(), proptest::collection::vec((styled, text()), 0..3)).prop_map(|(first, rest)| {
            let mut spans = vec![Span::plain(first)];
            for (styled, text) in rest {
                spans.last_mut().unwrap().text.push(' ');
                spans.push(styled);
                spans.push(Span::plain(format!(" {text}")));
            }
            spans
        })
    }

    fn leaf() -> impl Strategy<Value = Block> {
        let table = (1..4_usize).prop_flat_map(|columns| {
            let row = || proptest::collection::vec(spans(), columns);
            (row(), proptest::collection::vec(row(), 0..3))
        });
        prop_oneof![
            spans().prop_map(|spans| Block::Paragraph { spans }),
            (1..=6_u8, spans()).prop_map(|(level, spans)| Block::Heading { level, spans }),
            table.prop_map(|(head, rows)| Block::Table { head, rows }),
        ]
    }

    fn blocks() -> impl Strategy<Value = Vec<Block>> {
        let block = leaf().prop_recursive(3, 12, 3, |inner| {
            let inner = proptest::collection::vec(inner, 1..3).prop_map(apart);
            prop_oneof![
                inner.clone().prop_map(|blocks| Block::Quote { blocks }),
                (any::<bool>(), 0..99_u32, proptest::collection::vec(inner, 1..3)).prop_map(
                    |(ordered, number, items)| {
                        Block::List { ordered, start: if ordered { number } else { 1 }, items }
                    }
                ),
            ]
        });
        proptest::collection::vec(block, 0..4).prop_map(apart)
    }

    /// Puts a paragraph between neighbours that Markdown would read as one list or quote.
    fn apart(blocks: Vec<Block>) -> Vec<Block> {
        let between = || Block::Paragraph { spans: vec![Span::plain("between")] };
        blocks.into_iter().flat_map(|block| [block, between()]).collect()
    }

    fn write_spans(spans: &[Span]) -> String {
        let escape = |text: &str| -> String {
            text.chars()
                .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
                .collect()
        };
        let write = |span: &Span| {
            let strong = if span.strong { "**" } else { "" };
            let emphasis = if span.emphasis { "*" } else { "" };
            let text = format!("{strong}{emphasis}{}{emphasis}{strong}", escape(&span.text));
            span.href.as_ref().map_or_else(|| text.clone(), |href| format!("[{text}]({href})"))
        };
        spans.iter().map(write).collect()
    }

    fn indent(text: &str, first: &str, rest: &str) -> String {
        let mut indented = String::new();
        for (number, line) in text.lines().enumerate() {
            indented += if number == 0 { first } else { rest };
            indented += line;
            indented += "\n";
        }
        indented
    }

    fn write_block(block: &Block) -> String {
        match block {
            Block::Paragraph { spans } => write_spans(spans) + "\n",
            Block::Heading { level, spans } => {
                format!("{} {}\n", "#".repeat(usize::from(*level)), write_spans(spans))
            }
            Block::Quote { blocks } => indent(&write_blocks(blocks), "> ", "> "),
            Block::List { ordered, start, items } => items
                .iter()
                .map(|item| {
                    let mark = if *ordered { format!("{start}. ") } else { "- ".to_owned() };
                    indent(&write_blocks(item), &mark, &" ".repeat(mark.len())) + "\n"
                })
                .collect(),
            Block::Table { head, rows } => {
                let row = |cells: &[Vec<Span>]| {
                    let cells: Vec<_> = cells.iter().map(|cell| write_spans(cell)).collect();
                    format!("| {} |\n", cells.join(" | "))
                };
                let rule = format!("|{}\n", "-|".repeat(head.len()));
                row(head) + &rule + &rows.iter().map(|cells| row(cells)).collect::<String>()
            }
        }
    }

    fn write_blocks(blocks: &[Block]) -> String {
        blocks.iter().map(write_block).collect::<Vec<_>>().join("\n")
    }

    proptest! {
        #[test]
        fn written_blocks_are_read_as_they_were(blocks in blocks()) {
            let markdown = write_blocks(&blocks);
            let read = parse_blocks(&markdown);
            prop_assert_eq!(read.as_ref(), Ok(&blocks), "{}", markdown);
            prop_assert_eq!(plain_text(&read.unwrap()), plain_text(&blocks));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,200}", lines in "[-#>*+|`~\\[\\]()!<&;:\\\\ \n\ta1^x.]{0,300}") {
            for text in [text, lines] {
                if let Err(problems) = parse_blocks(&text) {
                    prop_assert!(problems.iter().all(|problem| problem.line >= 1));
                }
            }
        }

        /// Whatever is taken shows every letter and digit of the source, in order; only link
        /// addresses and the numbers of ordered lists are not text.
        #[test]
        fn nothing_is_left_out(markdown in "[-#>*+|~ \n\ta-z]{0,200}") {
            if let Ok(blocks) = parse_blocks(&markdown) {
                let letters = |text: &str| -> String {
                    text.chars().filter(|c| c.is_alphanumeric()).collect()
                };
                prop_assert_eq!(letters(&plain_text(&blocks)), letters(&markdown));
            }
        }
    }
}
