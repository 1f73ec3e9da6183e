//! Pieces that several pages share: the mark, product cards, swatches, crumbs.

use crate::catalogue::Product;
use crate::drawing::{Colour, HEIGHT, WIDTH};
use crate::money::Currency;
use maud::{Markup, html};

/// The shop's mark: two fells and a path.
pub(super) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 40 32" aria-hidden="true" focusable="false" {
            path d="M2 28 L15 6 L23 19" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" {}
            path d="M19 28 L28 12 L38 28" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

/// A product's picture. `eager` is for pictures that are in view when the page opens.
pub(super) fn picture(product: &Product, colour: &Colour, eager: bool) -> Markup {
    html! {
        img src={ "/pictures/" (product.id) "." (colour.id) ".svg" }
            alt={ (product.name) " in " (colour.name) }
            width=(WIDTH) height=(HEIGHT)
            loading=(if eager { "eager" } else { "lazy" });
    }
}

/// A grid of products under headings of that level.
pub(super) fn grid<'a>(products: impl Iterator<Item = &'a Product>, eager: bool) -> Markup {
    html! { ul.grid { @for product in products { li { (card(product, eager)) } } } }
}

fn card(product: &Product, eager: bool) -> Markup {
    let colours: Vec<_> = product.colourways().collect();
    html! {
        article.card {
            div.tile { (picture(product, colours[0], eager)) }
            h3 { a href={ "/products/" (product.id) } { (product.name) } }
            p.line { (product.line) }
            p.price { (Currency::Eur.format(Currency::Eur.list_price(product.eur))) }
            p.dots {
                span.hidden { "Colours: " (names(&colours)) }
                @for colour in &colours { (dot(colour)) }
            }
        }
    }
}

/// A round sample of a colour.
pub(super) fn dot(colour: &Colour) -> Markup {
    html! {
        svg.dot viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            circle cx="10" cy="10" r="9" fill=(colour.main) stroke="currentColor" stroke-opacity=".35" {}
        }
    }
}

fn names(colours: &[&Colour]) -> String {
    colours.iter().map(|colour| colour.name).collect::<Vec<_>>().join(", ")
}

/// The way back up.
pub(super) fn crumbs(steps: &[(&str, &str)], here: &str) -> Markup {
    html! {
        nav.crumbs aria-label="Breadcrumb" {
            ol {
                @for (href, text) in steps { li { a href=(href) { (text) } } }
                li aria-current="page" { (here) }
            }
        }
    }
}
