//! All conversations of a site, and one of them.

mod list;
mod one;

use crate::router::Router;
use leptos::prelude::*;
use list::ConversationList;
use one::ConversationPage;

/// The list, or the one that the address names.
#[component]
pub(crate) fn ConversationsPage() -> impl IntoView {
    let router = Router::of_context();
    let is_one = Memo::new(move |_| router.segment(1).is_some());
    move || {
        if is_one.get() {
            view! { <ConversationPage/> }.into_any()
        } else {
            view! { <ConversationList/> }.into_any()
        }
    }
}
