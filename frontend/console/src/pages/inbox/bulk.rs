//! The same for many tickets at once.

use super::Inbox;
use crate::api::on_site;
use leptos::prelude::*;
use std::collections::BTreeSet;
use vouch_shared::staff::Permission;
use vouch_shared::ticket::{BulkChange, BulkOutcome, Deed, Priority, TicketAt};

/// What can be done with the picked tickets; not there while none is picked.
#[component]
pub(crate) fn BulkBar() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let count = move || inbox.picked.with(BTreeSet::len);
    let shown = move || count() > 0 && inbox.desk.may(Permission::AnswerTickets);
    let deed = move |deed: Deed| move |_| run(inbox, deed.clone());
    view! {
        <Show when=shown>
            <div class="bulk" role="toolbar" aria-label="Picked tickets" data-testid="bulk">
                <strong aria-live="polite">{move || format!("{} picked", count())}</strong>
                <button class="secondary" on:click=deed(Deed::Take)>"Take"</button>
                <button class="secondary" on:click=deed(Deed::Prioritise { priority: Priority::Urgent })>"Urgent"</button>
                <button class="secondary" on:click=deed(Deed::Prioritise { priority: Priority::Normal })>"Normal"</button>
                <button class="secondary" on:click=deed(Deed::Close)>"Close"</button>
                <button class="secondary" on:click=deed(Deed::Reopen)>"Reopen"</button>
                <button class="link" on:click=move |_| inbox.picked.set(BTreeSet::new())>"Pick none"</button>
            </div>
        </Show>
    }
}

fn run(inbox: Inbox, deed: Deed) {
    let Some(access) = inbox.desk.site() else { return };
    let picked = inbox.picked.get_untracked();
    let lines = inbox
        .list
        .with_untracked(|list| list.as_ref().map(|list| list.tickets.clone()).unwrap_or_default());
    let lines = lines.into_iter().filter(|line| picked.contains(line.number.as_str()));
    let tickets =
        lines.map(|line| TicketAt { number: line.number, version: line.version }).collect();
    let path = on_site(&access.site, "tickets/changes");
    leptos::task::spawn_local(async move {
        let change = BulkChange { tickets, deed };
        let told = match inbox.desk.api.post::<BulkOutcome>(&path, &change).await {
            Ok(BulkOutcome { refused, .. }) if refused.is_empty() => None,
            Ok(BulkOutcome { refused, .. }) => {
                let why = refused.into_iter().map(|one| format!("{}: {}", one.number, one.why));
                Some(why.collect::<Vec<_>>().join("; "))
            }
            Err(failure) => Some(failure.words()),
        };
        inbox.picked.set(BTreeSet::new());
        inbox.reload();
        inbox.fault.set(told);
    });
}
