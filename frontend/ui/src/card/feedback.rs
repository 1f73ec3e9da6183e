//! Whether a card helped, and what is wrong with it if it is wrong.

use crate::actions::{Action, Actions};
use crate::drawing::{Drawing, draw, set_flag};
use crate::field::{field, value_of};
use crate::text::Texts;
use leptos::prelude::*;
use std::rc::Rc;
use vouch_shared::conversation::{Feedback, Verdict};
use vouch_shared::id::CardId;
use web_sys::Event;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    Explaining,
    Thanked,
}

/// Three answers; the last one asks for words.
pub(crate) fn feedback(card: &CardId) -> Drawing {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let stage = RwSignal::new(Stage::Asking);
    let card = card.clone();
    let rate: Rc<dyn Fn(Verdict, Option<String>)> = Rc::new(move |verdict, words| {
        let card = card.clone();
        actions.act.run(Action::Rate(Feedback { card, verdict, words }));
        stage.set(Stage::Thanked);
    });
    let (yes, no) = (rate.clone(), rate.clone());
    let at = move |wanted: Stage, part: Drawing| {
        part.live(move |part| set_flag(part, "hidden", stage.get() != wanted))
    };
    let answer =
        |key: &'static str| draw("button").class("answer").test_id(key).text(&texts.get(key));
    let question = draw("div")
        .class("asking")
        .child(draw("span").text(&texts.get("policy.helpful")))
        .child(answer("policy.yes").on("click", move |_| yes(Verdict::Helpful, None)))
        .child(answer("policy.no").on("click", move |_| no(Verdict::NotHelpful, None)))
        .child(answer("policy.wrong").on("click", move |_| stage.set(Stage::Explaining)));
    let (words_field, words) = field("policy.wrong_words", "textarea", "feedback-words");
    let words = words.set("rows", "2").set("maxlength", "1000");
    let explain = move |event: Event| {
        event.prevent_default();
        let words = value_of(words.element()).trim().to_owned();
        rate(Verdict::Wrong, (!words.is_empty()).then_some(words));
    };
    let send = draw("button").class("primary").test_id("feedback-submit");
    let form = draw("form")
        .class("form")
        .child(words_field)
        .child(send.text(&texts.get("widget.send")))
        .on("submit", explain);
    let thanks = draw("p").class("asking").set("role", "status").text(&texts.get("policy.thanks"));
    draw("div")
        .class("feedback")
        .child(at(Stage::Asking, question))
        .child(at(Stage::Explaining, form))
        .child(at(Stage::Thanked, thanks))
}
