//! The picture in the header of the chat: chosen from a file, shown, taken away.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{FileReader, HtmlInputElement};

/// The largest file that the server takes, in bytes.
const MAX_BYTES: f64 = 32.0 * 1024.0;

/// The field.
pub(super) fn logo(chosen: RwSignal<String>) -> impl IntoView {
    let fault = RwSignal::new(false);
    let read = move |event: web_sys::Event| {
        let file = event_target::<HtmlInputElement>(&event).files().and_then(|files| files.get(0));
        let Some(file) = file else { return };
        fault.set(file.size() > MAX_BYTES);
        let Ok(reader) = FileReader::new() else { return };
        if file.size() <= MAX_BYTES && reader.read_as_data_url(&file).is_ok() {
            let source = reader.clone();
            let done = Closure::once_into_js(move || {
                chosen
                    .set(source.result().ok().and_then(|uri| uri.as_string()).unwrap_or_default());
            });
            reader.set_onload(Some(done.unchecked_ref()));
        }
    };
    let picture = move || {
        let uri = chosen.get();
        (!uri.is_empty()).then(|| {
            view! {
                <img class="logo" alt="The logo as it is now" src=uri/>
                <button type="button" class="link" on:click=move |_| chosen.set(String::new())>
                    "Take it away"
                </button>
            }
        })
    };
    view! {
        <div class="field">
            <label for="logo">"Logo"</label>
            <div class="row">
                {picture}
                <input id="logo" type="file" accept="image/png,image/jpeg,image/webp,image/svg+xml"
                    aria-describedby="logo-rule" on:change=read/>
            </div>
            <span id="logo-rule" class="hint" data-tone=move || fault.get().then_some("fault")
                role=move || fault.get().then_some("alert")>
                "PNG, JPEG, WebP or SVG of at most 32 KB; it stands in the header, 32 pixels high."
            </span>
        </div>
    }
}
