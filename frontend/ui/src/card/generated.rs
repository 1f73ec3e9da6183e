//! Text that a model wrote. It is marked three ways (P6): a badge and frame to see, a name for
//! assistive technology, and an attribute for programs; and it stands under its sources.

use crate::blocks::blocks;
use crate::card::policy::{heading, origin};
use crate::card::verified_mark::verified_mark;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::block::Block;
use vouch_shared::card::Source;

pub(crate) fn generated(
    text: &[Block],
    digital_source_type: &str,
    sources: &[Source],
    locale: &str,
) -> AnyView {
    let texts = Texts::of_context();
    let sources = sources.iter().map(|source| {
        view! {
            <section class="quoted">
                {heading(&source.title, &source.document_title)}
                <div class="text" data-testid="source-text">{blocks(&source.blocks)}</div>
                <p class="meta">{verified_mark()} {origin(&source.policy, locale)}</p>
            </section>
        }
    });
    view! {
        <p class="source">{texts.get("generated.sources")}</p>
        {sources.collect_view()}
        <section class="written" role="group" aria-label=texts.get("generated.label")
            data-testid="generated-text" data-digital-source-type=digital_source_type.to_owned()>
            <p class="badge">{texts.get("generated.badge")}</p>
            <div class="text">{blocks(text)}</div>
        </section>
    }
    .into_any()
}
