//! Names an order, whose card goes with the reply if it is the shopper's.

use super::draft::Draft;
use leptos::prelude::*;
use vouch_shared::reply::Insert;
use web_sys::SubmitEvent;

/// A field for the number.
#[component]
pub(super) fn OrderInsert(draft: Draft) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let insert = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = number.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            draft.insert(format!("order {typed}"), Insert::Order(typed));
            number.set(String::new());
        }
    };
    view! {
        <form class="row" on:submit=insert>
            <input class="short" aria-label="Order number" placeholder="Order number"
                autocomplete="off" title="Only an order that belongs to the ticket's address"
                prop:value=move || number.get()
                on:input=move |event| number.set(event_target_value(&event))/>
            <button class="secondary" data-testid="insert-order">"Insert order"</button>
        </form>
    }
}
