//! The frame around every page: head, header, footer, and the Vouch script tag.

use super::part;
use crate::NAME;
use crate::options::VouchTag;
use crate::state::Shop;
use axum::response::Html;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::fmt::Write as _;

/// A whole page. `here` is the path of the header link that leads to it.
pub(super) fn page(shop: &Shop, title: &str, here: &str, main: &Markup) -> Html<String> {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (NAME) }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/storefront.css";
            }
            body {
                a.skip href="#main" { "Skip to content" }
                p.announcement { "Free standard delivery from €100 · 45 days to return" }
                (header(shop, here))
                main id="main" tabindex="-1" { (main) }
                (footer(shop))
                @if let Some(tag) = shop.options.tag() { (vouch(tag)) }
            }
        }
    };
    Html(markup.into_string())
}

fn header(shop: &Shop, here: &str) -> Markup {
    html! {
        header.header {
            a.brand href="/" aria-label={ (NAME) ", home" } { (part::mark()) span { (NAME) } }
            nav.shelves aria-label="Shop" {
                ul {
                    @for category in &shop.catalogue.categories {
                        (link(&format!("/categories/{}", category.id), &category.name, here))
                    }
                }
            }
            nav.service aria-label="Service" {
                ul {
                    (link("/help", "Help", here))
                    (link("/contact", "Contact", here))
                    (link("/bag", "Bag", here))
                }
            }
        }
    }
}

fn link(href: &str, text: &str, here: &str) -> Markup {
    html! { li { a href=(href) aria-current=[(href == here).then_some("page")] { (text) } } }
}

fn footer(shop: &Shop) -> Markup {
    html! {
        footer.footer {
            div.footer-columns {
                div {
                    p.brand { (part::mark()) span { (NAME) } }
                    p { "Outdoor clothing, made to be repaired. Warehouse and workshop at Järntorget, Gothenburg." }
                }
                nav aria-label="Help" {
                    h2 { "Help" }
                    ul.two {
                        @for policy in &shop.policies {
                            li { a href={ "/help/" (policy.id) } { (policy.title) } }
                        }
                    }
                }
                nav aria-label="Categories" {
                    h2 { "Shop" }
                    ul {
                        @for category in &shop.catalogue.categories {
                            li { a href={ "/categories/" (category.id) } { (category.name) } }
                        }
                    }
                }
                div {
                    h2 { "Talk to us" }
                    ul {
                        li { a href="/contact" { "Contact" } }
                        li { a href="mailto:help@fellward.example" { "help@fellward.example" } }
                        li { "Monday to Friday, 9 to 17 CET" }
                    }
                }
            }
            p.small { (NAME) " is a fictional shop that shows Vouch. Nothing here is for sale." }
        }
    }
}

/// The tag of the public contract, and a link for browsers without script.
fn vouch(tag: VouchTag<'_>) -> Markup {
    let mut more = String::new();
    for attribute in tag.attributes {
        let value = html! { (attribute.value) }.into_string();
        write!(more, r#" {}="{value}""#, attribute.name).expect("a String takes any text");
    }
    let (url, site, key) = (escaped(tag.url), escaped(tag.site), escaped(tag.key));
    html! {
        (PreEscaped(format!(
            r#"<script async src="{url}/embed.js" data-site="{site}" data-key="{key}"{more}></script>"#
        )))
        noscript { p.no-script { a href={ (tag.url) "/contact/" (tag.site) } { "Write to us" } } }
    }
}

fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}
