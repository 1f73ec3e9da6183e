//! Approved text, verbatim, with where it comes from and since when it holds.

use crate::blocks::blocks;
use crate::card::feedback::feedback;
use crate::card::verified_mark::verified_mark;
use crate::date;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::block::Block;
use vouch_shared::card::{Card, Evidence, PolicyEvidence};

pub(crate) fn policy(card: &Card, title: &str, document: &str, text: &[Block]) -> AnyView {
    let origin = match &card.evidence {
        Evidence::Policy(evidence) => origin(evidence, &card.locale),
        _ => ().into_any(),
    };
    view! {
        {heading(title, document)}
        <div class="text" data-testid="policy-text">{blocks(text)}</div>
        <p class="meta">{verified_mark()} {origin}</p>
        {feedback(card.id.clone())}
    }
    .into_any()
}

/// Title and document. A document that is its own only section is named once.
pub(crate) fn heading(title: &str, document: &str) -> AnyView {
    let source = (title != document)
        .then(|| Texts::of_context().fill("policy.source", &[("document", document)]));
    view! {
        {source.map(|source| view! { <p class="source" dir="auto">{source}</p> })}
        <h3 dir="auto">{title.to_owned()}</h3>
    }
    .into_any()
}

/// Version and first day of the text.
pub(crate) fn origin(evidence: &PolicyEvidence, locale: &str) -> AnyView {
    let texts = Texts::of_context();
    let version = texts.fill("policy.version", &[("version", &evidence.version.to_string())]);
    let effective = evidence
        .effective_from
        .as_ref()
        .map(|day| texts.fill("policy.effective", &[("date", &date::calendar_day(day, locale))]));
    view! {
        <span>{version}</span>
        {effective.map(|effective| view! { <span>{effective}</span> })}
    }
    .into_any()
}
