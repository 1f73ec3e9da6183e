//! While a person has the say: what the shopper writes goes to them, and the machine says nothing.

use crate::clock::timestamp;
use crate::conversation::handoff::ticket_number;
use crate::conversation::session::Session;
use crate::error::Error;
use crate::handoff::announcement::{Announcement, Event, Person};
use crate::handoff::steps;
use crate::ledger::DeskRows;
use crate::store::{self, takeover::TakeoverRow};
use time::OffsetDateTime;

/// Who has the say, if it is not the machine.
pub async fn find(session: &Session<'_>) -> Result<Option<TakeoverRow>, Error> {
    let (store, site) = (&session.app().store, session.site_key());
    Ok(store::takeover::find(store, site, &session.conversation).await?)
}

/// What goes to the person together with the shopper's words.
pub async fn rows(
    session: &Session<'_>,
    said: &str,
    taken: &TakeoverRow,
    now: OffsetDateTime,
) -> Result<DeskRows, Error> {
    let (app, site) = (session.app(), &session.visitor.site);
    let Some(ticket) = store::ticket::find(&app.store, &site.key, taken.ticket).await? else {
        return Ok(DeskRows::default());
    };
    let told = Announcement {
        event: Event::ShopperMessage,
        at: timestamp(now).0,
        site: site.key.clone(),
        shop: site.name.clone(),
        ticket: ticket_number(ticket.number),
        conversation: session.conversation.clone(),
        reason: ticket.reason,
        locale: ticket.locale,
        shopper: Person { name: ticket.name, email: ticket.email },
        text: said.to_owned(),
        inserted: Vec::new(),
        staff: None,
        reply: None,
    };
    Ok(DeskRows {
        step: Some(steps::answered(taken.ticket, now)),
        announced: told.messages(app, site, now),
        ..DeskRows::default()
    })
}
