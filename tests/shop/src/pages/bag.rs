//! The bag. The shop sells nothing, so the bag shows what was chosen and says so.

use super::{layout, part};
use crate::money::Currency;
use crate::state::Shop;
use axum::extract::{Query, State};
use axum::response::Html;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    product: String,
    colour: String,
    size: String,
}

pub(crate) async fn show(
    State(shop): State<Arc<Shop>>,
    Query(chosen): Query<Chosen>,
) -> Html<String> {
    let main = html! {
        div.wrap.narrow {
            h1 { "Your bag" }
            @match item(&shop, &chosen) {
                Some(item) => {
                    (item)
                    div.note {
                        h2 { "This is where the demonstration ends" }
                        p { "Fellward is a fictional shop, so there is no checkout. The help pages and the chat are real: ask about delivery, returns or an order." }
                    }
                }
                None => p.lead { "There is nothing in it yet." },
            }
            p { a.button.quiet href="/" { "Keep looking" } }
        }
    };
    layout::page(&shop, "Your bag", "/bag", &main)
}

fn item(shop: &Shop, chosen: &Chosen) -> Option<Markup> {
    let product = shop.catalogue.product(&chosen.product)?;
    let colour = product.colourway(&chosen.colour)?;
    let size = product.sizes.iter().find(|size| **size == chosen.size)?;
    Some(html! {
        article.bag-item {
            div.tile { (part::picture(product, colour, true)) }
            div {
                h2 { a href={ "/products/" (product.id) "?colour=" (colour.id) } { (product.name) } }
                p { (colour.name) ", size " (size) }
                p.price { (Currency::Eur.format(Currency::Eur.list_price(product.eur))) }
            }
        }
    })
}
