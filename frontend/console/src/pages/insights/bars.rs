//! Shares of a whole as bars beside their words and numbers, and the reasons for hand-offs.

use super::words;
use crate::pages::inbox::filter::reason_name;
use leptos::prelude::*;
use vouch_shared::insight::{Insights, ReasonCount};

/// One line of bars.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) number: i64,
    /// What else is to be said of it.
    pub(super) note: String,
}

/// Bars of a whole. The numbers say everything; the bars are for the eye.
pub(super) fn bars(label: &'static str, rows: Vec<Bar>) -> AnyView {
    let whole: i64 = rows.iter().map(|row| row.number).sum();
    let row = |bar: Bar| {
        let width =
            if whole == 0 { 0.0 } else { words::real(bar.number) / words::real(whole) * 100.0 };
        view! {
            <li>
                <span>{bar.name}</span>
                <strong>{words::count(bar.number)}</strong>
                <span class="quiet">{words::share(bar.number, whole)}</span>
                <svg class="meter" aria-hidden="true"><rect class="full" width="100%" height="6" rx="3"></rect>
                    <rect width=format!("{width:.2}%") height="6" rx="3"></rect></svg>
                <span class="quiet note-of">{bar.note}</span>
            </li>
        }
    };
    view! { <ul class="bars" aria-label=label>{rows.into_iter().map(row).collect_view()}</ul> }
        .into_any()
}

/// Why a person was offered.
pub(super) fn reasons(insights: &Insights) -> AnyView {
    let row = |count: &ReasonCount| Bar {
        name: reason_name(count.reason.as_str()),
        number: count.questions,
        note: format!("{} before", words::count(count.before)),
    };
    let rows: Vec<Bar> = insights.reasons.iter().map(row).collect();
    let shown = if insights.total.handed_off == 0 {
        view! { <p class="empty">"No question was handed off."</p> }.into_any()
    } else {
        bars("Reasons", rows)
    };
    view! {
        <section class="sheet" aria-labelledby="reasons-title" data-testid="reasons">
            <h2 id="reasons-title">"Why a person was offered"</h2>
            <p class="quiet">"Questions that Vouch did not answer, by the reason that the inbox shows. Not \
                every shopper then writes: those who do are tickets."</p>
            {shown}
        </section>
    }
    .into_any()
}
