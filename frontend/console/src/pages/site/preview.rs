//! The widget itself, as it would look with the settings that are being filled in.

use super::state::Form;
use leptos::prelude::*;
use vouch_shared::id::SiteKey;

/// A page of this server with the real tag on it.
pub(super) fn preview(site: SiteKey, form: Form) -> AnyView {
    let address = move || {
        let encoded = |text: String| String::from(js_sys::encode_uri_component(&text));
        let accent = encoded(form.accent.get());
        let (theme, position) = (encoded(form.theme.get()), encoded(form.position.get()));
        format!("/preview/{site}?accent={accent}&theme={theme}&position={position}")
    };
    view! {
        <section class="preview" aria-label="Preview">
            <p class="quiet">"Colour, theme and side show at once; the rest when it is saved."</p>
            <iframe title="The chat as shoppers see it" src=address></iframe>
        </section>
    }
    .into_any()
}
