//! What goes with a reply and nobody typed: the cards as the shopper will see them.

use super::draft::{Chosen, Draft};
use crate::parts::{CardCheck, CardView};
use leptos::prelude::*;
use vouch_shared::reply::PREVIEW;

/// The inserted cards, each with a way out.
#[component]
pub(super) fn Inserted(draft: Draft) -> impl IntoView {
    let card = move |one: Chosen| {
        let remove = format!("Take out {}", one.label);
        let insert = one.insert.clone();
        let shown = one.card.clone();
        let drawn = move || match draft.room.checks.get() {
            Some(Ok(check)) => preview(shown.clone(), check),
            Some(Err(why)) => view! { <p class="fault">{why}</p> }.into_any(),
            None => ().into_any(),
        };
        view! {
            <li data-testid="inserted">
                <div class="row">
                    <span class="mark" data-tone="good">"Inserted word for word"</span>
                    <button class="link" aria-label=remove
                        on:click=move |_| draft.remove(&insert)>"Take out"</button>
                </div>
                {drawn}
            </li>
        }
    };
    move || {
        let all = draft.chosen.get();
        (!all.is_empty()).then(|| {
            let cards = all.into_iter().map(card).collect_view();
            view! { <ol class="inserts" aria-label="Goes below your reply">{cards}</ol> }
        })
    }
}

fn preview(jws: String, check: CardCheck) -> AnyView {
    view! { <CardView jws conversation=PREVIEW.into() check/> }.into_any()
}
