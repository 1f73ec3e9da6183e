//! A product: picture, colours, sizes, prices, materials.

use super::{layout, not_found, part};
use crate::catalogue::{Catalogue, Product};
use crate::drawing::Colour;
use crate::money::Currency;
use crate::state::Shop;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(crate) struct Choice {
    colour: Option<String>,
}

pub(crate) async fn show(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> Response {
    let Some(product) = shop.catalogue.product(&id) else {
        return not_found::reply(&shop);
    };
    let chosen = choice.colour.and_then(|colour| product.colourway(&colour));
    let Some(colour) = chosen.or_else(|| product.colourways().next()) else {
        return not_found::reply(&shop);
    };
    let main = view(&shop.catalogue, product, colour);
    let here = format!("/categories/{}", product.category);
    layout::page(&shop, &product.name, &here, &main).into_response()
}

fn view(catalogue: &Catalogue, product: &Product, colour: &Colour) -> Markup {
    let category = catalogue.category(&product.category).map_or("", |category| &category.name);
    let shelf = format!("/categories/{}", product.category);
    let others = catalogue.in_category(&product.category).filter(|other| other.id != product.id);
    html! {
        div.wrap {
            (part::crumbs(&[("/", "Home"), (&shelf, category)], &product.name))
            div.product {
                div.tile.large { (part::picture(product, colour, true)) }
                div.product-text {
                    h1 { (product.name) }
                    p.lead { (product.line) }
                    p.price { (price(Currency::Eur, product)) " " span.tax { "including VAT" } }
                    (colours(product, colour))
                    (buy(product, colour))
                    p { (product.text) }
                    h2 { "Materials" }
                    ul { @for material in &product.materials { li { (material) } } }
                    h2 { "In other currencies" }
                    ul.currencies {
                        @for currency in Currency::ALL.into_iter().skip(1) {
                            li { (price(currency, product)) }
                        }
                    }
                    p.small {
                        "The currency follows the country that we deliver to. "
                        a href="/help/shipping#delivery-costs" { "Delivery costs" } ", "
                        a href="/help/returns#how-long" { "45 days to return" } "."
                    }
                }
            }
            section aria-labelledby="more" {
                h2 id="more" { "More " (category.to_lowercase()) }
                (part::grid(others.take(4), false))
            }
        }
    }
}

fn price(currency: Currency, product: &Product) -> String {
    currency.format(currency.list_price(product.eur))
}

fn colours(product: &Product, chosen: &Colour) -> Markup {
    html! {
        p.label id="colour" { "Colour: " strong { (chosen.name) } }
        ul.swatches aria-labelledby="colour" {
            @for colour in product.colourways() {
                li {
                    a href={ "/products/" (product.id) "?colour=" (colour.id) }
                        aria-current=[(colour.id == chosen.id).then_some("true")] {
                        (part::dot(colour)) span { (colour.name) }
                    }
                }
            }
        }
    }
}

fn buy(product: &Product, colour: &Colour) -> Markup {
    let only = product.sizes.len() == 1;
    html! {
        form.buy action="/bag" method="get" {
            input type="hidden" name="product" value=(product.id);
            input type="hidden" name="colour" value=(colour.id);
            fieldset {
                legend { "Size" }
                div.sizes {
                    @for size in &product.sizes {
                        label {
                            input type="radio" name="size" value=(size) required checked[only];
                            span { (size) }
                        }
                    }
                }
            }
            p.size-help { a href="/help/sizing" { "Which size fits?" } }
            button.button type="submit" { "Add to bag" }
        }
    }
}
