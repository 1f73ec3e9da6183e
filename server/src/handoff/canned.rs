//! What a reply can hold word for word: canned replies, which are approved text for people to send,
//! and the sections that answer questions.

use crate::error::Error;
use crate::handoff::desk::TicketDesk;
use crate::knowledge::approved::ApprovedSection;
use crate::knowledge::{replies, workflow};
use std::collections::BTreeMap;
use vouch_shared::id::AnswerId;
use vouch_shared::reply::{FoundSection, FoundSections};

/// The most that a search gives of each.
const MAX_FOUND: usize = 12;

/// Approved text in the shopper's language that holds all the words: canned replies first, of each
/// those whose title does.
pub async fn find(desk: &TicketDesk<'_>, words: &str) -> Result<FoundSections, Error> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let canned = of_desk(desk).await?;
    let knowledge = desk.knowledge();
    let sections = knowledge.iter().flat_map(|knowledge| knowledge.sections.values());
    let replies = best(canned.values(), &words).map(|section| found(section, true));
    let answers = best(sections, &words).map(|section| found(section, false));
    Ok(FoundSections { sections: replies.chain(answers).collect() })
}

/// The approved text of that id, canned or not.
pub async fn section(
    desk: &TicketDesk<'_>,
    answer: &AnswerId,
) -> Result<Option<ApprovedSection>, Error> {
    let knowledge = desk.knowledge();
    if let Some(section) = knowledge.as_ref().and_then(|it| it.sections.get(answer)) {
        return Ok(Some(section.clone()));
    }
    Ok(of_desk(desk).await?.remove(answer))
}

/// The canned replies that are in force, each in the shopper's language, else in the site's own.
async fn of_desk(desk: &TicketDesk<'_>) -> Result<BTreeMap<AnswerId, ApprovedSection>, Error> {
    let day = workflow::day(desk.now);
    let mut all = replies::of_site(&desk.app.store, desk.site_key(), &day).await?;
    let wanted = |section: &ApprovedSection| {
        let locale = section.evidence().locale.as_str();
        [desk.ticket.locale.as_str(), desk.site.locale.as_str()].iter().position(|it| *it == locale)
    };
    all.retain(|section| wanted(section).is_some());
    // The shopper's own language comes last, and so stays.
    all.sort_by_key(|section| std::cmp::Reverse(wanted(section)));
    Ok(all.into_iter().map(|section| (section.answer().clone(), section)).collect())
}

/// Sections that hold all the words, those whose title does first.
fn best<'s>(
    sections: impl Iterator<Item = &'s ApprovedSection>,
    words: &[String],
) -> impl Iterator<Item = &'s ApprovedSection> {
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let (titled, rest): (Vec<_>, Vec<_>) = sections.partition(|it| holds(&it.full_title()));
    let mut texts = rest;
    texts.retain(|it| holds(&format!("{} {}", it.full_title(), it.text())));
    titled.into_iter().chain(texts).take(MAX_FOUND)
}

fn found(section: &ApprovedSection, canned: bool) -> FoundSection {
    FoundSection {
        answer: section.answer().clone(),
        title: section.full_title(),
        blocks: section.blocks().to_vec(),
        canned,
    }
}
