//! Shortcuts: single keys, anywhere but where somebody types.

use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Calls `pressed` with each key while the component is there. `true` says that the key did
/// something, so that the browser does nothing else with it.
pub(crate) fn on_keys(pressed: impl Fn(&str) -> bool + 'static) {
    let handle = window_event_listener(keydown, move |event| {
        if !is_typing(&event) && pressed(&event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let field = target.is_some_and(|target| {
        target
            .closest("input:not([type=checkbox]), textarea, select, dialog")
            .ok()
            .flatten()
            .is_some()
    });
    field || event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Gives the focus to the element that a selector finds.
pub(crate) fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
