//! What went wrong, said where it happened and to screen readers.

use leptos::prelude::*;

/// A fault in words; nothing while there is none.
#[component]
pub(crate) fn Notice(#[prop(into)] words: Signal<Option<String>>) -> impl IntoView {
    view! { <p class="notice" role="alert">{move || words.get()}</p> }
}
