//! Whether a card helped, and what is wrong with it if it is wrong.

use crate::actions::Actions;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::conversation::{Feedback, Verdict};
use vouch_shared::id::CardId;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    Explaining,
    Thanked,
}

/// Three answers; the last one asks for words.
pub(crate) fn feedback(card: CardId) -> AnyView {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let stage = RwSignal::new(Stage::Asking);
    let words = RwSignal::new(String::new());
    let card = StoredValue::new(card);
    let rate = move |verdict: Verdict, words: Option<String>| {
        actions.rate.run(Feedback { card: card.get_value(), verdict, words });
        stage.set(Stage::Thanked);
    };
    let explain = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked().trim().to_owned();
        rate(Verdict::Wrong, (!words.is_empty()).then_some(words));
    };
    let answer = move |key: &'static str, verdict: Verdict| {
        view! {
            <button class="answer" data-testid=key on:click=move |_| rate(verdict, None)>
                {texts.get(key)}
            </button>
        }
    };
    let view = move || match stage.get() {
        Stage::Asking => view! {
            <span>{texts.get("policy.helpful")}</span>
            {answer("policy.yes", Verdict::Helpful)}
            {answer("policy.no", Verdict::NotHelpful)}
            <button class="answer" data-testid="policy.wrong"
                on:click=move |_| stage.set(Stage::Explaining)>
                {texts.get("policy.wrong")}
            </button>
        }
        .into_any(),
        Stage::Explaining => view! {
            <form class="form" on:submit=explain>
                <label class="field">
                    <span>{texts.get("policy.wrong_words")}</span>
                    <textarea rows="2" maxlength="1000" dir="auto" data-testid="feedback-words"
                        bind:value=words></textarea>
                </label>
                <button class="primary" data-testid="feedback-submit">
                    {texts.get("widget.send")}
                </button>
            </form>
        }
        .into_any(),
        Stage::Thanked => {
            view! { <span role="status">{texts.get("policy.thanks")}</span> }.into_any()
        }
    };
    view! { <div class="feedback">{view}</div> }.into_any()
}
