//! The list of conversations.

use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::Notice;
use crate::parts::ticking::shown;
use crate::router::A;
use leptos::prelude::*;
use vouch_shared::ticket::{ConversationLine, ConversationList};

/// All conversations, newest first.
#[component]
pub(super) fn ConversationList() -> impl IntoView {
    let desk = Desk::of_context();
    let list: RwSignal<Option<ConversationList>> = RwSignal::new(None);
    let fault = RwSignal::new(None);
    let fetch = move |cursor: Option<String>| {
        let Some(access) = desk.site() else { return };
        let after =
            cursor.as_deref().map(|cursor| String::from(js_sys::encode_uri_component(cursor)));
        let rest = after.map_or_else(String::new, |after| format!("?cursor={after}"));
        let path = on_site(&access.site, &format!("conversations{rest}"));
        leptos::task::spawn_local(async move {
            match desk.api.get::<ConversationList>(&path).await {
                Ok(mut page) => list.update(|list| {
                    let mut all = list
                        .take()
                        .filter(|_| cursor.is_some())
                        .map(|old| old.conversations)
                        .unwrap_or_default();
                    all.append(&mut page.conversations);
                    *list = Some(ConversationList { conversations: all, next: page.next });
                }),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    };
    Effect::new(move |_| fetch(None));
    let next = move || list.with(|list| list.as_ref().and_then(|list| list.next.clone()));
    let rows = move || match list.get() {
        None => view! { <p class="empty" role="status">"One moment …"</p> }.into_any(),
        Some(list) if list.conversations.is_empty() => {
            view! { <p class="empty">"Nobody has asked anything yet."</p> }.into_any()
        }
        Some(list) => {
            let rows = list.conversations.into_iter().map(row).collect_view();
            view! { <ul class="tickets" aria-label="Conversations" data-testid="conversations">{rows}</ul> }.into_any()
        }
    };
    view! {
        <header class="head"><h1>"Conversations"</h1></header>
        <Notice words=fault/>
        {rows}
        <Show when=move || next().is_some()>
            <p class="row"><button class="secondary" on:click=move |_| fetch(next())>"Show more"</button></p>
        </Show>
    }
}

fn row(line: ConversationLine) -> impl IntoView {
    let address = format!("/console/conversations/{}", line.id);
    let turns = match line.turns {
        1 => "1 message".to_owned(),
        n => format!("{n} messages"),
    };
    let said =
        if line.excerpt.is_empty() { "Opened, nothing asked".to_owned() } else { line.excerpt };
    let ticket = line.ticket.map(|ticket| {
        let address = format!("/console/tickets/{ticket}");
        view! { <A href=address>{ticket.0.clone()}</A> }
    });
    view! {
        <li class="line talk">
            <A href=address><span class="excerpt" dir="auto">{said}</span></A>
            <span class="marks"><span class="mark">{turns}</span><span class="mark">{line.locale}</span></span>
            <span class="whose">{ticket}</span>
            <time class="quiet" datetime=line.opened_at.0.clone()>{shown(&line.opened_at)}</time>
        </li>
    }
}
