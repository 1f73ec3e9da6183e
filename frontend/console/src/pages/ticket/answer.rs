//! Who has the say in a ticket's conversation, and the reply to it.

use crate::api::{Answer, Failure, on_site};
use crate::desk::Desk;
use crate::pages::ticket::composer::Composer;
use crate::parts::Notice;
use leptos::prelude::*;
use vouch_shared::reply::{Satisfaction, Talk};

/// What a member can do with the conversation.
#[derive(Clone, Copy)]
enum Deed {
    TakeOver,
    Release,
    Close,
}

/// Between the conversation and the notes: who has the say, and the reply.
#[component]
pub(crate) fn AnswerPart(number: String) -> impl IntoView {
    view! {
        <TalkBar number=number.clone()/>
        <Composer number/>
    }
}

/// Says who has the say, and changes it.
#[component]
fn TalkBar(number: String) -> impl IntoView {
    let desk = Desk::of_context();
    let number = StoredValue::new(number);
    let fault = RwSignal::new(None::<String>);
    let path = move |rest: &str| {
        let access = desk.site()?;
        Some(on_site(&access.site, &format!("tickets/{}/{rest}", number.get_value())))
    };
    let talk = LocalResource::new(move || {
        let path = path("talk");
        async move { desk.api.get::<Talk>(&path.ok_or(Failure::SignedOut)?).await }
    });
    let act = Action::new_local(move |deed: &Deed| {
        let deed = *deed;
        async move {
            let rest = if matches!(deed, Deed::Close) { "close" } else { "takeover" };
            let done: Answer<Talk> = match (deed, path(rest)) {
                (Deed::Release, Some(path)) => desk.api.delete(&path).await,
                (_, Some(path)) => desk.api.post(&path, &()).await,
                (_, None) => Err(Failure::SignedOut),
            };
            fault.set(done.err().map(|failure| failure.words()));
            talk.refetch();
        }
    });
    let button = move |deed: Deed, label: &'static str| {
        view! {
            <button class="secondary" on:click=move |_| { act.dispatch_local(deed); }>{label}</button>
        }
    };
    let state = move || match talk.get() {
        None => view! { <p class="quiet" role="status">"One moment …"</p> }.into_any(),
        Some(Err(failure)) => view! { <p class="fault">{failure.words()}</p> }.into_any(),
        Some(Ok(talk)) => {
            let (words, deed) = match talk.taken_over {
                Some(by) => (
                    format!("{} has taken over. The assistant is silent.", by.name),
                    button(Deed::Release, "Give it back to the assistant"),
                ),
                None => (
                    "The assistant answers in this conversation.".to_owned(),
                    button(Deed::TakeOver, "Take over"),
                ),
            };
            let verdict = talk.satisfaction.map(|verdict| match verdict {
                Satisfaction::Solved => "The shopper says that it is solved.",
                Satisfaction::NotSolved => "The shopper says that it is not solved.",
            });
            view! {
                <div class="row">
                    <p role="status">{words}" "{verdict}</p>
                    {deed}
                    {button(Deed::Close, "Close the ticket")}
                </div>
            }
            .into_any()
        }
    };
    view! { <section class="sheet" aria-label="Who answers">{state}<Notice words=fault/></section> }
}
