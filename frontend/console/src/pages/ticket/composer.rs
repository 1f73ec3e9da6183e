//! The reply: what the person types, and below it, set apart, what they insert and nobody typed.

use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use leptos::prelude::*;
use vouch_shared::block::plain_text;
use vouch_shared::reply::{
    FoundSection, FoundSections, Insert, MAX_INSERTS, MAX_REPLY_CHARS, ReplyCards, StaffReply,
};
use web_sys::KeyboardEvent;

/// Something that goes with the reply, as the person sees it.
#[derive(Clone)]
struct Chosen {
    label: String,
    /// The words of an approved section.
    text: String,
    insert: Insert,
}

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    text: RwSignal<String>,
    chosen: RwSignal<Vec<Chosen>>,
    /// New for each reply: sending the same again sends it once.
    id: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            chosen: RwSignal::new(Vec::new()),
            id: RwSignal::new(new_id()),
        }
    }

    fn request(self) -> StaffReply {
        StaffReply {
            reply_id: self.id.get_untracked(),
            text: self.text.get_untracked(),
            inserts: self.chosen.get_untracked().into_iter().map(|one| one.insert).collect(),
        }
    }

    fn insert(self, one: Chosen) {
        self.chosen.update(|all| {
            if all.len() < MAX_INSERTS && !all.iter().any(|other| other.insert == one.insert) {
                all.push(one);
            }
        });
    }

    fn clear(self) {
        self.text.set(String::new());
        self.chosen.set(Vec::new());
        self.id.set(new_id());
    }
}

fn new_id() -> String {
    let part = || js_sys::Math::random().to_bits();
    format!("reply-{:x}-{:x}", part(), part())
}

/// Writes and sends a reply to a ticket.
#[component]
pub(crate) fn Composer(number: String) -> impl IntoView {
    let desk = Desk::of_context();
    let draft = Draft::new();
    let (fault, told) = (RwSignal::new(None::<String>), RwSignal::new(String::new()));
    let ticket = StoredValue::new(number);
    let send = Action::new_local(move |(): &()| async move {
        let path = ticket_path(desk, ticket, "replies");
        let sent = match path {
            Some(path) => desk.api.post::<ReplyCards>(&path, &draft.request()).await,
            None => Err(Failure::SignedOut),
        };
        match sent {
            Ok(_) => {
                draft.clear();
                fault.set(None);
                told.set("Sent. The shopper sees it in the chat, or gets it by mail.".to_owned());
            }
            Err(failure) => fault.set(Some(failure.words())),
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send.dispatch_local(());
        }
    };
    let is_idle = move || draft.text.with(|text| text.trim().is_empty()) || send.pending().get();
    view! {
        <section class="sheet" aria-label="Reply">
            <label class="field">
                <span>"Your reply"</span>
                <textarea rows="7" maxlength=MAX_REPLY_CHARS prop:value=move || draft.text.get()
                    on:input=move |event| draft.text.set(event_target_value(&event))
                    on:keydown=on_key></textarea>
                <span class="hint">"Plain text. Ctrl + Enter sends it."</span>
            </label>
            <ChosenList draft/>
            <Notice words=fault/>
            <div class="row end">
                <p class="quiet" role="status">{move || told.get()}</p>
                <button class="primary" disabled=is_idle
                    on:click=move |_| { send.dispatch_local(()); }>"Send reply"</button>
            </div>
        </section>
        <SectionSearch draft ticket/>
        <OrderInsert draft/>
    }
}

fn ticket_path(desk: Desk, ticket: StoredValue<String>, rest: &str) -> Option<String> {
    let access = desk.site()?;
    Some(on_site(&access.site, &format!("tickets/{}/{rest}", ticket.get_value())))
}

/// What goes below the typed text, each as a card of its own.
#[component]
fn ChosenList(draft: Draft) -> impl IntoView {
    let row = move |(at, one): (usize, Chosen)| {
        let remove = move |_| {
            draft.chosen.update(|all| {
                if at < all.len() {
                    all.remove(at);
                }
            });
        };
        let label = format!("Take {} out", one.label);
        view! {
            <li class="row">
                <span class="mark" data-tone="good">"Inserted"</span>
                <strong>{one.label}</strong>
                <button class="link" aria-label=label on:click=remove>"Take out"</button>
                <span class="quiet">{one.text}</span>
            </li>
        }
    };
    move || {
        let rows = draft.chosen.get().into_iter().enumerate().map(row).collect_view();
        view! { <ul class="plain" aria-label="Goes with the reply">{rows}</ul> }
    }
}

/// Finds approved text, which goes with the reply verbatim.
#[component]
fn SectionSearch(draft: Draft, ticket: StoredValue<String>) -> impl IntoView {
    let desk = Desk::of_context();
    let words = RwSignal::new(String::new());
    let found = LocalResource::new(move || {
        let query = js_sys::encode_uri_component(&words.get());
        let path = ticket_path(desk, ticket, &format!("sections?words={query}"));
        async move { desk.api.get::<FoundSections>(&path.ok_or(Failure::SignedOut)?).await }
    });
    let row = move |section: FoundSection| {
        let text = plain_text(&section.blocks);
        let chosen = Chosen {
            label: section.title.clone(),
            text: text.clone(),
            insert: Insert::Section(section.answer),
        };
        view! {
            <li>
                <button class="link" on:click=move |_| draft.insert(chosen.clone())>
                    {section.title}
                </button>
                <p class="quiet">{text.chars().take(160).collect::<String>()}</p>
            </li>
        }
    };
    let rows = move || match found.get() {
        None => ().into_any(),
        Some(Err(failure)) => view! { <li class="fault">{failure.words()}</li> }.into_any(),
        Some(Ok(found)) if found.sections.is_empty() => {
            view! { <li class="quiet">"No approved text holds these words."</li> }.into_any()
        }
        Some(Ok(found)) => found.sections.into_iter().map(row).collect_view().into_any(),
    };
    view! {
        <section class="sheet" aria-label="Insert approved text">
            <label class="field">
                <span>"Insert approved text"</span>
                <input type="search" prop:value=move || words.get()
                    on:input=move |event| words.set(event_target_value(&event))/>
            </label>
            <ul class="plain">{rows}</ul>
        </section>
    }
}

/// Names an order, whose card goes with the reply if it is the shopper's.
#[component]
fn OrderInsert(draft: Draft) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let insert = move |_| {
        let typed = number.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            draft.insert(Chosen {
                label: format!("Order {typed}"),
                text: String::new(),
                insert: Insert::Order(typed),
            });
            number.set(String::new());
        }
    };
    view! {
        <section class="sheet" aria-label="Insert an order">
            <label class="field">
                <span>"Insert an order"</span>
                <input autocomplete="off" prop:value=move || number.get()
                    on:input=move |event| number.set(event_target_value(&event))/>
                <span class="hint">"Only one that belongs to the ticket's address."</span>
            </label>
            <div class="row"><button class="secondary" on:click=insert>"Insert"</button></div>
        </section>
    }
}
