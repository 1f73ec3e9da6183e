//! The frame around the rooms: who is signed in, which site, and the way to each room. A room is a
//! line of [`ROOMS`]; see `programs.rs` for what is in it, `router.rs` for its address and
//! `commands.rs` for its keys.

use crate::commands::{Commands, offer};
use crate::desk::Desk;
use crate::parts::icon::{ACCOUNT, LEAVE};
use crate::parts::{Icon, Palette, ShortcutSheet, ToastPlace, Toasts};
use crate::rooms::{ROOMS, Room};
use crate::router::{A, Router};
use crate::sign_in::SignInPage;
use leptos::prelude::*;
use vouch_shared::console::Program;
use vouch_shared::staff::SiteAccess;
use wasm_bindgen::JsCast as _;

/// What a program shows.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    pub(crate) program: Program,
    /// What is in a room of the program, by the part of the address after `/console/`.
    pub(crate) of_room: fn(&str) -> AnyView,
}

/// The whole console, with the rooms of one program.
#[component]
pub(crate) fn Console(pages: Pages) -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    provide_context(Commands::new());
    provide_context(Toasts::new());
    let router = Router::new(pages.program);
    provide_context(router);
    let asked = LocalResource::new(move || async move {
        let me = desk.api.me().await;
        desk.seat(me.as_ref().ok().cloned());
        me.err()
    });
    let is_welcome = Memo::new(move |_| router.path() == "/console/welcome");
    move || match asked.get() {
        _ if is_welcome.get() => (pages.of_room)("welcome"),
        None => view! { <p class="starting" role="status">"One moment …"</p> }.into_any(),
        Some(_) if desk.me().is_none() => view! { <SignInPage/> }.into_any(),
        Some(_) => view! { <Rooms pages/> }.into_any(),
    }
}

#[component]
fn Rooms(pages: Pages) -> impl IntoView {
    view! {
        <a class="skip" href="#room">"Skip to the content"</a>
        <Bar/>
        <main id="room" class="room" tabindex="-1"><OpenRoom pages/></main>
        <ToastPlace/>
        <Palette/>
        <ShortcutSheet/>
    }
}

/// The room that the address names. It stays while only the rest of the address changes.
#[component]
fn OpenRoom(pages: Pages) -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let place = Memo::new(move |_| {
        let name = router.segment(0).unwrap_or_default();
        let room = ROOMS.iter().position(|room| room.has(&name));
        let is_open = match room {
            Some(room) => desk.may(ROOMS[room].needs),
            None => name.is_empty() || name == "account",
        };
        (name, room, is_open)
    });
    Effect::new(move |before: Option<String>| {
        let (name, room, _) = place.get();
        // Tabs and histories are told apart by it, and screen readers say it.
        let title = room.map_or("Console", |room| ROOMS[room].title);
        document().set_title(&format!("{title} · Vouch"));
        // Who came by a link in the bar reads on in the room; a page that was just loaded begins
        // at its top.
        if before.is_some_and(|before| before != name) {
            focus_room();
        }
        name
    });
    move || match place.get() {
        (name, _, true) => (pages.of_room)(&name),
        (_, Some(_), false) => closed("Your role on this site does not open this room."),
        (_, None, false) => closed("There is nothing at this address."),
    }
}

fn focus_room() {
    let room = document().get_element_by_id("room");
    if let Some(room) = room.and_then(|room| room.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it was.
        let _ = room.focus();
    }
}

fn closed(words: &'static str) -> AnyView {
    view! { <p class="empty">{words}</p> }.into_any()
}

#[component]
fn Bar() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let rooms = move || {
        let open = ROOMS.iter().filter(|room| desk.may(room.needs));
        let link = |room: &'static Room| {
            offer(room.keys, room.title, "Go to", move || router.go(&room.path()));
            let is_here = move || router.segment(0).is_some_and(|name| room.has(&name));
            let current = move || is_here().then_some("page");
            view! {
                <li><a href=room.path() aria-current=current><Icon path=room.icon/>{room.title}</a></li>
            }
        };
        open.map(link).collect_view()
    };
    let sign_out = Action::new_local(move |(): &()| async move {
        // Without a connection the cookie stays; the page asks again when it is loaded.
        if desk.api.sign_out().await.is_ok() {
            desk.seat(None);
        }
    });
    offer("", "Sign out", "Account", move || {
        sign_out.dispatch_local(());
    });
    offer("g a", "Your account", "Go to", move || router.go("/console/account"));
    view! {
        <nav class="bar" aria-label="Rooms">
            <SiteChoice/>
            <ul class="rooms">{rooms}</ul>
            <ul class="rooms last">
                <li>
                    <A href="/console/account">
                        <Icon path=ACCOUNT/>{move || desk.me().map(|me| me.name)}
                    </A>
                </li>
                <li>
                    <button on:click=move |_| { sign_out.dispatch_local(()); }>
                        <Icon path=LEAVE/>"Sign out"
                    </button>
                </li>
            </ul>
        </nav>
    }
}

#[component]
fn SiteChoice() -> impl IntoView {
    let desk = Desk::of_context();
    let chosen = move || desk.site().map(|access| access.site.0).unwrap_or_default();
    let options = move || {
        let option = |access: SiteAccess| {
            let site = access.site.0.clone();
            let words = format!("Switch to {}", access.name);
            offer("", words, "Sites", move || desk.choose(&site));
            view! { <option value=access.site.0>{access.name}</option> }
        };
        desk.sites().into_iter().map(option).collect_view()
    };
    view! {
        <label class="site">
            <span class="unseen">"Site"</span>
            <select prop:value=chosen on:change=move |event| desk.choose(&event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}
