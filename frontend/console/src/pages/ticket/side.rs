//! Whose it is, how it stands, the order, and other tickets.

use super::{Room, state_words};
use crate::parts::CardView;
use crate::parts::ticking::shown;
use crate::router::A;
use leptos::prelude::*;
use vouch_shared::ticket::{Deed, Priority, TicketLine, TicketView};

/// The panel beside the conversation.
#[component]
pub(crate) fn Side() -> impl IntoView {
    let room = expect_context::<Room>();
    move || {
        let view = room.view.get()?;
        Some(view! {
            <aside class="stack" aria-label="About the ticket">
                <section class="sheet"><h2>"Ticket"</h2>{facts(room, &view)}</section>
                {order(room, &view)}
                {others(room, &view)}
            </aside>
        })
    }
}

fn facts(room: Room, view: &TicketView) -> impl IntoView + use<> {
    let TicketLine { email, locale, created_at, due_at, first_reply_at, snoozed_until, .. } =
        view.ticket.clone();
    let due = due_at.map(|due| view! { <dt>"Reply due"</dt><dd>{shown(&due)}</dd> });
    let replied = first_reply_at.map(|at| view! { <dt>"First reply"</dt><dd>{shown(&at)}</dd> });
    let snoozed = snoozed_until.map(|at| view! { <dt>"Snoozed until"</dt><dd>{shown(&at)}</dd> });
    let conversation = format!("/console/conversations/{}", view.conversation);
    view! {
        {assignee(room, &view.ticket)}
        {priority(room, &view.ticket)}
        {tags(room, &view.ticket)}
        <dl class="facts">
            <dt>"From"</dt><dd>{email}</dd>
            <dt>"Language"</dt><dd>{locale}</dd>
            <dt>"Arrived"</dt><dd>{shown(&created_at)}</dd>
            {due}{replied}{snoozed}
        </dl>
        <p><A href=conversation>"The conversation on its own"</A></p>
    }
}

fn assignee(room: Room, ticket: &TicketLine) -> impl IntoView + use<> {
    let current = ticket.assignee.clone().unwrap_or_default();
    let unlisted = ticket.assignee.clone().zip(ticket.assignee_name.clone());
    let options = move || {
        let colleagues = room.colleagues.get().into_iter().filter(|one| one.answers);
        let mut people: Vec<_> = colleagues.map(|one| (one.email, one.name)).collect();
        // Whoever left still is shown where they are assigned.
        people.extend(
            unlisted.clone().filter(|(email, _)| people.iter().all(|(other, _)| other != email)),
        );
        let option = |(email, name): (String, String)| {
            let is_chosen = email == current;
            view! { <option value=email selected=is_chosen>{name}</option> }
        };
        people.into_iter().map(option).collect_view()
    };
    let assign = move |event: web_sys::Event| {
        let to = event_target_value(&event);
        room.act(Deed::Assign { to: (!to.is_empty()).then_some(to) });
    };
    view! {
        <label class="field">
            <span>"Assignee"</span>
            <select id="assignee" aria-keyshortcuts="a" disabled=!room.may_act() on:change=assign>
                <option value="">"Nobody"</option>
                {options}
            </select>
        </label>
    }
}

fn priority(room: Room, ticket: &TicketLine) -> impl IntoView + use<> {
    let current = ticket.priority;
    let option = |one: Priority| {
        view! { <option value=one.as_str() selected=one == current>{one.as_str()}</option> }
    };
    let choose = move |event: web_sys::Event| {
        if let Some(priority) = Priority::parse(&event_target_value(&event)) {
            room.act(Deed::Prioritise { priority });
        }
    };
    view! {
        <label class="field">
            <span>"Priority"</span>
            <select id="priority" aria-keyshortcuts="p" disabled=!room.may_act() on:change=choose>
                {Priority::ALL.map(option).into_iter().collect_view()}
            </select>
        </label>
    }
}

fn tags(room: Room, ticket: &TicketLine) -> impl IntoView + use<> {
    let may = room.may_act();
    let one = move |tag: String| {
        let (label, gone) = (format!("Take the tag {tag} away"), tag.clone());
        let remove = may.then(|| {
            let away = move |_| room.act(Deed::Untag { tag: gone.clone() });
            view! { <button class="link" aria-label=label on:click=away>"×"</button> }
        });
        view! { <li class="mark">{tag}{remove}</li> }
    };
    let typed = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked();
        if !tag.trim().is_empty() {
            room.act(Deed::Tag { tag });
        }
    };
    let form = may.then(|| view! {
        <form class="row" on:submit=add>
            <input id="tag" aria-label="New tag" aria-keyshortcuts="g" placeholder="Add a tag" maxlength="40"
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <button class="secondary">"Add"</button>
        </form>
    });
    view! {
        <div class="field">
            <span>"Tags"</span>
            <ul class="row tags" data-testid="tags">{ticket.tags.iter().cloned().map(one).collect_view()}</ul>
            {form}
        </div>
    }
}

fn order(room: Room, view: &TicketView) -> Option<impl IntoView + use<>> {
    let (jws, conversation) = (view.order.clone()?, view.conversation.clone());
    Some(view! {
        <section class="sheet" data-testid="order">
            <h2>"Order that the shopper proved"</h2>
            {move || {
                let (jws, conversation) = (jws.clone(), conversation.clone());
                let check = room.checks.get()?.ok()?;
                Some(view! { <CardView jws conversation check/> })
            }}
        </section>
    })
}

fn others(room: Room, view: &TicketView) -> Option<impl IntoView + use<>> {
    if view.others.is_empty() {
        return None;
    }
    let duplicates = view.duplicates.clone();
    let may = room.may_act() && view.ticket.merged_into.is_none();
    let line = move |other: TicketLine| {
        let (tone, words) = state_words(other.state);
        let address = format!("/console/tickets/{}", other.number);
        let into = other.number.clone();
        let merge = (may && duplicates.contains(&other.number)).then(|| {
            let merge = move |_| room.act(Deed::Merge { into: into.clone() });
            view! { <button class="link" on:click=merge>"Merge into it"</button> }
        });
        view! {
            <li>
                <p class="row"><A href=address>{other.number.0.clone()}</A><span class="mark" data-tone=tone>{words}</span>{merge}</p>
                <p class="quiet" dir="auto">{other.excerpt}</p>
            </li>
        }
    };
    Some(view! {
        <section class="sheet" data-testid="others">
            <h2>"Other tickets of this shopper"</h2>
            <ul class="plain">{view.others.clone().into_iter().map(line).collect_view()}</ul>
        </section>
    })
}
