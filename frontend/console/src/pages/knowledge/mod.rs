//! The room of approved text: all documents, and one document with its editor, its versions and
//! what publishing it would change.

mod begin;
mod changes;
mod document;
mod editor;
mod hints;
mod import;
mod list;
mod publish;
mod reading;
mod steps;
mod words;

use crate::router::Router;
pub(crate) use begin::begin_text;
use document::DocumentPage;
use leptos::prelude::*;
use list::DocumentList;

/// All documents, or the one that the address names.
#[component]
pub(crate) fn KnowledgePage() -> impl IntoView {
    let router = Router::of_context();
    let is_one = Memo::new(move |_| router.segment(1).is_some());
    move || {
        if is_one.get() {
            view! { <DocumentPage/> }.into_any()
        } else {
            view! { <DocumentList/> }.into_any()
        }
    }
}
