//! Where the console opens: the first room that the member may enter.

use crate::desk::Desk;
use crate::router::Router;
use crate::shell::ROOMS;
use leptos::prelude::*;

/// Leads on to the first room.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let first = move || ROOMS.iter().find(|room| desk.may(room.needs));
    Effect::new(move |_| {
        if let Some(room) = first() {
            router.replace(room.path);
        }
    });
    move || {
        let words = "You have no role on any site yet. An owner can give you one.";
        first().is_none().then(|| view! { <p class="empty">{words}</p> })
    }
}
