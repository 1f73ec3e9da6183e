//! The page for addresses that lead nowhere.

use super::layout;
use crate::state::Shop;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use std::sync::Arc;

pub(crate) async fn show(State(shop): State<Arc<Shop>>) -> Response {
    reply(&shop)
}

/// "Not found", for handlers that looked and found nothing.
pub(super) fn reply(shop: &Shop) -> Response {
    let main = html! {
        div.wrap.narrow {
            h1 { "This path ends here" }
            p.lead { "We have no page at this address. It may have moved, or the link has a typo." }
            p.actions {
                a.button href="/" { "To the front page" }
                a.button.quiet href="/help" { "Help" }
            }
        }
    };
    (StatusCode::NOT_FOUND, layout::page(shop, "Not found", "", &main)).into_response()
}
