//! The four figures at the head of the page, each with how it changed and what it means.

use super::words;
use leptos::prelude::*;
use vouch_shared::insight::Insights;

struct Tile {
    id: &'static str,
    name: &'static str,
    figure: String,
    change: (String, String),
    meaning: String,
}

/// The figures.
pub(super) fn tiles(insights: &Insights) -> AnyView {
    let Insights { total, before, replies, replies_before, .. } = insights;
    let days = insights.days.len();
    let clock = if insights.open_minutes { "while the desk is open" } else { "by the clock" };
    let ninetieth = replies.ninetieth_minutes.map(words::minutes);
    let ninetieth = ninetieth.map(|minutes| format!("Nine in ten within {minutes}. "));
    let tiles = [
        Tile {
            id: "questions",
            name: "Questions",
            figure: words::count(total.questions()),
            change: words::change(total.questions(), before.questions()),
            meaning: format!(
                "Messages and quick replies in {days} days, without what was said to a person."
            ),
        },
        Tile {
            id: "answered",
            name: "Answered",
            figure: total.share_answered().map_or_else(|| "–".to_owned(), words::percent),
            change: words::points(total.share_answered(), before.share_answered()),
            meaning: format!(
                "{} that got approved text or an order.",
                words::many(total.answered(), "question", "questions")
            ),
        },
        Tile {
            id: "tickets",
            name: "Tickets",
            figure: words::count(total.tickets),
            change: words::change(total.tickets, before.tickets),
            meaning: "Shoppers who wrote to a person, by form or by mail.".to_owned(),
        },
        Tile {
            id: "reply",
            name: "First reply, median",
            figure: replies.median_minutes.map_or_else(|| "–".to_owned(), words::minutes),
            change: words::sooner(replies.median_minutes, replies_before.median_minutes),
            meaning: format!(
                "{}From a ticket to a person’s first reply, {clock}.",
                ninetieth.unwrap_or_default()
            ),
        },
    ];
    view! { <dl class="tiles">{tiles.into_iter().map(tile).collect_view()}</dl> }.into_any()
}

fn tile(tile: Tile) -> AnyView {
    let (change, words) = tile.change;
    view! {
        <div class="sheet tile" data-testid=format!("tile-{}", tile.id)>
            <dt>{tile.name}</dt>
            <dd class="figure">{tile.figure}</dd>
            <dd class="change">{change}" "<span class="quiet">{words}</span></dd>
            <dd class="quiet">{tile.meaning}</dd>
        </div>
    }
    .into_any()
}
