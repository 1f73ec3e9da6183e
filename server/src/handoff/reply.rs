//! A person's reply to a ticket: what they typed, and below it what they inserted, each a signed
//! card of its own kind. It is durable, and announced, before anybody sees it.

use crate::conversation::card::Payload;
use crate::conversation::input::client_id;
use crate::error::Error;
use crate::handoff::announcement::{Announcement, Event, Quoted};
use crate::handoff::canned;
use crate::handoff::desk::TicketDesk;
use crate::handoff::steps;
use crate::handoff::words::StaffWords;
use crate::ledger::{DeskRows, Entry, RequestKey};
use crate::orders::{Claim, CodeRule, Email, Lookup, OrderNumber, Proof};
use crate::store;
use vouch_shared::id::AnswerId;
use vouch_shared::reply::{Insert, MAX_INSERTS, ReplyCards, StaffReply};

/// The name of the ledger's entries that replies are found by.
const KIND: &str = "staff_message";

/// Something to insert, with what a mail says of it.
struct Inserted {
    card: Payload,
    quoted: Quoted,
}

/// Sends a reply. The same again gives the same cards and sends nothing.
pub async fn send(desk: &TicketDesk<'_>, request: &StaffReply) -> Result<ReplyCards, Error> {
    client_id("reply_id", &request.reply_id)?;
    let key = RequestKey::new(&request.reply_id, request);
    if let Some(earlier) = earlier(desk, &key).await? {
        return Ok(earlier);
    }
    let (words, inserted) = parts(desk, request).await?;
    let cards = desk.sign(&payloads(desk, &words, &inserted))?;
    let mut told = desk.announcement(Event::StaffReply, words.text().to_owned());
    told.reply = Some(request.reply_id.clone());
    told.inserted = inserted.into_iter().map(|inserted| inserted.quoted).collect();
    let entry = Entry::StaffMessage {
        at: desk.at(),
        ticket: desk.number(),
        reply: request.reply_id.clone(),
        staff: desk.member.email.clone(),
        cards: cards.clone(),
    };
    match desk.record(entry, Some(key.clone()), rows(desk, &told)).await {
        Ok(()) => Ok(ReplyCards { cards }),
        Err(store::Error::Conflict) => {
            let twin = earlier(desk, &key).await?;
            twin.ok_or_else(|| store::Error::Conflict.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The cards as the shopper would get them. Nothing is kept or sent.
pub async fn preview(desk: &TicketDesk<'_>, request: &StaffReply) -> Result<ReplyCards, Error> {
    let (words, inserted) = parts(desk, request).await?;
    Ok(ReplyCards { cards: desk.sign_preview(&payloads(desk, &words, &inserted))? })
}

async fn parts(
    desk: &TicketDesk<'_>,
    request: &StaffReply,
) -> Result<(StaffWords, Vec<Inserted>), Error> {
    // What was inserted can say it all.
    let words = StaffWords::parse(desk.member, &request.text, !request.inserts.is_empty())?;
    if request.inserts.len() > MAX_INSERTS {
        let detail = format!("more than {MAX_INSERTS}; send them in another reply");
        return Err(Error::invalid("inserts", detail));
    }
    let mut inserted = Vec::with_capacity(request.inserts.len());
    for insert in &request.inserts {
        inserted.push(match insert {
            Insert::Section(answer) => section(desk, answer).await?,
            Insert::Order(number) => order(desk, number).await?,
        });
    }
    Ok((words, inserted))
}

fn payloads(desk: &TicketDesk<'_>, words: &StaffWords, inserted: &[Inserted]) -> Vec<Payload> {
    let message = Payload::staff_message(words, &desk.number());
    std::iter::once(message).chain(inserted.iter().map(|inserted| inserted.card.clone())).collect()
}

fn rows(desk: &TicketDesk<'_>, told: &Announcement) -> DeskRows {
    DeskRows {
        reply: told.reply.clone().map(|reply| (reply, desk.ticket.number)),
        announced: told.messages(desk.app, desk.site, desk.now),
        step: Some(steps::replied(desk.ticket.number, &desk.member.email, desk.now)),
        audit: vec![desk.did("ticket.reply")],
        ..DeskRows::default()
    }
}

async fn earlier(desk: &TicketDesk<'_>, key: &RequestKey) -> Result<Option<ReplyCards>, Error> {
    let (store, conversation) = (&desk.app.store, desk.conversation());
    let row =
        store::ledger::find_request(store, &desk.site.key, &conversation, KIND, &key.id).await?;
    let Some(row) = row else { return Ok(None) };
    if row.request_hash.as_deref() != Some(&key.hash) {
        return Err(Error::Conflict {
            kind: "reply-replayed",
            detail: "this reply_id was used for another reply; choose a new one",
        });
    }
    Ok(Some(ReplyCards { cards: Entry::read(&row)?.cards().to_vec() }))
}

async fn section(desk: &TicketDesk<'_>, answer: &AnswerId) -> Result<Inserted, Error> {
    let section = canned::section(desk, answer).await?.ok_or_else(|| {
        Error::invalid("inserts", "no approved text that is in force has this id; search again")
    })?;
    let quoted = Quoted { title: section.full_title(), text: Some(section.text()) };
    Ok(Inserted { card: Payload::policy(&section), quoted })
}

/// The order of that number, with the ticket's address as the proof: no more than the shopper could
/// open by the form.
async fn order(desk: &TicketDesk<'_>, number: &str) -> Result<Inserted, Error> {
    let refuse = |why: &str| Error::invalid("inserts", why);
    let reader = desk.site.order_reader.as_ref();
    let reader = reader.ok_or_else(|| refuse("no orders are connected"))?;
    let rule = desk.site.orders.as_ref().map(|orders| orders.code);
    if rule == Some(CodeRule::Required) {
        return Err(refuse("orders open by a mailed code here; ask the shopper to open it"));
    }
    let number = OrderNumber::parse(number).map_err(|error| refuse(&error.to_string()))?;
    let email = Email::parse(&desk.ticket.email).map_err(|error| refuse(&error.to_string()))?;
    let claim = Claim { number, proof: Proof::Email(email) };
    match reader.look_up(&claim, desk.now).await {
        Lookup::Verified(order) => Ok(Inserted {
            card: Payload::order(&order, desk.texts()),
            quoted: Quoted { title: claim.number.as_str().to_owned(), text: None },
        }),
        Lookup::NoMatch => Err(refuse("no order of this number belongs to the ticket's address")),
        Lookup::CheckFailed(failed) => Err(refuse(&format!(
            "the store's records of this order contradict themselves ({}): {}",
            failed.check, failed.detail
        ))),
        Lookup::Unavailable { .. } => Err(refuse("orders cannot be read now; try again")),
    }
}
