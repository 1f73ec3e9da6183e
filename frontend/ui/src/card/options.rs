//! Titles to pick from: quick replies, or approved answers that are about as likely.

use crate::actions::{Action, Actions};
use crate::drawing::{Drawing, draw, set_flag};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;

/// One button for each title.
pub(crate) fn options(options: &[ChoiceOption]) -> Drawing {
    draw("div").class("options").children(options.iter().map(button).collect())
}

/// "None of these", which leads to a person.
pub(crate) fn none() -> Drawing {
    let actions = Actions::of_context();
    draw("button")
        .class("option quiet")
        .test_id("choice-none")
        .text(&Texts::of_context().get("choices.none"))
        .on("click", move |_| actions.act.run(Action::AskForPerson))
}

fn button(option: &ChoiceOption) -> Drawing {
    let actions = Actions::of_context();
    let option = option.clone();
    draw("button")
        .class("option")
        .set("dir", "auto")
        .test_id("choice")
        .text(&option.label)
        .live(move |button| set_flag(button, "aria-disabled", actions.busy.get()))
        .on("click", move |_| actions.act.run(Action::Choose(option.clone())))
}
