//! Titles to pick from: quick replies, or approved answers that are about as likely.

use crate::actions::Actions;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;

/// One button for each title, and one for "none of these" where that leads to a person.
pub(crate) fn options(options: &[ChoiceOption], or_none: bool) -> AnyView {
    let actions = Actions::of_context();
    let none = or_none.then(|| {
        view! {
            <button class="option quiet" data-testid="choice-none"
                on:click=move |_| actions.person.run(())>
                {Texts::of_context().get("choices.none")}
            </button>
        }
    });
    let buttons: Vec<_> = options.iter().map(button).collect();
    view! { <div class="options">{buttons} {none}</div> }.into_any()
}

fn button(option: &ChoiceOption) -> AnyView {
    let actions = Actions::of_context();
    let option = option.clone();
    let label = option.label.clone();
    view! {
        <button class="option" dir="auto" data-testid="choice"
            aria-disabled=move || actions.busy.get().then_some("true")
            on:click=move |_| actions.choose.run(option.clone())>
            {label}
        </button>
    }
    .into_any()
}
