//! The frame around the rooms: who is signed in, which site, and the way to each room. A room is a
//! line of [`ROOMS`]; see `router.rs` for its address and `commands.rs` for its keys.

use crate::commands::{Commands, offer};
use crate::desk::Desk;
use crate::pages::{
    AccountPage, AuditPage, ConversationsPage, DeliveryPage, InboxPage, InsightsPage,
    KnowledgePage, SitePage, StartPage, TeamPage, TicketPage, WelcomePage,
};
use crate::parts::icon::{ACCOUNT, AUDIT, BOOK, CHART, INBOX, LEAVE, OUT, SHOP, TALK, TEAM};
use crate::parts::{Icon, Palette, ShortcutSheet, ToastPlace, Toasts};
use crate::router::{A, Router};
use crate::sign_in::SignInPage;
use leptos::prelude::*;
use vouch_shared::staff::{Permission, SiteAccess};

/// A room that the bar leads to.
pub(crate) struct Room {
    /// `/console/` and one word.
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    /// A path of `parts/icon.rs`.
    pub(crate) icon: &'static str,
    /// The keys that lead there, such as `g i`.
    pub(crate) keys: &'static str,
    pub(crate) needs: Permission,
    pub(crate) view: fn() -> AnyView,
}

/// All rooms, in the order of the bar.
pub(crate) const ROOMS: &[Room] = &[
    Room {
        path: "/console/inbox",
        name: "Inbox",
        icon: INBOX,
        keys: "g i",
        needs: Permission::ReadConversations,
        view: || view! { <InboxPage/> }.into_any(),
    },
    Room {
        path: "/console/conversations",
        name: "Conversations",
        icon: TALK,
        keys: "g c",
        needs: Permission::ReadConversations,
        view: || view! { <ConversationsPage/> }.into_any(),
    },
    Room {
        path: "/console/knowledge",
        name: "Knowledge",
        icon: BOOK,
        keys: "g k",
        needs: Permission::ReadKnowledge,
        view: || view! { <KnowledgePage/> }.into_any(),
    },
    Room {
        path: "/console/insights",
        name: "Insights",
        icon: CHART,
        keys: "g n",
        needs: Permission::ReadInsights,
        view: || view! { <InsightsPage/> }.into_any(),
    },
    Room {
        path: "/console/delivery",
        name: "Delivery",
        icon: OUT,
        keys: "g d",
        needs: Permission::ManageDelivery,
        view: || view! { <DeliveryPage/> }.into_any(),
    },
    Room {
        path: "/console/site",
        name: "Site",
        icon: SHOP,
        keys: "g s",
        needs: Permission::ManageSite,
        view: || view! { <SitePage/> }.into_any(),
    },
    Room {
        path: "/console/team",
        name: "Staff",
        icon: TEAM,
        keys: "g t",
        needs: Permission::ManageStaff,
        view: || view! { <TeamPage/> }.into_any(),
    },
    Room {
        path: "/console/audit",
        name: "Audit log",
        icon: AUDIT,
        keys: "g l",
        needs: Permission::ReadAudit,
        view: || view! { <AuditPage/> }.into_any(),
    },
];

/// The part of the address that tickets stand under.
const TICKETS: &str = "tickets";

/// The whole console.
#[component]
pub(crate) fn Console() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    provide_context(Commands::new());
    provide_context(Toasts::new());
    let router = Router::new();
    provide_context(router);
    let asked = LocalResource::new(move || async move {
        let me = desk.api.me().await;
        desk.seat(me.as_ref().ok().cloned());
        me.err()
    });
    let is_welcome = Memo::new(move |_| router.path() == "/console/welcome");
    move || match asked.get() {
        _ if is_welcome.get() => view! { <WelcomePage/> }.into_any(),
        None => view! { <p class="starting" role="status">"One moment …"</p> }.into_any(),
        Some(_) if desk.me().is_none() => view! { <SignInPage/> }.into_any(),
        Some(_) => view! { <Rooms/> }.into_any(),
    }
}

#[component]
fn Rooms() -> impl IntoView {
    view! {
        <a class="skip" href="#room">"Skip to the content"</a>
        <Bar/>
        <main id="room" class="room" tabindex="-1"><OpenRoom/></main>
        <ToastPlace/>
        <Palette/>
        <ShortcutSheet/>
    }
}

/// The room that the address names. It stays while only the rest of the address changes.
#[component]
fn OpenRoom() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let place = Memo::new(move |_| {
        let name = router.segment(0);
        // A ticket stands in the inbox, under an address of its own.
        let room = name.as_deref().map(|name| if name == TICKETS { "inbox" } else { name });
        let room = ROOMS.iter().position(|it| it.path.strip_prefix("/console/") == room);
        (name, room, room.is_some_and(|room| desk.may(ROOMS[room].needs)))
    });
    // Tabs and histories are told apart by it, and screen readers say it.
    Effect::new(move |_| {
        let room = place.with(|(_, room, _)| room.map(|room| ROOMS[room].name));
        document().set_title(&format!("{} · Vouch", room.unwrap_or("Console")));
    });
    move || match place.get() {
        (None, ..) => view! { <StartPage/> }.into_any(),
        (Some(name), Some(_), true) if name == TICKETS => view! { <TicketPage/> }.into_any(),
        (_, Some(room), true) => (ROOMS[room].view)(),
        (_, Some(_), false) => closed("Your role on this site does not open this room."),
        (Some(name), ..) if name == "account" => view! { <AccountPage/> }.into_any(),
        _ => closed("There is nothing at this address."),
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
            offer(room.keys, room.name, "Go to", move || router.go(room.path));
            view! { <li><A href=room.path><Icon path=room.icon/>{room.name}</A></li> }
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
