//! Closing a ticket, the one place where it is done: by its button, for many at once, or because it
//! is the same matter as another. The shopper is told plainly, in the transaction that closes it.

use crate::clock::new_id;
use crate::conversation::card::Payload;
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::handoff::announcement::Event;
use crate::handoff::change::did;
use crate::handoff::desk::TicketDesk;
use crate::handoff::events::changed;
use crate::handoff::rules;
use crate::ledger::{DeskRows, Entry, Takeover};
use crate::store::{self, takeover::TakeoverRow};
use vouch_shared::id::TicketNumber;
use vouch_shared::ticket::{Deed, Happening};

/// Closes a ticket: gives the conversation back, asks the shopper whether that was right, and mails
/// the question to one who is away. Whether somebody was faster; then nothing was done.
pub async fn close(desk: &TicketDesk<'_>) -> Result<bool, Error> {
    let mut row = desk.ticket.clone();
    let by = desk.member.email.as_str();
    let Some(happening) = rules::apply(&mut row, &Deed::Close, (by, desk.now))? else {
        return Ok(false);
    };
    let taken = taken_for(desk).await?;
    let number = desk.number();
    let mut cards: Vec<Payload> = taken.iter().map(|_| desk.notice("talk.ended")).collect();
    cards.push(Payload::satisfaction(desk.texts(), &number, &desk.values(&number)));
    let closing = new_id(desk.now);
    let mut told = desk.announcement(Event::Closed, String::new());
    told.reply = Some(closing.clone());
    let rows = DeskRows {
        reply: Some((closing.clone(), desk.ticket.number)),
        takeover: taken.map(|row| Takeover::Released(row.ticket)),
        audit: vec![did(**desk, row.number, &happening, desk.now)],
        changed: vec![changed(row, (by, &happening), desk.now)],
        announced: told.messages(desk.app, desk.site, desk.now),
        ..DeskRows::default()
    };
    record(desk, &cards, (Some(closing), None), rows).await
}

/// Closes a ticket as the same matter as another, under which the answer comes: a notice, and no
/// question and no mail. Whether somebody was faster.
pub async fn merge(desk: &TicketDesk<'_>, into: &TicketNumber) -> Result<bool, Error> {
    let unknown = |_| Error::invalid("into", format!("there is no ticket {into}"));
    let mut kept = desk.find(into.as_str()).await.map_err(unknown)?;
    let (mut gone, by) = (desk.ticket.clone(), desk.member.email.as_str());
    let (number, into) = (desk.number(), ticket_number(kept.number));
    rules::apply(&mut gone, &Deed::Merge { into: into.clone() }, (by, desk.now))?;
    rules::merge(&mut gone, &mut kept)?;
    let taken = taken_for(desk).await?;
    let goes_on = gone.conversation == kept.conversation;
    let takeover = taken.map(|row| {
        if goes_on {
            Takeover::Taken(TakeoverRow { ticket: kept.number, ..row })
        } else {
            Takeover::Released(row.ticket)
        }
    });
    let mut cards = vec![merged_notice(desk, &number, &into)];
    if matches!(takeover, Some(Takeover::Released(_))) {
        cards.push(desk.notice("talk.ended"));
    }
    let mut told = desk.announcement(Event::Closed, String::new());
    told.merged_into = Some(into.clone());
    let what =
        [Happening::MergedInto { ticket: into.clone() }, Happening::Absorbed { ticket: number }];
    let both = [gone, kept].into_iter().zip(&what);
    let mut changes: Vec<_> = both
        .map(|(row, what)| {
            let audit = did(**desk, row.number, what, desk.now);
            (changed(row, (by, what), desk.now), audit)
        })
        .collect();
    changes.sort_by_key(|(changed, _)| changed.row.number);
    let (tickets, audit) = changes.into_iter().unzip();
    let announced = told.messages(desk.app, desk.site, desk.now);
    let rows = DeskRows { takeover, changed: tickets, audit, announced, ..DeskRows::default() };
    record(desk, &cards, (None, Some(into)), rows).await
}

fn merged_notice(desk: &TicketDesk<'_>, number: &TicketNumber, into: &TicketNumber) -> Payload {
    let values = [desk.values(number).as_slice(), &[("into", into.as_str())]].concat();
    Payload::talk_notice(desk.texts(), "talk.merged", &values)
}

/// Who has taken the conversation over for this very ticket.
async fn taken_for(desk: &TicketDesk<'_>) -> Result<Option<TakeoverRow>, Error> {
    let place = (desk.site_key(), &desk.conversation());
    let taken = store::takeover::find(&desk.app.store, place.0, place.1).await?;
    Ok(taken.filter(|row| row.ticket == desk.ticket.number))
}

async fn record(
    desk: &TicketDesk<'_>,
    cards: &[Payload],
    (closing, merged_into): (Option<String>, Option<TicketNumber>),
    rows: DeskRows,
) -> Result<bool, Error> {
    let (at, ticket, staff) = (desk.at(), desk.number(), desk.member.email.clone());
    let cards = desk.sign(cards)?;
    let entry = Entry::Closed { at, ticket, staff, cards, closing, merged_into };
    match desk.record(entry, None, rows).await {
        Ok(()) => Ok(false),
        Err(store::Error::Stale) => Ok(true),
        Err(error) => Err(error.into()),
    }
}
