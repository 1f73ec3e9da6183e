//! A dialog over the room: the rest rests until it is closed, by Escape or by what is in it.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Shows its content while `open` says so. The focus goes to the first field, and back when it
/// closes, as browsers do it for `<dialog>`.
#[component]
pub(crate) fn Modal(
    open: RwSignal<bool>,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), is_open) = (dialog.get(), open.get()) else { return };
        if is_open && !dialog.open() {
            // It is in the page and not open, so it can be opened.
            let _ = dialog.show_modal();
        } else if !is_open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog node_ref=dialog aria-label=title on:close=move |_| open.set(false)>
            <h2>{title}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}
