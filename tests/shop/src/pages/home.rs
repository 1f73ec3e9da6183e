//! The home page.

use super::{layout, part};
use crate::catalogue::Category;
use crate::state::Shop;
use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};
use std::sync::Arc;

/// What the front page puts forward.
const SEASON: &[&str] = &[
    "skarn-shell",
    "herd-jumper",
    "ghyll-trousers",
    "scree-boot",
    "cairn-45",
    "snug-2-tent",
    "bothy-beanie",
    "dusk-sleeping-bag",
];

const PROMISES: &[(&str, &str, &str)] = &[
    (
        "Free delivery from €100",
        "Packed in Gothenburg, on its way the same day if you order before 13:00.",
        "/help/shipping#free-delivery",
    ),
    (
        "45 days to return",
        "Try it on at home. Returns are free from the EU, the UK and Switzerland.",
        "/help/returns#how-long",
    ),
    (
        "Guaranteed for years",
        "Five years on clothing, ten on packs, for the first owner, wherever we deliver.",
        "/help/warranty#warranty-periods",
    ),
];

pub(crate) async fn show(State(shop): State<Arc<Shop>>) -> Html<String> {
    let season = SEASON.iter().filter_map(|id| shop.catalogue.product(id));
    let main = html! {
        (hero())
        section.wrap aria-labelledby="shelves" {
            h2 id="shelves" { "Where to?" }
            ul.shelf-tiles {
                @for category in &shop.catalogue.categories { li { (tile(&shop, category)) } }
            }
        }
        section.wrap aria-labelledby="season" {
            h2 id="season" { "This season" }
            (part::grid(season, false))
        }
        (repairs(&shop))
        section.wrap aria-labelledby="promises" {
            h2.hidden id="promises" { "What we promise" }
            ul.promises {
                @for (title, text, href) in PROMISES {
                    li { h3 { a href=(href) { (title) } } p { (text) } }
                }
            }
        }
    };
    layout::page(&shop, "Outdoor clothing made to be repaired", "/", &main)
}

fn hero() -> Markup {
    html! {
        section.hero {
            picture {
                source srcset="/landscape/night.svg" media="(prefers-color-scheme: dark)";
                img src="/landscape/day.svg" alt="" width="1600" height="760";
            }
            div.hero-text {
                h1 { "For the way up and the way home." }
                p { "Clothing and gear for wet hills, cold huts and everything between. Drawn to last, made to be repaired." }
                p.actions {
                    a.button href="/categories/jackets" { "See the jackets" }
                    a.button.quiet href="/categories/camp" { "Go camping" }
                }
            }
        }
    }
}

fn tile(shop: &Shop, category: &Category) -> Markup {
    html! {
        a.shelf-tile href={ "/categories/" (category.id) } {
            @if let Some(product) = shop.catalogue.in_category(&category.id).next() {
                @if let Some(colour) = product.colourways().last() {
                    span.tile aria-hidden="true" { (part::picture(product, colour, false)) }
                }
            }
            span.shelf-name { (category.name) }
        }
    }
}

fn repairs(shop: &Shop) -> Markup {
    html! {
        section.band aria-labelledby="repairs" {
            div.wrap.band-columns {
                div {
                    h2 id="repairs" { "Worn out is a beginning." }
                    p { "Our workshop mends Fellward things of any age: zips, seams, poles, moth holes. Most repairs take two to three weeks, and guarantee repairs cost nothing." }
                    p { a.button.light href="/help/warranty#repairs" { "How repairs work" } }
                }
                @if let Some(product) = shop.catalogue.product("linn-wind-smock") {
                    @if let Some(colour) = product.colourway("clay") { (part::picture(product, colour, false)) }
                }
            }
        }
    }
}
