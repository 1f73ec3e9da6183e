//! Approved text as real elements, character for character (P5). Nothing is added between or
//! around the text, so that what the DOM says is what was approved.

use crate::drawing::{Drawing, draw};
use vouch_shared::block::{Block, Span, is_safe_href};

/// An element that holds the blocks and nothing else.
pub(crate) fn text(blocks: &[Block], test_id: &str) -> Drawing {
    draw("div").class("text").set("data-testid", test_id).children(all(blocks))
}

fn all(blocks: &[Block]) -> Vec<Drawing> {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> Drawing {
    match block {
        Block::Paragraph { spans } => runs("p", spans),
        Block::Heading { level, spans } => runs(heading(*level), spans),
        Block::List { ordered, start, items } => list(*ordered, *start, items),
        Block::Table { head, rows } => table(head, rows),
        Block::Quote { blocks } => draw("blockquote").children(all(blocks)),
    }
}

/// The card's own title is a third-level heading, so headings inside its text start at the fourth.
fn heading(level: u8) -> &'static str {
    match level {
        0..=2 => "h4",
        3 => "h5",
        _ => "h6",
    }
}

fn list(ordered: bool, start: u32, items: &[Vec<Block>]) -> Drawing {
    let list = if ordered { draw("ol").set("start", &start.to_string()) } else { draw("ul") };
    items.iter().fold(list, |list, item| list.child(draw("li").children(all(item))))
}

/// The box around a table scrolls by itself, also by keyboard, so that a wide table never
/// stretches the panel.
fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Drawing {
    let titles = head.iter().map(|cell| runs("th", cell).set("scope", "col")).collect();
    let head = draw("thead").child(draw("tr").children(titles));
    let body = rows.iter().fold(draw("tbody"), |body, row| {
        body.child(draw("tr").children(row.iter().map(|cell| runs("td", cell)).collect()))
    });
    let table = draw("table").child(head).child(body);
    draw("div").class("table").set("tabindex", "0").set("role", "group").child(table)
}

/// An element of spans. Each decides on its own direction, whatever the page's is.
fn runs(tag: &str, spans: &[Span]) -> Drawing {
    spans.iter().fold(draw(tag).set("dir", "auto"), run)
}

fn run(parent: Drawing, span: &Span) -> Drawing {
    let tags = [
        span.href.as_deref().filter(|href| is_safe_href(href)).map(|_| "a"),
        span.strong.then_some("strong"),
        span.emphasis.then_some("em"),
    ];
    let mut tags = tags.into_iter().flatten().rev();
    let Some(innermost) = tags.next() else { return parent.text(&span.text) };
    let link = |element: Drawing, tag: &str| match (&span.href, tag) {
        (Some(href), "a") => {
            element.set("href", href).set("rel", "noopener").set("target", "_blank")
        }
        _ => element,
    };
    let styled = link(draw(innermost).text(&span.text), innermost);
    parent.child(tags.fold(styled, |inner, tag| link(draw(tag), tag).child(inner)))
}
