//! One ticket of the list.

use super::Inbox;
use super::filter::reason_name;
use crate::parts::SlaMark;
use crate::parts::ticking::ago;
use crate::router::A;
use leptos::prelude::*;
use vouch_shared::ticket::{Priority, TicketLine};

/// A ticket's line: the whole line leads to it.
#[component]
pub(crate) fn Row(line: TicketLine) -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let number = StoredValue::new(line.number.0.clone());
    let picked =
        move || inbox.picked.with(|picked| number.with_value(|number| picked.contains(number)));
    let current = move || {
        let at = inbox.cursor.get()?;
        let is_here = inbox.list.with(|list| {
            let line = list.as_ref().and_then(|list| list.tickets.get(at));
            line.is_some_and(|line| number.with_value(|number| line.number.0 == *number))
        });
        is_here.then_some("true")
    };
    let name = if line.name.is_empty() { line.email.clone() } else { line.name.clone() };
    let address = format!("/console/tickets/{}", line.number);
    let tags = line.tags.iter().map(|tag| view! { <span class="mark">{tag.clone()}</span> });
    let tags: Vec<_> = tags.collect();
    let active = line.active_at.clone();
    let overdue = {
        let (due, replied) = (line.due_at.clone(), line.first_reply_at.is_some());
        move || {
            let due = due.as_ref().and_then(crate::parts::ticking::millis);
            due.is_some_and(|due| !replied && due < inbox.ticking.now()).then_some("true")
        }
    };
    let (shown_number, pick, excerpt) =
        (line.number.0.clone(), format!("Pick {}", line.number), line.excerpt.clone());
    let (reason, moment) = (reason_name(&line.reason), line.active_at.0.clone());
    let whose = line.assignee_name.clone().unwrap_or_else(|| "Nobody".to_owned());
    let (priority, of_row) = (line.priority, line.number.0.clone());
    view! {
        <li class="line" data-ticket=of_row aria-current=current data-picked=move || picked().to_string()
            data-overdue=overdue>
            <input type="checkbox" aria-label=pick prop:checked=picked
                on:change=move |_| inbox.toggle(&number.get_value())/>
            <A href=address>
                <span class="who"><strong>{name}</strong><span class="quiet">{shown_number}</span></span>
                <span class="excerpt" dir="auto">{excerpt}</span>
            </A>
            <span class="marks">
                <PriorityMark priority/>
                <span class="mark">{reason}</span>
                {tags}
                <SlaMark ticket=line ticking=inbox.ticking/>
            </span>
            <span class="whose">{whose}</span>
            <time class="quiet" datetime=moment>{move || ago(&active, inbox.ticking.now())}</time>
        </li>
    }
}

/// A priority that is not the normal one.
#[component]
pub(crate) fn PriorityMark(priority: Priority) -> impl IntoView {
    let (tone, name) = match priority {
        Priority::Low => ("quiet", "Low"),
        Priority::Normal => return None,
        Priority::High => ("attention", "High"),
        Priority::Urgent => ("fault", "Urgent"),
    };
    Some(view! { <span class="mark" data-tone=tone>{name}</span> })
}
