//! The mark on cards that state facts: whose they are, and that this device checked it.

use crate::icon::{VERIFIED, icon};
use crate::text::Texts;
use leptos::prelude::*;

pub(crate) fn verified_mark() -> impl IntoView {
    let texts = Texts::of_context();
    view! {
        <span class="verified" title=texts.get("widget.verified_about")>
            {icon(VERIFIED)}
            {texts.get("widget.verified")}
        </span>
    }
}
