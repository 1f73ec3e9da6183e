//! Where the console opens: the first room that the member may enter.

use crate::desk::Desk;
use crate::shell::ROOMS;
use leptos::prelude::*;
use leptos_router::components::Redirect;

/// Leads on to the first room, or to the member's own account where there is none.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let desk = Desk::of_context();
    move || {
        if desk.sites().is_empty() {
            let words = "You have no role on any site yet. An owner can give you one.";
            return view! { <p class="empty">{words}</p> }.into_any();
        }
        let room = ROOMS.iter().find(|room| desk.may(room.needs));
        let path = room.map_or("/console/account", |room| room.path);
        view! { <Redirect path=path/> }.into_any()
    }
}
