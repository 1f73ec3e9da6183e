//! The console: what support staff, editors and owners work with. The server's page at `/console`
//! starts this program; it asks who is signed in and shows them their rooms.

#![expect(unreachable_pub, reason = "`#[component]` makes the types of properties public")]

mod api;
mod commands;
mod desk;
mod pages;
mod parts;
mod router;
mod shell;
mod sign_in;
mod theme;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

fn main() {
    theme::apply(theme::Theme::stored());
    let place = document().get_element_by_id("console").expect("the server's page has the place");
    let place = place.dyn_into().expect("it is an element of HTML");
    place_cleared(&place);
    leptos::mount::mount_to(place, shell::Console).forget();
}

/// Takes away what the page showed while the program loaded.
fn place_cleared(place: &web_sys::HtmlElement) {
    place.set_text_content(None);
}
