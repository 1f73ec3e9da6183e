//! A category with its products.

use super::{layout, not_found, part};
use crate::state::Shop;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::html;
use std::sync::Arc;

pub(crate) async fn show(State(shop): State<Arc<Shop>>, Path(id): Path<String>) -> Response {
    let Some(category) = shop.catalogue.category(&id) else {
        return not_found::reply(&shop);
    };
    let count = shop.catalogue.in_category(&id).count();
    let main = html! {
        div.wrap {
            (part::crumbs(&[("/", "Home")], &category.name))
            header.page-head {
                h1 { (category.name) }
                p.lead { (category.line) }
            }
            h2.hidden { (count) " products" }
            (part::grid(shop.catalogue.in_category(&id), true))
        }
    };
    layout::page(&shop, &category.name, &format!("/categories/{id}"), &main).into_response()
}
