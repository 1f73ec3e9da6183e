//! One conversation.

use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::ticking::shown;
use crate::parts::{Notice, Transcript, checks_of_site};
use crate::router::A;
use crate::router::Router;
use leptos::prelude::*;
use vouch_shared::ticket::ConversationDetail;

/// A conversation with all its steps.
#[component]
pub(super) fn ConversationPage() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let checks = checks_of_site(desk);
    let detail: RwSignal<Option<ConversationDetail>> = RwSignal::new(None);
    let fault = RwSignal::new(None);
    Effect::new(move |_| {
        let id = router.segment(1).unwrap_or_default();
        let Some(access) = desk.site() else { return };
        let path = on_site(&access.site, &format!("conversations/{id}"));
        leptos::task::spawn_local(async move {
            match desk.api.get(&path).await {
                Ok(found) => detail.set(Some(found)),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    });
    let body = move || {
        let ConversationDetail { id, locale, opened_at, tickets, transcript } = detail.get()?;
        let link = |ticket: vouch_shared::id::TicketNumber| {
            let address = format!("/console/tickets/{ticket}");
            view! { <A href=address attr:class="secondary">{ticket.0.clone()}</A> }
        };
        Some(view! {
            <header class="head">
                <h1>"Conversation"</h1>
                <span class="mark">{locale}</span>
                <span class="quiet">{shown(&opened_at)}</span>
                {tickets.into_iter().map(link).collect_view()}
            </header>
            <section class="sheet" aria-label="What was said">
                <h2 class="unseen">"What was said"</h2>
                <Transcript steps=transcript conversation=id checks/>
            </section>
        })
    };
    view! {
        <nav aria-label="Back"><A href="/console/conversations" attr:class="link">"← Conversations"</A></nav>
        <Notice words=fault/>
        {body}
    }
}
