//! A conversation, step by step: what the shopper said, the very cards that they saw, and why.

use super::card::{CardCheck, CardView};
use super::ticking::shown;
use leptos::prelude::*;
use vouch_shared::conversation::Verdict;
use vouch_shared::id::{ConversationId, Timestamp};
use vouch_shared::ticket::{How, SayTurn, Step};

/// All steps of a conversation.
#[component]
pub(crate) fn Transcript(
    steps: Vec<Step>,
    conversation: ConversationId,
    checks: RwSignal<Option<Result<CardCheck, String>>>,
) -> impl IntoView {
    let steps = StoredValue::new(steps);
    move || match checks.get() {
        None => {
            view! { <p class="quiet" role="status">"Fetching the site's keys …"</p> }.into_any()
        }
        Some(Err(why)) => view! { <p class="notice" role="alert">{why}</p> }.into_any(),
        Some(Ok(check)) => {
            let step = |step| one_step(step, &conversation, &check);
            let steps: Vec<_> = steps.get_value().into_iter().map(step).collect();
            view! { <ol class="transcript" data-testid="transcript">{steps}</ol> }.into_any()
        }
    }
}

fn one_step(step: Step, conversation: &ConversationId, check: &CardCheck) -> AnyView {
    let show = |list: Vec<String>| cards(list, conversation, check);
    match step {
        Step::Opened { at, cards } => {
            view! { <li>{when("Opened", &at)}{show(cards)}</li> }.into_any()
        }
        Step::Turn { at, said, how, decision, cards, .. } => {
            let label = match how {
                How::Typed => "Shopper",
                How::Chosen => "Shopper chose",
                How::Claimed => "Shopper asked for the order",
            };
            view! {
                <li>
                    {when(label, &at)}
                    <p class="said" dir="auto">{said}</p>
                    {show(cards)}
                    <details class="decision">
                        <summary>"Why this reply"</summary>
                        <code tabindex="0">{decision}</code>
                    </details>
                </li>
            }
            .into_any()
        }
        Step::Handoff { at, message, cards, .. } => view! {
            <li>{when("Wrote to you", &at)}<p class="said" dir="auto">{message}</p>{show(cards)}</li>
        }
        .into_any(),
        Step::Feedback { at, verdict, words, .. } => {
            let verdict = match verdict {
                Verdict::Helpful => "found a card helpful",
                Verdict::NotHelpful => "found a card not helpful",
                Verdict::Wrong => "says that a card is wrong",
            };
            let label = format!("Shopper {verdict}");
            view! { <li>{when(&label, &at)}{words.map(|words| view! { <p class="said" dir="auto">{words}</p> })}</li> }
                .into_any()
        }
        Step::Staff { at, staff, cards } => {
            let label = format!("{staff} answered");
            let mut cards = cards;
            let inserted = cards.split_off(cards.len().min(1));
            let below = (!inserted.is_empty()).then(|| {
                let mark = view! { <p><span class="mark" data-tone="good">"Inserted word for word"</span></p> };
                (mark, show(inserted))
            });
            view! { <li>{when(&label, &at)}{show(cards)}{below}</li> }.into_any()
        }
        Step::Mail { at, text } => view! {
            <li>{when("Shopper answered by mail", &at)}<p class="said" dir="auto">{text}</p></li>
        }
        .into_any(),
        Step::Say { at, turn, staff, cards } => {
            let deed = match turn {
                SayTurn::TakenOver => "took over",
                SayTurn::Released => "gave it back to the assistant",
                SayTurn::Closed => "closed the ticket",
            };
            let label = format!("{staff} {deed}");
            view! { <li>{when(&label, &at)}{show(cards)}</li> }.into_any()
        }
        Step::Refusal { at, reason } => {
            let label = format!("The shopper's device refused a card ({reason})");
            view! { <li>{when(&label, &at)}</li> }.into_any()
        }
    }
}

fn when(label: &str, at: &Timestamp) -> impl IntoView + use<> {
    let moment = shown(at);
    view! { <p class="when"><strong>{label.to_owned()}</strong><time datetime=at.0.clone()>{moment}</time></p> }
}

fn cards(cards: Vec<String>, conversation: &ConversationId, check: &CardCheck) -> Vec<AnyView> {
    let card = |jws: String| {
        view! { <CardView jws conversation=conversation.clone() check=check.clone()/> }.into_any()
    };
    cards.into_iter().map(card).collect()
}
