//! Hints in words, with both places where there are two.

use leptos::prelude::*;
use vouch_shared::knowledge::{Hint, Place};

/// A list of hints; nothing where there is none.
pub(super) fn hints(hints: &[Hint]) -> AnyView {
    if hints.is_empty() {
        return ().into_any();
    }
    let items = hints.iter().map(item).collect_view();
    view! { <ul class="hints" data-testid="hints">{items}</ul> }.into_any()
}

fn item(hint: &Hint) -> AnyView {
    match hint {
        Hint::BrokenLink { place: at, reason } => view! {
            <li><strong>"A link leads nowhere: "</strong>{reason.clone()}{place(at)}</li>
        }
        .into_any(),
        Hint::Contradiction { one, other } => view! {
            <li><strong>"Two places say different numbers"</strong>{place(one)}{place(other)}</li>
        }
        .into_any(),
        Hint::Duplicate { question, answers } => {
            let answers: Vec<String> = answers.iter().map(ToString::to_string).collect();
            view! {
                <li>
                    <strong>"One question stands under two answers: "</strong>
                    {question.clone()}
                    <p class="quiet">{answers.join(" and ")}</p>
                </li>
            }
            .into_any()
        }
    }
}

fn place(place: &Place) -> AnyView {
    view! {
        <blockquote>
            <p>{place.words.clone()}</p>
            <p class="quiet">{place.title.clone()}" · "{place.answer.to_string()}</p>
        </blockquote>
    }
    .into_any()
}
