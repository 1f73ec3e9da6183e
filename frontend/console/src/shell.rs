//! The frame around the rooms: who is signed in, which site, and the way to each room.

use crate::desk::Desk;
use crate::pages::{AccountPage, AnswerPage, DeliveryPage, StartPage};
use crate::sign_in::SignInPage;
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;
use vouch_shared::staff::Permission;

/// A room that the bar leads to.
pub(crate) struct Room {
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) needs: Permission,
}

/// All rooms, in the order of the bar.
pub(crate) const ROOMS: &[Room] =
    &[Room { path: "/console/delivery", name: "Delivery", needs: Permission::ManageDelivery }];

/// The whole console.
#[component]
pub(crate) fn Console() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let asked = LocalResource::new(move || async move {
        let me = desk.api.me().await;
        desk.seat(me.as_ref().ok().cloned());
        me.err()
    });
    move || match asked.get() {
        None => view! { <p class="starting" role="status">"One moment …"</p> }.into_any(),
        Some(_) if desk.me().is_none() => view! { <SignInPage/> }.into_any(),
        Some(_) => view! { <Rooms/> }.into_any(),
    }
}

#[component]
fn Rooms() -> impl IntoView {
    view! {
        <Router>
            <a class="skip" href="#room">"Skip to the content"</a>
            <Bar/>
            <main id="room" class="room" tabindex="-1">
                <Routes fallback=|| view! { <p class="empty">"There is nothing at this address."</p> }>
                    <Route path=path!("/console") view=StartPage/>
                    <Route path=path!("/console/account") view=AccountPage/>
                    <Route path=path!("/console/delivery") view=DeliveryPage/>
                    <Route path=path!("/console/tickets/:number/answer") view=AnswerPage/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let desk = Desk::of_context();
    let rooms = move || {
        let open = ROOMS.iter().filter(|room| desk.may(room.needs));
        open.map(|room| view! { <li><A href=room.path>{room.name}</A></li> }).collect_view()
    };
    let sign_out = Action::new_local(move |(): &()| async move {
        // Without a connection the cookie stays; the page asks again when it is loaded.
        if desk.api.sign_out().await.is_ok() {
            desk.seat(None);
        }
    });
    view! {
        <nav class="bar" aria-label="Rooms">
            <SiteChoice/>
            <ul class="rooms">{rooms}</ul>
            <ul class="rooms last">
                <li><A href="/console/account">{move || desk.me().map(|me| me.name)}</A></li>
                <li>
                    <button on:click=move |_| { sign_out.dispatch_local(()); }>"Sign out"</button>
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
        let option = |access: vouch_shared::staff::SiteAccess| {
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
