//! Sections as shoppers read them, drawn by the same code as real cards and labelled as no card.

use super::words::count;
use crate::parts::framed;
use leptos::prelude::*;
use vouch_shared::knowledge::SectionText;
use vouch_ui::card::draft::draft_section;

/// What a preview is called, on the card itself.
const LABEL: &str = "Preview. Not a verified card.";

/// All sections that have text.
pub(super) fn sections(sections: &[SectionText], document: &str, locale: &str) -> AnyView {
    let shown = sections.iter().filter(|section| !section.blocks.is_empty());
    shown.map(|section| card(section, document, locale)).collect_view().into_any()
}

fn card(section: &SectionText, document: &str, locale: &str) -> AnyView {
    let drawing = draft_section((&section.title, document), &section.blocks, locale, LABEL);
    let questions = count(
        i64::try_from(section.questions.len()).unwrap_or(i64::MAX),
        "example question",
        "example questions",
    );
    let used = (section.answers > 0).then(|| {
        let answers = count(section.answers, "answer", "answers");
        let complaints = count(section.complaints, "complaint", "complaints");
        format!(" · used in {answers}, {complaints}")
    });
    view! {
        <section class="previewed" aria-label=section.title.clone()>
            {framed(drawing)}
            <p class="quiet" data-testid="section-facts">
                <code>{section.answer.to_string()}</code>" · "{questions}{used}
            </p>
        </section>
    }
    .into_any()
}
