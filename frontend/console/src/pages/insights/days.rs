//! The days as a table, for whoever reads numbers rather than columns.

use super::words;
use leptos::prelude::*;
use vouch_shared::insight::{DayCounts, Outcome};

/// The table, behind a word.
pub(super) fn table(days: &[DayCounts]) -> AnyView {
    let heads =
        Outcome::ALL.map(|one| view! { <th scope="col" class="number">{words::outcome(one)}</th> });
    let rows = days.iter().rev().map(row).collect_view();
    view! {
        <details data-testid="days-table">
            <summary>"Show as a table"</summary>
            <div class="scroll short" tabindex="0" role="region" aria-label="Questions per day, as a table">
                <table>
                    <thead><tr>
                        <th scope="col">"Day"</th><th scope="col" class="number">"Questions"</th>
                        {heads.into_iter().collect_view()}
                        <th scope="col" class="number">"Answered"</th><th scope="col" class="number">"Tickets"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn row(day: &DayCounts) -> AnyView {
    let counts = day.counts;
    let cells =
        Outcome::ALL.map(|one| view! { <td class="number">{words::count(counts.of(one))}</td> });
    view! {
        <tr data-day=day.day.clone()>
            <th scope="row">{words::weekday(&day.day)}</th>
            <td class="number">{words::count(counts.questions())}</td>
            {cells.into_iter().collect_view()}
            <td class="number">{words::share(counts.answered(), counts.questions())}</td>
            <td class="number">{words::count(counts.tickets)}</td>
        </tr>
    }
    .into_any()
}
