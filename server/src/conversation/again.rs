//! A shopper who writes again after a person answered or closed their ticket: what no approved text
//! answers goes to that ticket, which is open then, and is not left between two forms.

use crate::conversation::card::Payload;
use crate::conversation::handoff::ticket_number;
use crate::conversation::session::Session;
use crate::conversation::turn::Reply;
use crate::error::Error;
use crate::handoff::steps::shopper_wrote;
use crate::ledger::{Beside, Said};
use crate::store::{self, ticket::TicketRow};
use time::OffsetDateTime;

/// What goes with a reply that hands over, where a person has had to do with the conversation
/// already. The reply then tells so first.
pub async fn reopen(
    session: &Session<'_>,
    said: &Said,
    reply: &mut Reply,
    now: OffsetDateTime,
) -> Result<Option<Beside>, Error> {
    let (Some(_), Said::Text(text)) = (reply.handoff, said) else { return Ok(None) };
    let (store, site) = (&session.app().store, session.site_key());
    let ticket = store::ticket::newest_of_conversation(store, site, &session.conversation).await?;
    let dealt_with = |row: &TicketRow| row.first_reply_at.is_some() || row.state == "closed";
    let Some(ticket) = ticket.filter(dealt_with) else { return Ok(None) };
    let number = ticket_number(ticket.number);
    let values = [("ticket", number.as_str())];
    reply.cards.insert(0, Payload::talk_notice(session.texts(), "talk.added", &values));
    let rows = shopper_wrote(session.app(), &session.visitor.site, ticket, (text, now));
    Ok(Some(Beside::Desk(Box::new(rows))))
}
