//! The console: what support staff, editors and owners work with. The server's page at `/console`
//! starts one of its programs, each a binary of this crate with some of the rooms; it asks who is
//! signed in and shows them theirs. Links to rooms of another program load that.

#![expect(unreachable_pub, reason = "`#[component]` makes the types of properties public")]

mod api;
mod commands;
mod desk;
mod pages;
mod parts;
pub mod programs;
mod rooms;
mod router;
mod shell;
mod sign_in;
mod theme;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Shows the console in the server's page, with the rooms of one program.
fn start(pages: shell::Pages) {
    theme::apply(theme::Theme::stored());
    let place = document().get_element_by_id("console").expect("the server's page has the place");
    let place = place.dyn_into().expect("it is an element of HTML");
    place_cleared(&place);
    leptos::mount::mount_to(place, move || view! { <shell::Console pages/> }).forget();
}

/// Takes away what the page showed while the program loaded.
fn place_cleared(place: &web_sys::HtmlElement) {
    place.set_text_content(None);
}
