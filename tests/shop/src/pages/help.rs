//! The help pages: all policies, and each in full.

use super::{layout, not_found, part};
use crate::policies::Policy;
use crate::state::Shop;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

pub(crate) async fn index(State(shop): State<Arc<Shop>>) -> Html<String> {
    let main = html! {
        div.wrap {
            header.page-head {
                h1 { "Help" }
                p.lead { "Everything we promise, in writing. Or open the chat and ask: it answers from these pages." }
            }
            ul.topics {
                @for policy in &shop.policies {
                    li.topic {
                        h2 { a href={ "/help/" (policy.id) } { (policy.title) } }
                        ul {
                            @for section in policy.sections.iter().take(4) {
                                li { a href={ "/help/" (policy.id) "#" (section.id) } { (section.title) } }
                            }
                        }
                    }
                }
            }
        }
    };
    layout::page(&shop, "Help", "/help", &main)
}

pub(crate) async fn show(State(shop): State<Arc<Shop>>, Path(id): Path<String>) -> Response {
    let Some(policy) = shop.policy(&id) else {
        return not_found::reply(&shop);
    };
    let main = html! {
        div.wrap {
            (part::crumbs(&[("/", "Home"), ("/help", "Help")], &policy.title))
            div.policy {
                (contents(&shop, policy))
                article.prose {
                    h1 { (policy.title) }
                    p.small { "In force since " time { (policy.effective_from) } }
                    (PreEscaped(&policy.html))
                }
            }
        }
    };
    layout::page(&shop, &policy.title, "/help", &main).into_response()
}

fn contents(shop: &Shop, open: &Policy) -> Markup {
    html! {
        nav.contents aria-label="Help topics" {
            ul {
                @for policy in &shop.policies {
                    li {
                        a href={ "/help/" (policy.id) } aria-current=[(policy.id == open.id).then_some("page")] { (policy.title) }
                        @if policy.id == open.id {
                            ul {
                                @for section in policy.sections.iter().filter(|section| section.level == 2) {
                                    li { a href={ "#" (section.id) } { (section.title) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
