//! Text that a model wrote. It is marked three ways (P6): a badge and frame to see, a name for
//! assistive technology, and an attribute for programs; and it stands under its sources.

use crate::blocks;
use crate::card::policy::{heading, origin};
use crate::drawing::{Drawing, draw};
use crate::text::Texts;
use vouch_shared::block::Block;
use vouch_shared::card::Source;

pub(crate) fn generated(
    text: &[Block],
    digital_source_type: &str,
    sources: &[Source],
    locale: &str,
) -> Vec<Drawing> {
    let texts = Texts::of_context();
    let mut drawings = vec![draw("p").class("source").text(&texts.get("generated.sources"))];
    drawings.extend(sources.iter().map(|source| {
        draw("section")
            .class("quoted")
            .children(heading(&source.title, &source.document_title))
            .child(blocks::text(&source.blocks, "source-text"))
            .child(origin(&source.policy, locale))
    }));
    let written = draw("section")
        .class("written")
        .set("role", "group")
        .set("aria-label", &texts.get("generated.label"))
        .set("data-testid", "generated-text")
        .set("data-digital-source-type", digital_source_type)
        .child(draw("p").class("badge").text(&texts.get("generated.badge")))
        .child(blocks::text(text, "generated-words"));
    drawings.push(written);
    drawings
}
