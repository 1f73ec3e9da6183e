//! Titles of approved answers to pick from, when several are about as likely.

use crate::actions::Actions;
use crate::card::plain;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;

pub(crate) fn choices(text: &str, options: &[ChoiceOption]) -> AnyView {
    let actions = Actions::of_context();
    view! {
        {plain(text)}
        <div class="options">
            {option_buttons(options)}
            <button class="option quiet" data-testid="choice-none"
                on:click=move |_| actions.person.run(())>
                {Texts::of_context().get("choices.none")}
            </button>
        </div>
    }
    .into_any()
}

/// One button for each title.
pub(crate) fn option_buttons(options: &[ChoiceOption]) -> AnyView {
    let actions = Actions::of_context();
    let button = |option: &ChoiceOption| {
        let option = option.clone();
        let label = option.label.clone();
        view! {
            <button class="option" dir="auto" data-testid="choice"
                aria-disabled=move || actions.busy.get().then_some("true")
                on:click=move |_| actions.choose.run(option.clone())>
                {label}
            </button>
        }
    };
    options.iter().map(button).collect_view().into_any()
}
