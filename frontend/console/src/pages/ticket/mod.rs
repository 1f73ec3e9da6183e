//! One ticket: what was said and shown, why Vouch did not answer, and what is done about it.

mod actions;
mod answer;
mod composer;
mod history;
mod notes;
mod side;
mod why;

use crate::api::{Answer, Failure, follow_tickets, on_site};
use crate::desk::Desk;
use crate::pages::inbox::row::PriorityMark;
use crate::parts::keys::{focus, on_keys};
use crate::parts::ticking::Ticking;
use crate::parts::{CardCheck, Notice, SlaMark, Transcript, checks_of_site};
use crate::router::A;
use crate::router::Router;
use actions::Actions;
use answer::AnswerPart;
use history::History;
use leptos::prelude::*;
use notes::Notes;
use side::Side;
use vouch_shared::staff::Permission;
use vouch_shared::ticket::{Colleague, Deed, TicketChange, TicketState, TicketView};
use why::WhyNot;

/// What the parts of a ticket's page share.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    pub(crate) desk: Desk,
    pub(crate) number: Memo<String>,
    pub(crate) view: RwSignal<Option<TicketView>>,
    pub(crate) fault: RwSignal<Option<String>>,
    pub(crate) colleagues: RwSignal<Vec<Colleague>>,
    pub(crate) checks: RwSignal<Option<Result<CardCheck, String>>>,
    pub(crate) ticking: Ticking,
    news: RwSignal<u32>,
}

impl Room {
    fn start() -> Self {
        let (desk, router) = (Desk::of_context(), Router::of_context());
        let room = Self {
            desk,
            number: Memo::new(move |_| router.segment(1).unwrap_or_default()),
            view: RwSignal::new(None),
            fault: RwSignal::new(None),
            colleagues: RwSignal::default(),
            checks: checks_of_site(desk),
            ticking: Ticking::start(),
            news: RwSignal::new(0),
        };
        room.keep_fresh();
        room
    }

    fn keep_fresh(self) {
        Effect::new(move |_| {
            let Some(access) = self.desk.site() else { return };
            follow_tickets(&access.site, move || self.reload());
            let path = on_site(&access.site, "colleagues");
            leptos::task::spawn_local(async move {
                // Without the list nobody else can be chosen; everything else works.
                if let Ok(list) = self.desk.api.get(&path).await {
                    self.colleagues.set(list);
                }
            });
        });
        Effect::new(move |_| {
            self.number.track();
            self.view.set(None);
        });
        Effect::new(move |_| {
            self.news.track();
            let Some(path) = self.path("") else { return };
            leptos::task::spawn_local(async move { self.show(self.desk.api.get(&path).await) });
        });
    }

    /// The address of something of this ticket.
    fn path(self, rest: &str) -> Option<String> {
        let access = self.desk.site()?;
        Some(on_site(&access.site, &format!("tickets/{}{rest}", self.number.get())))
    }

    fn reload(self) {
        // The room may just have been left.
        let _ = self.news.try_update(|news| *news = news.wrapping_add(1));
    }

    fn show(self, answer: Answer<TicketView>) {
        match answer {
            Ok(view) => {
                self.ticking.set(&view.now);
                // What is the same stays as it is: a reader's place, and an open detail.
                if self.view.with_untracked(|old| !same(old.as_ref(), &view)) {
                    self.view.set(Some(view));
                }
                self.fault.set(None);
            }
            Err(failure) => self.fault.set(Some(failure.words())),
        }
    }

    pub(crate) fn may_act(self) -> bool {
        self.desk.may(Permission::AnswerTickets)
    }

    /// Does something with the ticket as it is seen.
    pub(crate) fn act(self, deed: Deed) {
        let version =
            self.view.with_untracked(|view| view.as_ref().map(|view| view.ticket.version));
        let (Some(version), Some(path)) = (version, self.path("/changes")) else { return };
        leptos::task::spawn_local(async move {
            let change = TicketChange { version, deed };
            let answer = self.desk.api.post::<TicketView>(&path, &change).await;
            let stale = matches!(&answer, Err(Failure::Refused(problem)) if problem.status == 409);
            self.show(answer);
            if stale {
                self.refresh_keeping_fault().await;
            }
        });
    }

