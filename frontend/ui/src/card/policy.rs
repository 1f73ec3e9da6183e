//! Approved text, verbatim, with where it comes from and since when it holds.

use crate::blocks;
use crate::date;
use crate::drawing::{Drawing, draw};
use crate::icon::{VERIFIED, icon};
use crate::text::Texts;
use vouch_shared::block::Block;
use vouch_shared::card::{Card, Evidence, PolicyEvidence};

pub(crate) fn policy(card: &Card, title: &str, document: &str, text: &[Block]) -> Vec<Drawing> {
    let mut drawings = heading(title, document);
    drawings.push(blocks::text(text, "policy-text"));
    drawings.push(match &card.evidence {
        Evidence::Policy(evidence) => origin(evidence, &card.locale),
        _ => verified_line(),
    });
    drawings
}

/// Document and title. A document that is its own only section is named once.
pub(crate) fn heading(title: &str, document: &str) -> Vec<Drawing> {
    let title_line = draw("h3").set("dir", "auto").text(title);
    if title == document {
        return vec![title_line];
    }
    let source = Texts::of_context().fill("policy.source", &[("document", document)]);
    vec![draw("p").class("source").set("dir", "auto").text(&source), title_line]
}

/// Version and first day of the text.
pub(crate) fn origin(evidence: &PolicyEvidence, locale: &str) -> Drawing {
    let texts = Texts::of_context();
    let version = texts.fill("policy.version", &[("version", &evidence.version.to_string())]);
    let line = verified_line().child(draw("span").text(&version));
    let Some(day) = &evidence.effective_from else { return line };
    let day = date::calendar_day(day, locale);
    line.child(draw("span").text(&texts.fill("policy.effective", &[("date", &day)])))
}

/// The mark on cards that state facts: whose they are, and that this device checked it.
pub(crate) fn verified_line() -> Drawing {
    let texts = Texts::of_context();
    let mark = draw("span")
        .class("verified")
        .set("title", &texts.get("widget.verified_about"))
        .child(icon(VERIFIED))
        .text(&texts.get("widget.verified"));
    draw("p").class("meta").child(mark)
}
