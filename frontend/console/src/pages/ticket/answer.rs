//! Who has the say in a ticket's conversation, and the reply to it.

use super::Room;
use crate::api::{Answer, Failure};
use crate::pages::ticket::composer::Composer;
use crate::parts::Notice;
use leptos::prelude::*;
use vouch_shared::reply::{Satisfaction, Talk};

/// Between the conversation and the notes: who has the say, and the reply.
#[component]
pub(crate) fn AnswerPart() -> impl IntoView {
    let room = expect_context::<Room>();
    // Closing gives the conversation back, and the shopper may say what they think of it.
    let changes = Memo::new(move |_| {
        room.view.with(|view| view.as_ref().map(|it| (it.ticket.version, it.transcript.len())))
    });
    let talk = LocalResource::new(move || {
        changes.track();
        let path = room.path("/talk");
        async move { room.desk.api.get::<Talk>(&path.ok_or(Failure::SignedOut)?).await }
    });
    view! {
        <TalkBar talk/>
        <Composer talk/>
    }
}

/// Says who has the say, and changes it.
#[component]
fn TalkBar(talk: LocalResource<Answer<Talk>>) -> impl IntoView {
    let room = expect_context::<Room>();
    let fault = RwSignal::new(None::<String>);
    let take_over = Action::new_local(move |takes: &bool| {
        let takes = *takes;
        async move {
            let done: Answer<Talk> = match room.path("/takeover") {
                Some(path) if takes => room.desk.api.post(&path, &()).await,
                Some(path) => room.desk.api.delete(&path).await,
                None => Err(Failure::SignedOut),
            };
            fault.set(done.err().map(|failure| failure.words()));
            talk.refetch();
            room.reload();
        }
    });
    let button = move |takes: bool, label: &'static str| {
        view! {
            <button class="secondary" data-testid="takeover"
                on:click=move |_| { take_over.dispatch_local(takes); }>{label}</button>
        }
    };
    let state = move || match talk.get() {
        None => view! { <p class="quiet" role="status">"One moment …"</p> }.into_any(),
        Some(Err(failure)) => view! { <p class="fault">{failure.words()}</p> }.into_any(),
        Some(Ok(talk)) => {
            let (words, deed) = match talk.taken_over {
                Some(by) => (
                    format!("{} has taken over. The assistant is silent.", by.name),
                    button(false, "Give it back to the assistant"),
                ),
                None => (
                    "The assistant answers in this conversation.".to_owned(),
                    button(true, "Take over"),
                ),
            };
            let verdict = talk.satisfaction.map(|verdict| match verdict {
                Satisfaction::Solved => "The shopper says that it is solved.",
                Satisfaction::NotSolved => "The shopper says that it is not solved.",
            });
            view! { <div class="row"><p role="status">{words}" "{verdict}</p>{deed}</div> }
                .into_any()
        }
    };
    view! {
        <section class="sheet" aria-label="Who answers" data-testid="talk">
            {state}<Notice words=fault/>
        </section>
    }
}
