//! Pictures of the bar, drawn as paths of 24 by 24.

use leptos::prelude::*;

pub(crate) const TEAM: &str = "M9 11.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 19.5c.7-3.3 3.2-5 6.5-5s5.8 1.7 6.5 5M16 4.8a3.4 3.4 0 010 6.4M18 14.9c1.9.7 3.1 2.2 3.5 4.6";
pub(crate) const AUDIT: &str = "M6 3.5h9l4 4v13H6zM14.5 3.5v4.5h4.5M9 12h7M9 16h5";
pub(crate) const ACCOUNT: &str =
    "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5";
pub(crate) const INBOX: &str = "M4 13l3-8h10l3 8v6H4zM4 13h5a3 3 0 006 0h5";
pub(crate) const TALK: &str = "M4.5 5h15v10.5h-8L7 19.5v-4H4.5zM8.5 9h7M8.5 12h4.5";
pub(crate) const BOOK: &str =
    "M5 4.5h11a3 3 0 013 3v12H8a3 3 0 01-3-3zM5 16.5a3 3 0 013-3h11M9 8.5h6";
pub(crate) const CHART: &str = "M4 4.5v15h16M8.5 16v-4M13 16V7.5M17.5 16v-6";
pub(crate) const OUT: &str = "M4 12l16-7.5-5 15.5-3.5-6zM11.5 14L20 4.5";
pub(crate) const SHOP: &str = "M4 9.5L5.5 4.5h13L20 9.5M4 9.5h16M5.5 9.5v10h13v-10M9.5 19.5v-5h5v5";
pub(crate) const LEAVE: &str = "M14 4.5h5v15h-5M10.5 8l-4 4 4 4M6.5 12h9";
pub(crate) const SEARCH: &str = "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L20 20";

/// One picture. It is always beside words or inside a labelled button, so it says nothing itself.
#[component]
pub(crate) fn Icon(path: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg>
    }
}
