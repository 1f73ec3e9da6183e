//! The card that opens a conversation.

use crate::card::choices::option_buttons;
use crate::card::plain;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;

pub(crate) fn greeting(text: &str, quick_replies: &[ChoiceOption]) -> AnyView {
    view! {
        {plain(text)}
        <div class="options">{option_buttons(quick_replies)}</div>
    }
    .into_any()
}
