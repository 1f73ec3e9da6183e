//! A section that nobody has approved yet, as its card would look. It carries no mark of
//! verification: nothing but a signed card gets one.

use crate::blocks;
use crate::drawing::{Drawing, draw};
use vouch_shared::block::Block;

/// A draft with its label, in words that say that it is no verified card.
pub fn draft_section(
    (title, document): (&str, &str),
    text: &[Block],
    locale: &str,
    label: &str,
) -> Drawing {
    let card = draw("article")
        .class("card policy draft")
        .set("lang", locale)
        .test_id("draft-card")
        .child(draw("p").class("source").set("dir", "auto").text(document))
        .child(draw("h3").set("dir", "auto").text(title))
        .child(blocks::text(text, "draft-text"));
    card.child(draw("p").class("meta").child(draw("span").set("lang", "en").text(label)))
}
