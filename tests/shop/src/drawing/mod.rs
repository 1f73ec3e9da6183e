//! Every picture of the shop, drawn by code: a product from its family, details and colour, and
//! the landscape of the home page.

mod camp;
mod canvas;
mod colour;
mod footwear;
mod headwear;
mod jacket;
mod pack;
mod scene;
mod top;
mod torso;
mod trousers;

pub(crate) use canvas::{HEIGHT, WIDTH};
pub use colour::{COLOURS, Colour, find_colour};
pub use scene::{Hour, landscape};

use canvas::Canvas;
use colour::Paint;
use serde::Deserialize;

/// What kind of thing a product is, for the one who draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Jacket,
    Top,
    Trousers,
    Footwear,
    Headwear,
    Pack,
    Camp,
}

/// The picture of a product as SVG. `details` are the words that the family's module lists.
pub fn product(family: Family, details: &[String], colour: &Colour, title: &str) -> String {
    let paint = Paint::of(colour);
    let has = |detail: &str| details.iter().any(|given| given == detail);
    let mut canvas = Canvas::default();
    let draw = match family {
        Family::Jacket => jacket::draw,
        Family::Top => top::draw,
        Family::Trousers => trousers::draw,
        Family::Footwear => footwear::draw,
        Family::Headwear => headwear::draw,
        Family::Pack => pack::draw,
        Family::Camp => camp::draw,
    };
    draw(&mut canvas, &paint, &has);
    canvas.finish(title)
}
