//! The inbox: queues of tickets, live, worked through by keyboard.

mod bulk;
pub(crate) mod filter;
mod filters;
pub(crate) mod row;
mod views;

use crate::api::{Answer, follow_tickets, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use crate::parts::keys::{focus, on_keys};
use crate::parts::ticking::Ticking;
use crate::router::Router;
use bulk::BulkBar;
use filter::Filter;
use filters::{Filters, Queues};
use leptos::prelude::*;
use row::Row;
use std::collections::BTreeSet;
use views::Views;
use vouch_shared::ticket::{TicketLine, TicketList};

/// What the parts of the inbox share.
#[derive(Clone, Copy)]
pub(crate) struct Inbox {
    pub(crate) desk: Desk,
    pub(crate) filter: Memo<Filter>,
    pub(crate) list: RwSignal<Option<TicketList>>,
    pub(crate) fault: RwSignal<Option<String>>,
    pub(crate) picked: RwSignal<BTreeSet<String>>,
    /// The place in the list that the keyboard is at.
    pub(crate) cursor: RwSignal<Option<usize>>,
    pub(crate) ticking: Ticking,
    /// Rises with whatever makes the list old.
    news: RwSignal<u32>,
}

impl Inbox {
    fn start() -> Self {
        let router = Router::of_context();
        let inbox = Self {
            desk: Desk::of_context(),
            filter: Memo::new(move |_| Filter::of(|name| router.query(name))),
            list: RwSignal::new(None),
            fault: RwSignal::new(None),
            picked: RwSignal::default(),
            cursor: RwSignal::new(None),
            ticking: Ticking::start(),
            news: RwSignal::new(0),
        };
        inbox.keep_fresh();
        inbox
    }

    fn keep_fresh(self) {
        Effect::new(move |_| {
            let Some(access) = self.desk.site() else { return };
            follow_tickets(&access.site, move || self.reload());
        });
        Effect::new(move |_| {
            self.filter.track();
            self.cursor.set(None);
            self.picked.set(BTreeSet::new());
        });
        Effect::new(move |_| {
            self.news.track();
            let Some(access) = self.desk.site() else { return };
            let filter = self.filter.get();
            let path = on_site(&access.site, &format!("tickets?{}", filter.query()));
            leptos::task::spawn_local(async move {
                let answer = self.desk.api.get::<TicketList>(&path).await;
                self.show(&filter, answer);
            });
        });
    }

    /// Fetches the list again.
    pub(crate) fn reload(self) {
        // The room may just have been left.
        let _ = self.news.try_update(|news| *news = news.wrapping_add(1));
    }

    /// Shows an answer, unless something else is wanted by now.
    fn show(self, asked: &Filter, answer: Answer<TicketList>) {
        if self.filter.try_get_untracked().as_ref() != Some(asked) {
            return;
        }
        match answer {
            Ok(list) => {
                self.ticking.set(&list.now);
                self.list.set(Some(list));
                self.fault.set(None);
            }
            Err(failure) => self.fault.set(Some(failure.words())),
        }
    }

    pub(crate) fn lines(self) -> Vec<TicketLine> {
        self.list.with(|list| list.as_ref().map(|list| list.tickets.clone()).unwrap_or_default())
    }

    /// Picks a ticket, or lets it go.
    pub(crate) fn toggle(self, number: &str) {
        self.picked.update(|picked| {
            if !picked.remove(number) {
                picked.insert(number.to_owned());
            }
        });
    }

    /// Fetches what comes after the list, and adds it.
    fn more(self) {
        let next =
            self.list.with_untracked(|list| list.as_ref().and_then(|list| list.next.clone()));
        let (Some(next), Some(access)) = (next, self.desk.site()) else { return };
        let filter = self.filter.get_untracked();
        let next = String::from(js_sys::encode_uri_component(&next));
        let rest = format!("tickets?{}&cursor={next}", filter.query());
        let path = on_site(&access.site, &rest);
        leptos::task::spawn_local(async move {
            let answer = self.desk.api.get::<TicketList>(&path).await.map(|mut page| {
                let mut tickets = self.lines();
                tickets.append(&mut page.tickets);
                TicketList { tickets, ..page }
            });
            self.show(&filter, answer);
        });
    }
}

/// The inbox.
#[component]
pub(crate) fn InboxPage() -> impl IntoView {
    let inbox = Inbox::start();
    provide_context(inbox);
    use_shortcuts(inbox);
    view! {
        <header class="head">
            <h1>"Inbox"</h1>
            <Views/>
        </header>
        <Queues/>
        <Filters/>
        <Notice words=inbox.fault/>
        <BulkBar/>
        <List/>
        <p class="quiet keys" aria-label="Shortcuts">
            <kbd>"j"</kbd><kbd>"k"</kbd>" move  "<kbd>"Enter"</kbd>" open  "<kbd>"x"</kbd>" pick  "
            <kbd>"/"</kbd>" search"
        </p>
    }
}

#[component]
fn List() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let key = |(_, line): &(usize, TicketLine)| {
        (line.number.clone(), line.version, line.active_at.clone())
    };
    let rows = move || inbox.lines().into_iter().enumerate().collect::<Vec<_>>();
    let has_more =
        move || inbox.list.with(|list| list.as_ref().is_some_and(|list| list.next.is_some()));
    // Only these change what is there at all; rows come and go by themselves, so that whoever has
    // the focus keeps it.
    let is_empty = Memo::new(move |_| {
        inbox.list.with(|list| list.as_ref().map(|list| list.tickets.is_empty()))
    });
    move || {
        match is_empty.get() {
            None => return view! { <p class="empty" role="status">"One moment …"</p> }.into_any(),
            Some(true) => return view! { <Empty/> }.into_any(),
            Some(false) => {}
        }
        view! {
            <ul class="tickets" aria-label="Tickets" data-testid="tickets">
                <For each=rows key=key children=move |(_, line)| view! { <Row line/> }/>
            </ul>
            <Show when=has_more>
                <p class="row"><button class="secondary" on:click=move |_| inbox.more()>"Show more"</button></p>
            </Show>
        }
        .into_any()
    }
}

