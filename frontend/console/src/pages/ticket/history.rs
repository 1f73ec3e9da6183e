//! What happened to a ticket, with the notes.

use super::Room;
use crate::parts::ticking::shown;
use leptos::prelude::*;
use vouch_shared::ticket::{Happening, TicketEvent};

/// Everything that happened, oldest first.
#[component]
pub(crate) fn History() -> impl IntoView {
    let room = expect_context::<Room>();
    let events = move || {
        let history = room.view.with(|view| view.as_ref().map(|view| view.history.clone()));
        history.unwrap_or_default().into_iter().map(|event| line(room, event)).collect_view()
    };
    view! {
        <section class="sheet">
            <h2>"History"</h2>
            <ol class="history" data-testid="history">{events}</ol>
        </section>
    }
}

fn line(room: Room, event: TicketEvent) -> impl IntoView {
    let name = |email: &str| {
        room.colleagues.with(|all| {
            let found = all.iter().find(|one| one.email == email);
            found.map_or_else(|| email.to_owned(), |one| one.name.clone())
        })
    };
    let words = event.what.words(name);
    let note = match &event.what {
        Happening::Noted { note, .. } => {
            Some(view! { <p class="note" dir="auto">{note.clone()}</p> })
        }
        _ => None,
    };
    let at = shown(&event.at);
    view! {
        <li>
            <p><strong>{event.actor_name}</strong>" "{words}<time class="quiet" datetime=event.at.0>{at}</time></p>
            {note}
        </li>
    }
}
