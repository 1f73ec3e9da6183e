//! What goes out to mail and other systems: how each target fares, what failed and why, and sending
//! it again.

use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use leptos::prelude::*;
use vouch_shared::delivery::{MessageState, Outbox, OutboxMessage, Replayed, TargetState};
use vouch_shared::id::Timestamp;

/// What the list can be narrowed to, and its name on the wire.
const FILTERS: [(&str, &str); 5] =
    [("All", ""), ("Pending", "pending"), ("Failed", "failed"), ("Dead", "dead"), ("Sent", "sent")];

/// The room.
#[component]
pub(crate) fn DeliveryPage() -> impl IntoView {
    let desk = Desk::of_context();
    let filter = RwSignal::new("");
    let fault = RwSignal::new(None::<String>);
    let told = RwSignal::new(String::new());
    let outbox = LocalResource::new(move || {
        let (site, filter) = (desk.site().map(|access| access.site), filter.get());
        async move {
            let Some(site) = site else { return Err(Failure::SignedOut) };
            let query = if filter.is_empty() { String::new() } else { format!("?state={filter}") };
            desk.api.get::<Outbox>(&on_site(&site, &format!("delivery{query}"))).await
        }
    });
    let retry = Action::new_local(move |message: &String| {
        let rest = if message.is_empty() {
            "delivery/retry".to_owned()
        } else {
            format!("delivery/{message}/retry")
        };
        async move {
            let Some(access) = desk.site() else { return };
            match desk.api.post::<Replayed>(&on_site(&access.site, &rest), &()).await {
                Ok(replayed) => {
                    fault.set(None);
                    told.set(format!("{} sent again.", replayed.messages));
                    outbox.refetch();
                }
                Err(failure) => fault.set(Some(failure.words())),
            }
        }
    });
    let filters = FILTERS.map(|(name, state)| {
        let pressed = move || if filter.get() == state { "true" } else { "false" };
        view! {
            <button class="choice" aria-pressed=pressed on:click=move |_| filter.set(state)>{name}</button>
        }
    });
    let body = move || match outbox.get() {
        None => view! { <p class="empty" role="status">"One moment …"</p> }.into_any(),
        Some(Err(failure)) => {
            view! { <p class="notice" role="alert">{failure.words()}</p> }.into_any()
        }
        Some(Ok(found)) => view! {
            {targets(found.targets)}
            {messages(found.messages, retry)}
        }
        .into_any(),
    };
    view! {
        <header class="head">
            <h1>"Delivery"</h1>
            <div class="choices" role="group" aria-label="Show">{filters.into_iter().collect_view()}</div>
            <button class="secondary" data-testid="look-again" on:click=move |_| outbox.refetch()>
                "Look again"
            </button>
            <button class="secondary" data-testid="retry-all" on:click=move |_| { retry.dispatch_local(String::new()); }>
                "Send all dead again"
            </button>
        </header>
        <Notice words=fault/>
        <p class="quiet" role="status">{move || told.get()}</p>
        {body}
    }
}

fn targets(targets: Vec<TargetState>) -> AnyView {
    if targets.is_empty() {
        return view! {
            <p class="empty">
                "Nothing is announced anywhere yet. Set an address, a webhook or a target under "
                <code>"[site.handoff]"</code> "."
            </p>
        }
        .into_any();
    }
    let rows = targets.into_iter().map(|target| {
        let format = target.format.unwrap_or_else(|| "not configured any more".to_owned());
        view! {
            <tr>
                <th scope="row">{target.name}</th>
                <td>{format}</td>
                <td>{target.pending}</td>
                <td>{target.failed}</td>
                <td>{target.dead}</td>
                <td>{target.sent}</td>
            </tr>
        }
    });
    view! {
        <section class="sheet">
            <h2>"Targets"</h2>
            <div class="scroll" tabindex="0" role="group" aria-label="Targets">
                <table>
                    <thead><tr>
                        <th scope="col">"Name"</th><th scope="col">"Kind"</th>
                        <th scope="col">"Pending"</th><th scope="col">"Failed"</th>
                        <th scope="col">"Dead"</th><th scope="col">"Sent"</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn messages(messages: Vec<OutboxMessage>, retry: Action<String, ()>) -> AnyView {
    if messages.is_empty() {
        return view! { <p class="empty">"There are no such messages."</p> }.into_any();
    }
    let rows = messages.into_iter().map(|message| row(message, retry));
    view! {
        <section class="sheet" data-testid="messages">
            <h2>"Messages"</h2>
            <div class="scroll" tabindex="0" role="group" aria-label="Messages">
                <table>
                    <thead><tr>
                        <th scope="col">"Ticket"</th><th scope="col">"What"</th>
                        <th scope="col">"To"</th><th scope="col">"State"</th>
                        <th scope="col">"Tries"</th><th scope="col">"When"</th>
                        <th scope="col"><span class="unseen">"Deeds"</span></th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(message: OutboxMessage, retry: Action<String, ()>) -> AnyView {
    let tone = match message.state {
        MessageState::Sent | MessageState::Unneeded => "good",
        MessageState::Pending => "moving",
        MessageState::Failed => "attention",
        MessageState::Dead => "fault",
    };
    let name = match message.state {
        MessageState::Unneeded => "seen in the chat",
        state => state.as_str(),
    };
    let may_retry = matches!(message.state, MessageState::Failed | MessageState::Dead);
    let label = format!("Send again: {} to {}", message.ticket, message.target);
    let id = message.id.clone();
    let again = may_retry.then(|| {
        view! {
            <button class="secondary" aria-label=label
                on:click=move |_| { retry.dispatch_local(id.clone()); }>"Send again"</button>
        }
    });
    let when = match (&message.ended_at, &message.due_at) {
        (Some(ended), _) => moment(ended),
        (None, Some(due)) => format!("next try {}", moment(due)),
        (None, None) => moment(&message.created_at),
    };
    view! {
        <tr>
            <td class="when">{message.ticket.0}</td>
            <td>{message.event}</td>
            <td>{message.target}</td>
            <td>
                <span class="mark" data-tone=tone>{name}</span>
                {message.problem.map(|why| view! { <p class="quiet">{why}</p> })}
            </td>
            <td>{message.tries}</td>
            <td class="when">{when}</td>
            <td class="when">{again}</td>
        </tr>
    }
    .into_any()
}

/// Day and minute, in UTC.
fn moment(at: &Timestamp) -> String {
    let text = at.as_str();
    format!("{} {}", text.get(..10).unwrap_or(text), text.get(11..16).unwrap_or_default())
}
