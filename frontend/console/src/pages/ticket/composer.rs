//! The place of the reply. What writes and sends it goes here.

use leptos::prelude::*;

/// Between the conversation and the notes.
#[component]
pub(crate) fn Composer() -> impl IntoView {
    view! { <div data-slot="composer"></div> }
}
