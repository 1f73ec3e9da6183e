//! Where the console is: the address bar's path and query, and the links that change them. Small
//! enough to be our own: the usual router would be a fifth of all that staff's browsers load.
//!
//! A room is one line of `ROOMS` in `rooms.rs`, picked by the segment after `/console/`. What
//! follows is the room's own: [`Router::segment`] and [`Router::query`] are reactive, so a room
//! stays as it is while its address changes (`/console/inbox` to `/console/inbox/V-1042`). Links
//! are [`A`] or any `<a href="/console/…">`; code moves by [`Router::go`]. What another program
//! shows is loaded as a page.

use leptos::prelude::*;
use vouch_shared::console::Program;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MouseEvent, UrlSearchParams};

const HOME: &str = "/console";

/// Where the console is. Cheap to copy; components take it from the context.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    /// Path and query, as in `/console/inbox?state=open`.
    address: RwSignal<String>,
    /// Which rooms are at hand.
    program: Program,
}

impl Router {
    /// Follows the address bar and the page's links from now on.
    pub(crate) fn new(program: Program) -> Self {
        let router = Self { address: RwSignal::new(shown()), program };
        listen(&window(), "popstate", move |_| router.address.set(shown()));
        listen(&document(), "click", move |event| router.follow(event.unchecked_ref()));
        router
    }

    /// The router of the program around the component.
    pub(crate) fn of_context() -> Self {
        expect_context()
    }

    /// The path without the query.
    pub(crate) fn path(self) -> String {
        self.address.with(|address| path_of(address).to_owned())
    }

    /// A part of the path after `/console/`: the first is the room.
    pub(crate) fn segment(self, index: usize) -> Option<String> {
        let path = self.path();
        let part = segments(&path).nth(index)?;
        Some(js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from))
    }

    /// What the query says under that name.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        let address = self.address.get();
        let (_, query) = address.split_once('?')?;
        UrlSearchParams::new_with_str(query).ok()?.get(name)
    }

    /// Goes to an address of the console, such as `/console/team`.
    pub(crate) fn go(self, address: &str) {
        if !self.is_at_hand(address) {
            // Our own origin cannot be refused.
            let _ = window().location().assign(address);
        } else if address != self.address.get_untracked() {
            // Our own origin cannot be refused.
            let _ = history().push_state_with_url(&JsValue::NULL, "", Some(address));
            self.address.set(address.to_owned());
        }
    }

    /// Goes there without a step that the back button would return to, as filters do.
    pub(crate) fn replace(self, address: &str) {
        if !self.is_at_hand(address) {
            let _ = window().location().replace(address);
            return;
        }
        let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(address));
        self.address.set(address.to_owned());
    }

    /// Whether this program shows it.
    fn is_at_hand(self, address: &str) -> bool {
        let room = segments(path_of(address)).next().unwrap_or_default();
        Program::of_room(room) == self.program
    }

    /// Follows a plain click on a link of the console; the browser sees to all others.
    fn follow(self, event: &MouseEvent) {
        let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || with_key {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(link) = link.filter(|link| !link.has_attribute("target")) else { return };
        let address = link.get_attribute("href").unwrap_or_default();
        if is_ours(&address) && self.is_at_hand(&address) && !link.has_attribute("download") {
            event.prevent_default();
            self.go(&address);
        }
    }
}

/// A link that says when it leads to where the console is.
#[component]
pub(crate) fn A(#[prop(into)] href: Signal<String>, children: Children) -> impl IntoView {
    let router = Router::of_context();
    let current = move || {
        let (path, href) = (router.path(), href.get());
        let is_inside = path.strip_prefix(path_of(&href)).is_some_and(|rest| rest.starts_with('/'));
        (is_inside || router.address.get() == href || path == href).then_some("page")
    };
    view! { <a href=move || href.get() aria-current=current>{children()}</a> }
}

fn is_ours(address: &str) -> bool {
    path_of(address).strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The parts of the path after `/console/`.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let rest = path.strip_prefix(HOME).unwrap_or_default();
    rest.split('/').filter(|part| !part.is_empty())
}

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// The address bar's path and query.
fn shown() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn history() -> web_sys::History {
    window().history().expect("a page has a history")
}

fn listen(target: &web_sys::EventTarget, name: &str, act: impl FnMut(web_sys::Event) + 'static) {
    let act = Closure::<dyn FnMut(web_sys::Event)>::new(act).into_js_value();
    // Listening cannot be refused. The program lives as long as its page, and so does this.
    let _ = target.add_event_listener_with_callback(name, act.unchecked_ref());
}