#[component]
fn Empty() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let filtered = move || {
        let filter = inbox.filter.get();
        filter != Filter { queue: filter.queue, ..Filter::default() }
    };
    view! {
        <div class="empty" data-testid="empty">
            <p><strong>{move || if filtered() { "No ticket fits." } else { "Nothing waits here." }}</strong></p>
            <p>{move || if filtered() {
                "Take a filter away, or look among all tickets."
            } else {
                "What Vouch would not answer arrives here by itself."
            }}</p>
        </div>
    }
}

fn use_shortcuts(inbox: Inbox) {
    let router = Router::of_context();
    on_keys(move |key| {
        let lines = inbox.list.with_untracked(|list| {
            list.as_ref().map(|list| list.tickets.clone()).unwrap_or_default()
        });
        let at = inbox.cursor.get_untracked();
        let go = |to: usize| {
            let to = to.min(lines.len().saturating_sub(1));
            inbox.cursor.set(Some(to));
            lines.get(to).is_some_and(|line| focus(&format!("[data-ticket='{}'] a", line.number)))
        };
        let here = at.and_then(|at| lines.get(at));
        match key {
            "j" | "ArrowDown" => go(at.map_or(0, |at| at + 1)),
            "k" | "ArrowUp" => go(at.map_or(0, |at| at.saturating_sub(1))),
            "/" => focus("#search"),
            "x" => here.is_some_and(|line| {
                inbox.toggle(line.number.as_str());
                true
            }),
            "Enter" => here.is_some_and(|line| {
                router.go(&format!("/console/tickets/{}", line.number));
                true
            }),
            "Escape" => {
                inbox.picked.set(BTreeSet::new());
                false
            }
            _ => false,
        }
    });
}
