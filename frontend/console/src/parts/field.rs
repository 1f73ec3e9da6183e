//! A labelled line of text to fill in.

use leptos::prelude::*;

/// A label with its input. `fault` says what does not fit.
#[component]
pub(crate) fn Field(
    label: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] focus: bool,
    #[prop(optional, into)] fault: Signal<Option<String>>,
) -> impl IntoView {
    let is_faulty = move || fault.with(Option::is_some).then_some("true");
    view! {
        <label class="field">
            <span>{label}</span>
            <input type=kind autocomplete=autocomplete autofocus=focus aria-invalid=is_faulty
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))/>
            {move || fault.get().map(|words| view! { <span class="fault">{words}</span> })}
        </label>
    }
}
