//! Approved text as real elements, character for character (P5). Nothing is added between or
//! around the text, so that what the DOM says is what was approved.

use leptos::prelude::*;
use vouch_shared::block::{Block, Span, is_safe_href};

/// The blocks, one element each.
pub fn blocks(blocks: &[Block]) -> AnyView {
    blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph { spans } => view! { <p dir="auto">{runs(spans)}</p> }.into_any(),
        Block::Heading { level, spans } => heading(*level, spans),
        Block::List { ordered, start, items } => list(*ordered, *start, items),
        Block::Table { head, rows } => table(head, rows),
        Block::Quote { blocks: inner } => {
            view! { <blockquote>{blocks(inner)}</blockquote> }.into_any()
        }
    }
}

/// The card's own title is a third-level heading, so headings inside its text start at the fourth.
fn heading(level: u8, spans: &[Span]) -> AnyView {
    match level {
        0..=2 => view! { <h4 dir="auto">{runs(spans)}</h4> }.into_any(),
        3 => view! { <h5 dir="auto">{runs(spans)}</h5> }.into_any(),
        _ => view! { <h6 dir="auto">{runs(spans)}</h6> }.into_any(),
    }
}

fn list(ordered: bool, start: u32, items: &[Vec<Block>]) -> AnyView {
    let items = items.iter().map(|item| view! { <li>{blocks(item)}</li> }).collect_view();
    if ordered {
        view! { <ol start=start.to_string()>{items}</ol> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    }
}

/// The box around a table scrolls by itself, also by keyboard, so that a wide table never
/// stretches the panel.
fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> AnyView {
    let titles = head.iter().map(|cell| view! { <th scope="col" dir="auto">{runs(cell)}</th> });
    let row = |cells: &Vec<Vec<Span>>| {
        let cells = cells.iter().map(|cell| view! { <td dir="auto">{runs(cell)}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="table" tabindex="0" role="group">
            <table>
                <thead>
                    <tr>{titles.collect_view()}</tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn runs(spans: &[Span]) -> AnyView {
    spans.iter().map(run).collect_view().into_any()
}

fn run(span: &Span) -> AnyView {
    let text = span.text.clone();
    let styled = match (span.strong, span.emphasis) {
        (false, false) => text.into_any(),
        (true, false) => view! { <strong>{text}</strong> }.into_any(),
        (false, true) => view! { <em>{text}</em> }.into_any(),
        (true, true) => view! { <strong><em>{text}</em></strong> }.into_any(),
    };
    match span.href.clone().filter(|href| is_safe_href(href)) {
        Some(href) => view! { <a href=href rel="noopener" target="_blank">{styled}</a> }.into_any(),
        None => styled,
    }
}
