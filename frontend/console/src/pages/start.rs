//! Where the console opens: the first room that the member may enter.

use crate::desk::Desk;
use crate::rooms::{ROOMS, Room};
use crate::router::Router;
use leptos::prelude::*;

/// Leads on to the first room, or to the member's own account where there is none.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    Effect::new(move |_| {
        if !desk.sites().is_empty() {
            let room = ROOMS.iter().find(|room| desk.may(room.needs));
            router.replace(&room.map_or("/console/account".to_owned(), Room::path));
        }
    });
    move || {
        let words = "You have no role on any site yet. An owner can give you one.";
        desk.sites().is_empty().then(|| view! { <p class="empty">{words}</p> })
    }
}
