//! How to reach a person.

use super::layout;
use crate::state::Shop;
use axum::extract::State;
use axum::response::Html;
use maud::html;
use std::sync::Arc;

pub(crate) async fn show(State(shop): State<Arc<Shop>>) -> Html<String> {
    let form = shop.options.tag().map(|tag| format!("{}/contact/{}", tag.url, tag.site));
    let main = html! {
        div.wrap.narrow {
            header.page-head {
                h1 { "Contact" }
                p.lead { "A person answers, usually within one working day." }
            }
            dl.contact {
                @if let Some(form) = &form {
                    dt { "Write to us" }
                    dd { a.button href=(form) { "Open the contact form" } }
                }
                dt { "E-mail" }
                dd { a href="mailto:help@fellward.example" { "help@fellward.example" } }
                dt { "Repairs" }
                dd { a href="mailto:repairs@fellward.example" { "repairs@fellward.example" } }
                dt { "Hours" }
                dd { "Monday to Friday, 9:00 to 17:00 Central European Time, except Swedish public holidays" }
                dt { "Post" }
                dd { address { "Fellward AB" br; "Järntorget 4" br; "413 04 Gothenburg" br; "Sweden" } }
            }
            p.small { "Have your order number at hand if it is about an order. It looks like FW-104213 and is in your order e-mail." }
        }
    };
    layout::page(&shop, "Contact", "/contact", &main)
}
