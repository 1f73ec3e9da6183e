//! A labelled line of text to fill in.

use leptos::html::Input;
use leptos::prelude::*;

/// A label with its input. `fault` says what does not fit; `focus` puts the caret there as soon as
/// the field is shown.
#[component]
pub(crate) fn Field(
    label: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] focus: bool,
    #[prop(optional, into)] fault: Signal<Option<String>>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    if focus {
        // The attribute of that name works on the first page only.
        input.on_load(|input| {
            let _ = input.focus();
        });
    }
    let is_faulty = move || fault.with(Option::is_some).then_some("true");
    view! {
        <label class="field">
            <span>{label}</span>
            <input type=kind autocomplete=autocomplete node_ref=input aria-invalid=is_faulty
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))/>
            {move || fault.get().map(|words| view! { <span class="fault">{words}</span> })}
        </label>
    }
}
