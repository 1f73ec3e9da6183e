//! Where the console opens: the first room that the member may enter.

use crate::desk::Desk;
use crate::shell::ROOMS;
use leptos::prelude::*;
use leptos_router::components::Redirect;

/// Leads on to the first room.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let desk = Desk::of_context();
    move || {
        let room = ROOMS.iter().find(|room| desk.may(room.needs));
        match room {
            Some(room) => view! { <Redirect path=room.path/> }.into_any(),
            None => view! {
                <p class="empty">"You have no role on any site yet. An owner can give you one."</p>
            }
            .into_any(),
        }
    }
}
