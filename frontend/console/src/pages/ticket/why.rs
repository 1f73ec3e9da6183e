//! Why Vouch did not answer, and what it would have said.

use super::Room;
use leptos::prelude::*;
use vouch_shared::ticket::{Considered, Why};

/// The reason in words, with its numbers, and the answers that were not sure enough.
#[component]
pub(crate) fn WhyNot() -> impl IntoView {
    let room = expect_context::<Room>();
    let why = Memo::new(move |_| room.view.with(|view| view.as_ref().map(|view| view.why.clone())));
    move || {
        let Why { words, said, threshold, failed_check, detail, rejected, .. } = why.get()?;
        let check = failed_check
            .map(|check| view! { <dt>"Failed check"</dt><dd><code>{check}</code></dd> });
        let detail = detail.map(|detail| view! { <dt>"It found"</dt><dd>{detail}</dd> });
        let said = said.map(|said| view! { <dt>"Last said"</dt><dd dir="auto">{said}</dd> });
        let candidates = (!rejected.is_empty()).then(|| view! { <Candidates rejected threshold/> });
        Some(view! {
            <section class="sheet" data-testid="why">
                <h2>"Why Vouch did not answer"</h2>
                <p>{words}</p>
                <dl class="facts">{said}{check}{detail}</dl>
                {candidates}
            </section>
        })
    }
}

#[component]
fn Candidates(rejected: Vec<Considered>, threshold: Option<f64>) -> impl IntoView {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let row = |candidate: Considered| {
        let width = format!("{:.1}%", candidate.confidence * 100.0);
        let title =
            if candidate.title.is_empty() { candidate.answer.0.clone() } else { candidate.title };
        view! {
            <li>
                <span class="candidate"><strong>{title}</strong><span class="quiet">{candidate.answer.0}</span></span>
                <span class="share" aria-hidden="true"><span class="bar-of" style:width=width></span></span>
                <span class="number">{percent(candidate.confidence)}</span>
            </li>
        }
    };
    let needed = threshold.map(|threshold| format!("Needed: {}", percent(threshold)));
    view! {
        <h3>"Considered and not given"</h3>
        <ol class="candidates" data-testid="candidates">{rejected.into_iter().map(row).collect_view()}</ol>
        <p class="quiet">{needed}</p>
    }
}
