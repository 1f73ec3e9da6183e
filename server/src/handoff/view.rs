//! One ticket with everything that it takes to answer it, and conversations without one.

use super::desk::Desk;
use super::people::People;
use super::queue::{excerpt, lines};
use super::{events, transcript, why};
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::ledger::{Entry, Said};
use crate::store;
use crate::store::conversation::ListedRow;
use vouch_shared::id::{ConversationId, Timestamp, is_client_id};
use vouch_shared::ticket::{
    ConversationDetail, ConversationLine, ConversationList, TicketState, TicketView,
};

/// How many conversations a page shows.
const PAGE: usize = 50;

/// A ticket as its page shows it.
pub async fn ticket(desk: Desk<'_>, number: &str) -> Result<TicketView, Error> {
    let (store, site) = (&desk.app.store, desk.site_key());
    let row = desk.find(number).await?;
    let conversation = ConversationId(row.conversation.clone());
    let entries = transcript::entries(store, site, &conversation).await?;
    let people = People::of(store, site).await?;
    let history = store::ticket_event::of_ticket(store, site, row.number).await?;
    let history = history.into_iter().map(|event| events::shown(event, &people));
    let related = store::ticket::related(store, site, &row).await?;
    let others = lines(desk, &people, related).await?;
    let open = others.iter().filter(|other| other.state != TicketState::Closed);
    let duplicates = open.map(|other| other.number.clone()).collect();
    let message = row.message.clone();
    let mut line = lines(desk, &people, vec![row]).await?;
    let ticket = line.pop().ok_or(Error::NotFound(super::NO_TICKET))?;
    Ok(TicketView {
        why: why::why(&entries, &ticket.number),
        ticket,
        message,
        conversation,
        transcript: transcript::steps(&entries),
        order: transcript::order_card(&entries),
        others,
        duplicates,
        history: history.collect::<Result<_, _>>()?,
        now: desk.app.clock.timestamp(),
    })
}

/// A page of the site's conversations, newest first.
pub async fn conversations(
    desk: Desk<'_>,
    cursor: Option<&str>,
) -> Result<ConversationList, Error> {
    let (store, site) = (&desk.app.store, desk.site_key());
    let before = cursor.filter(|cursor| !cursor.is_empty());
    let before = before.map(|cursor| cursor.split_once('~').ok_or_else(bad_cursor)).transpose()?;
    let mut rows = store::conversation::list(store, site, before, PAGE + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.opened_at, row.id));
    let conversations = rows.into_iter().map(conversation_line).collect::<Result<_, _>>()?;
    Ok(ConversationList { conversations, next })
}

fn bad_cursor() -> Error {
    Error::invalid("cursor", "take it from the page before, as it is")
}

fn conversation_line(row: ListedRow) -> Result<ConversationLine, store::Error> {
    let first = row.first_turn.as_deref().map(serde_json::from_str::<Entry>).transpose();
    let first = first.map_err(|error| store::Error::Corrupt("ledger entry", error.to_string()))?;
    let excerpt = match first {
        Some(Entry::Turn { said: Said::Text(text), .. }) => excerpt(&text),
        Some(Entry::Turn { said, .. }) => said.shown().to_owned(),
        _ => String::new(),
    };
    Ok(ConversationLine {
        id: ConversationId(row.id),
        locale: row.locale,
        active_at: Timestamp(row.active_at.unwrap_or_else(|| row.opened_at.clone())),
        opened_at: Timestamp(row.opened_at),
        turns: row.turns,
        ticket: row.ticket.map(ticket_number),
        excerpt,
    })
}

/// A conversation as its page shows it.
pub async fn conversation(desk: Desk<'_>, id: &str) -> Result<ConversationDetail, Error> {
    const NONE: Error = Error::NotFound("there is no conversation of this id");
    let (store, site) = (&desk.app.store, desk.site_key());
    if !is_client_id(id) {
        return Err(NONE);
    }
    let row = store::conversation::find(store, id).await?;
    let row = row.filter(|row| row.site == site.as_str()).ok_or(NONE)?;
    let id = ConversationId::from(id);
    let entries = transcript::entries(store, site, &id).await?;
    let tickets = store::ticket::of_conversation(store, site, &id).await?;
    let opened_at = entries.first().map(|entry| entry.at().to_owned()).unwrap_or_default();
    Ok(ConversationDetail {
        id,
        locale: row.locale,
        opened_at: Timestamp(opened_at),
        tickets: tickets.into_iter().map(ticket_number).collect(),
        transcript: transcript::steps(&entries),
    })
}
