//! Who has the say in a ticket's conversation. Taking over, giving back and closing are deeds of a
//! person: recorded, told to the shopper, and never concluded from anything else.

use crate::app::App;
use crate::conversation::card::Payload;
use crate::error::Error;
use crate::handoff::announcement::Event;
use crate::handoff::desk::TicketDesk;
use crate::handoff::steps;
use crate::ledger::{DeskRows, Entry, Takeover};
use crate::store::{self, takeover::TakeoverRow};
use vouch_shared::id::{ConversationId, SiteKey, Timestamp};
use vouch_shared::reply::{FoundSection, FoundSections, Satisfaction, TakenOver, Talk};

/// The most sections that a search gives.
const MAX_FOUND: usize = 12;

/// How it stands.
pub async fn show(desk: &TicketDesk<'_>) -> Result<Talk, Error> {
    let (store, site) = (&desk.app.store, &desk.site.key);
    let taken = store::takeover::find(store, site, &desk.conversation()).await?;
    let verdict = store::takeover::rating(store, site, desk.ticket.number).await?;
    Ok(Talk {
        taken_over: taken.map(|row| TakenOver {
            email: row.email,
            name: row.name,
            since: Timestamp(row.since),
        }),
        satisfaction: verdict.as_deref().and_then(Satisfaction::parse),
        has_orders: desk.site.order_reader.is_some(),
    })
}

/// Takes the conversation over: from the machine, or from a colleague.
pub async fn take_over(desk: &TicketDesk<'_>) -> Result<Talk, Error> {
    let taken =
        store::takeover::find(&desk.app.store, &desk.site.key, &desk.conversation()).await?;
    if taken.is_some_and(|row| row.email == desk.member.email) {
        return show(desk).await;
    }
    let cards = desk.sign(&[desk.notice("talk.taken_over")])?;
    let (at, ticket, staff) = (desk.at(), desk.number(), desk.member.email.clone());
    let row = TakeoverRow {
        ticket: desk.ticket.number,
        email: staff.clone(),
        name: desk.member.name.clone(),
        since: at.clone(),
    };
    let rows = DeskRows {
        takeover: Some(Takeover::Taken(row)),
        audit: Some(desk.did("ticket.take_over")),
        ..DeskRows::default()
    };
    desk.record(Entry::TakenOver { at, ticket, staff, cards }, None, rows).await?;
    show(desk).await
}

/// Gives the conversation back to the machine.
pub async fn release(desk: &TicketDesk<'_>) -> Result<Talk, Error> {
    let taken =
        store::takeover::find(&desk.app.store, &desk.site.key, &desk.conversation()).await?;
    if taken.is_none() {
        return show(desk).await;
    }
    let cards = desk.sign(&[desk.notice("talk.released")])?;
    let (at, ticket, staff) = (desk.at(), desk.number(), desk.member.email.clone());
    let rows = DeskRows {
        takeover: Some(Takeover::Released),
        audit: Some(desk.did("ticket.release")),
        ..DeskRows::default()
    };
    desk.record(Entry::Released { at, ticket, staff, cards }, None, rows).await?;
    show(desk).await
}

/// Closes the ticket, gives the conversation back, and asks the shopper whether that was right.
pub async fn close(desk: &TicketDesk<'_>) -> Result<Talk, Error> {
    if desk.ticket.state == "closed" {
        return show(desk).await;
    }
    let (at, ticket, staff) = (desk.at(), desk.number(), desk.member.email.clone());
    let question = Payload::satisfaction(desk.texts(), &ticket, &desk.values(&ticket));
    let cards = desk.sign(&[question])?;
    let rows = DeskRows {
        takeover: Some(Takeover::Released),
        step: Some(steps::closed(desk.ticket.number, &desk.member.email, desk.now)),
        announced: desk
            .announcement(Event::Closed, String::new())
            .messages(desk.app, &desk.site, desk.now),
        audit: Some(desk.did("ticket.close")),
        ..DeskRows::default()
    };
    desk.record(Entry::Closed { at, ticket, staff, cards }, None, rows).await?;
    show(desk).await
}

/// Notes the replies that a widget is being given, so that they do not go by mail as well. A note
/// that is lost costs a mail too many.
pub async fn note_shown(
    app: &App,
    site: &SiteKey,
    conversation: &ConversationId,
    entries: &[(i64, Entry)],
) {
    let at = app.clock.timestamp().0;
    for (_, entry) in entries {
        let Entry::StaffMessage { reply, .. } = entry else { continue };
        let place = (site, conversation);
        if let Err(error) = store::takeover::note_shown(&app.store, place, (reply, &at)).await {
            tracing::warn!(%error, "a reply was shown, and may go by mail as well");
        }
    }
}

/// Approved text in the shopper's language that holds all the words, titles first.
pub fn find_sections(desk: &TicketDesk<'_>, words: &str) -> FoundSections {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let Some(knowledge) = desk.knowledge() else {
        return FoundSections { sections: Vec::new() };
    };
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let (titled, rest): (Vec<_>, Vec<_>) =
        knowledge.sections.values().partition(|section| holds(&section.full_title()));
    let texts = rest
        .into_iter()
        .filter(|section| holds(&format!("{} {}", section.full_title(), section.text())));
    let found = titled.into_iter().chain(texts).take(MAX_FOUND);
    let sections = found.map(|section| FoundSection {
        answer: section.answer().clone(),
        title: section.full_title(),
        blocks: section.blocks().to_vec(),
    });
    FoundSections { sections: sections.collect() }
}
