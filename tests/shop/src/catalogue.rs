//! What the shop sells, read from `products.toml` when the program starts.

use crate::drawing::{Colour, Family, find_colour};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

const PRODUCTS: &str = include_str!("../products.toml");

/// Categories and products in the order in which the shop shows them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
    #[serde(rename = "product")]
    pub products: Vec<Product>,
}

/// A shelf of the shop.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: String,
    pub name: String,
    pub line: String,
}

/// Something to buy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub id: String,
    pub name: String,
    pub category: String,
    pub family: Family,
    /// What the drawing shows; the words are listed in the family's drawing module.
    pub details: Vec<String>,
    pub colours: Vec<String>,
    pub sizes: Vec<String>,
    /// The price in whole euros.
    pub eur: i64,
    pub line: String,
    pub text: String,
    pub materials: Vec<String>,
}

impl Catalogue {
    /// Reads the catalogue and checks that what it refers to exists.
    pub fn load() -> Result<Self> {
        let catalogue: Self = toml::from_str(PRODUCTS).context("products.toml")?;
        for product in &catalogue.products {
            let id = &product.id;
            ensure!(catalogue.category(&product.category).is_some(), "{id}: no such category");
            ensure!(!product.colours.is_empty(), "{id}: no colour");
            ensure!(!product.sizes.is_empty(), "{id}: no size");
            for colour in &product.colours {
                ensure!(find_colour(colour).is_some(), "{id}: no colour {colour}");
            }
        }
        Ok(catalogue)
    }

    /// The category of that id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The product of that id.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }

    /// The products of a category.
    pub fn in_category<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Product> {
        self.products.iter().filter(move |product| product.category == category)
    }
}

impl Product {
    /// The colours that it comes in, the one on the category page first.
    pub fn colourways(&self) -> impl Iterator<Item = &'static Colour> {
        self.colours.iter().filter_map(|id| find_colour(id))
    }

    /// The colour of that id if it comes in it.
    pub fn colourway(&self, id: &str) -> Option<&'static Colour> {
        self.colourways().find(|colour| colour.id == id)
    }
}
