//! Taking the contact form: a ticket and its ledger entry become durable together (P7).

use crate::app::App;
use crate::clock::timestamp;
use crate::conversation::card::Payload;
use crate::conversation::input::ContactForm;
use crate::conversation::session::Session;
use crate::error::Error;
use crate::handoff::announcement::{Announcement, Event, Person};
use crate::handoff::events::{SHOPPER, happened};
use crate::ledger::{Append, Beside, DeskRows, Entry, RequestKey, words_of};
use crate::store;
use crate::store::ticket::{NewTicket, TicketRow};
use crate::text;
use std::collections::BTreeSet;
use vouch_shared::handoff::{HandoffReason, HandoffReply, HandoffRequest};
use vouch_shared::id::{SiteKey, TicketNumber};
use vouch_shared::ticket::Happening;

/// A ticket's number as people say it.
pub fn ticket_number(number: i64) -> TicketNumber {
    TicketNumber(format!("V-{number}"))
}

/// Stores a ticket. The same hand-off again gives the same ticket, from whichever conversation:
/// a device that kept a form may have to send it in a new one.
pub async fn hand_off(
    session: &Session<'_>,
    request: &HandoffRequest,
) -> Result<HandoffReply, Error> {
    let form = ContactForm::parse(request)?;
    let key = RequestKey::new(request.handoff_id.as_str(), request);
    if let Some(ticket) = earlier(session.app(), session.site_key(), &key).await? {
        return Ok(reply(session, ticket));
    }
    let number = store::ticket::next_number(&session.app().store, session.site_key()).await?;
    let append = entry(session, request, &form, &key, number).await?;
    let cards = append.entry.cards().to_vec();
    match session.app().ledger.append(append).await {
        Ok(()) => {
            metrics::counter!("vouch_tickets").increment(1);
            Ok(HandoffReply { ticket: ticket_number(number), cards })
        }
        Err(store::Error::Conflict) => {
            let twin = earlier(session.app(), session.site_key(), &key).await?;
            twin.map(|ticket| reply(session, ticket)).ok_or_else(|| store::Error::Conflict.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The ticket that the same form made before, from whichever conversation.
pub async fn earlier_ticket(
    app: &App,
    site: &SiteKey,
    request: &HandoffRequest,
) -> Result<Option<TicketNumber>, Error> {
    ContactForm::parse(request)?;
    let key = RequestKey::new(request.handoff_id.as_str(), request);
    Ok(earlier(app, site, &key).await?.map(|ticket| ticket_number(ticket.number)))
}

async fn earlier(app: &App, site: &SiteKey, key: &RequestKey) -> Result<Option<TicketRow>, Error> {
    let found = store::ticket::find_handoff(&app.store, site, &key.id).await?;
    if found.as_ref().is_some_and(|ticket| ticket.request_hash != key.hash) {
        return Err(Error::Conflict {
            kind: "handoff-replayed",
            detail: "this handoff_id was used for another message; choose a new one",
        });
    }
    Ok(found)
}

/// The receipt is shown in the conversation that it was signed for; elsewhere the number is all.
fn reply(session: &Session<'_>, ticket: TicketRow) -> HandoffReply {
    let same = ticket.conversation == session.conversation.0;
    let shown = same && !ticket.receipt.is_empty();
    let cards = if shown { vec![ticket.receipt] } else { Vec::new() };
    HandoffReply { ticket: ticket_number(ticket.number), cards }
}

async fn entry(
    session: &Session<'_>,
    request: &HandoffRequest,
    form: &ContactForm,
    key: &RequestKey,
    number: i64,
) -> Result<Append, Error> {
    let now = session.app().clock.now();
    let ticket = ticket_number(number);
    let whom = (session.visitor.site.name.as_str(), form.email.as_str());
    let expected_by = session.visitor.expected_by(now);
    let due_at = expected_by.clone().map(|due| due.0);
    let payload = Payload::handoff_receipt(session.texts(), &ticket, whom, expected_by);
    let cards = session.sign_if_possible(&[payload], now);
    let entries = entries(session).await?;
    let reason = last_reason(&entries).as_str().to_owned();
    let mut words: BTreeSet<String> = entries.iter().flat_map(words_of).collect();
    for text in [ticket.as_str(), &form.name, &form.email, &form.message] {
        words.extend(text::words(text));
    }
    let row = NewTicket {
        number,
        handoff_id: key.id.clone(),
        request_hash: key.hash.clone(),
        reason: reason.clone(),
        name: form.name.clone(),
        email: form.email.clone(),
        message: form.message.clone(),
        locale: session.visitor.locale.clone(),
        receipt: cards.first().cloned().unwrap_or_default(),
        created_at: timestamp(now).0,
        due_at,
        words,
        event: happened(now, SHOPPER, &Happening::Created),
    };
    let told = announcement(session, form, (&ticket, &reason), timestamp(now).0);
    let rows = DeskRows {
        ticket: Some(row),
        announced: told.messages(session.app(), &session.visitor.site, now),
        ..DeskRows::default()
    };
    Ok(Append {
        site: session.site_key().clone(),
        conversation: session.conversation.clone(),
        entry: Entry::Handoff {
            at: timestamp(now).0,
            handoff: request.handoff_id.clone(),
            ticket,
            reason,
            name: form.name.clone(),
            email: form.email.clone(),
            message: form.message.clone(),
            cards,
        },
        request: Some(key.clone()),
        beside: Some(Beside::Desk(Box::new(rows))),
    })
}

fn announcement(
    session: &Session<'_>,
    form: &ContactForm,
    (ticket, reason): (&TicketNumber, &str),
    at: String,
) -> Announcement {
    Announcement {
        event: Event::Accepted,
        at,
        site: session.site_key().clone(),
        shop: session.visitor.site.name.clone(),
        ticket: ticket.clone(),
        conversation: session.conversation.clone(),
        reason: reason.to_owned(),
        locale: session.visitor.locale.clone(),
        shopper: Person { name: form.name.clone(), email: form.email.clone() },
        text: form.message.clone(),
        inserted: Vec::new(),
        staff: None,
        reply: None,
        merged_into: None,
    }
}

async fn entries(session: &Session<'_>) -> Result<Vec<Entry>, Error> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    let rows = store::ledger::entries_after(&session.app().store, site, conversation, 0).await?;
    Ok(rows.iter().map(Entry::read).collect::<Result<_, _>>()?)
}

/// Why the conversation needs a person: the last reason that a card gave, else the shopper's wish.
fn last_reason(entries: &[Entry]) -> HandoffReason {
    let reason = entries.iter().rev().find_map(|entry| match entry {
        Entry::Turn { handoff, .. } => Some(*handoff),
        _ => None,
    });
    reason.flatten().unwrap_or(HandoffReason::AskedForPerson)
}