    /// Shows the ticket as it is now, under why nothing was done.
    async fn refresh_keeping_fault(self) {
        let Some(path) = self.path("") else { return };
        if let Ok(view) = self.desk.api.get(&path).await {
            self.view.set(Some(view));
        }
    }

    /// Adds a note; whether it was taken.
    pub(crate) async fn add_note(self, note: String) -> bool {
        let Some(path) = self.path("/notes") else { return false };
        let new = vouch_shared::ticket::NewNote { note };
        let answer = self.desk.api.post::<TicketView>(&path, &new).await;
        let taken = answer.is_ok();
        self.show(answer);
        taken
    }
}

/// Whether nothing but the server's time differs.
fn same(old: Option<&TicketView>, new: &TicketView) -> bool {
    old.is_some_and(|old| TicketView { now: new.now.clone(), ..old.clone() } == *new)
}

/// A ticket's page.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {
    let room = Room::start();
    provide_context(room);
    use_shortcuts(room);
    view! {
        <nav aria-label="Back"><A href="/console/inbox" attr:class="link">"← Inbox"</A></nav>
        <Notice words=room.fault/>
        <Show when=move || room.view.with(Option::is_some)
            fallback=move || (room.fault.with(Option::is_none)).then(|| view! { <p class="empty" role="status">"One moment …"</p> })>
            <Head/>
            <div class="columns">
                <div class="stack">
                    <WhyNot/>
                    <section class="sheet" aria-label="Conversation">
                        <h2>"Conversation"</h2>
                        {move || story(room)}
                    </section>
                    {move || room.may_act().then(|| { room.number.track(); view! { <AnswerPart/> } })}
                    <Notes/>
                    <History/>
                </div>
                <Side/>
            </div>
        </Show>
    }
}

/// The transcript, made anew only when something was said.
fn story(room: Room) -> impl IntoView {
    let steps = Memo::new(move |_| {
        room.view.with(|view| {
            view.as_ref().map(|view| (view.transcript.clone(), view.conversation.clone()))
        })
    });
    move || {
        steps.get().map(|(steps, conversation)| {
            view! { <Transcript steps conversation checks=room.checks/> }
        })
    }
}

#[component]
fn Head() -> impl IntoView {
    let room = expect_context::<Room>();
    move || {
        let ticket = room.view.get()?.ticket;
        let name = if ticket.name.is_empty() { ticket.email.clone() } else { ticket.name.clone() };
        let state = ticket.state;
        let (tone, words) = state_words(state);
        let merged = ticket.merged_into.clone().map(|into| {
            let address = format!("/console/tickets/{into}");
            view! { <p>"Merged into "<A href=address>{into.0.clone()}</A>"."</p> }
        });
        Some(view! {
            <header class="head">
                <h1>{name}" "<span class="quiet">{ticket.number.0.clone()}</span></h1>
                <span class="mark" data-tone=tone data-testid="state">{words}</span>
                <PriorityMark priority=ticket.priority/>
                <SlaMark ticket=ticket.clone() ticking=room.ticking/>
                {merged}
            </header>
            <Actions ticket/>
        })
    }
}

/// A state's colour and word.
pub(crate) fn state_words(state: TicketState) -> (&'static str, &'static str) {
    match state {
        TicketState::Open => ("moving", "Open"),
        TicketState::Waiting => ("attention", "Waiting for the shopper"),
        TicketState::Snoozed => ("quiet", "Snoozed"),
        TicketState::Closed => ("good", "Closed"),
    }
}

fn use_shortcuts(room: Room) {
    let router = Router::of_context();
    on_keys(move |key| {
        let act = |deed: Deed| {
            let may = room.may_act();
            if may {
                room.act(deed);
            }
            may
        };
        match key {
            "t" => act(Deed::Take),
            "c" => act(Deed::Close),
            "o" => act(Deed::Reopen),
            "n" => focus("#note"),
            "a" => focus("#assignee"),
            "p" => focus("#priority"),
            "g" => focus("#tag"),
            "r" => focus("#reply"),
            "u" | "Escape" => {
                router.go("/console/inbox");
                true
            }
            _ => false,
        }
    });
}
