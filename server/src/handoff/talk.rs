//! Who has the say in a ticket's conversation. Taking over and giving back are deeds of a person:
//! recorded, told to the shopper, and never concluded from anything else.

use crate::app::App;
use crate::error::Error;
use crate::handoff::desk::TicketDesk;
use crate::ledger::{DeskRows, Entry, Takeover};
use crate::store::{self, takeover::TakeoverRow};
use vouch_shared::id::{ConversationId, SiteKey, Timestamp};
use vouch_shared::reply::{Satisfaction, TakenOver, Talk};

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
        audit: vec![desk.did("ticket.take_over")],
        ..DeskRows::default()
    };
    desk.record(Entry::TakenOver { at, ticket, staff, cards }, None, rows).await?;
    show(desk).await
}

/// Gives the conversation back to the machine.
pub async fn release(desk: &TicketDesk<'_>) -> Result<Talk, Error> {
    let taken =
        store::takeover::find(&desk.app.store, &desk.site.key, &desk.conversation()).await?;
    let Some(taken) = taken else { return show(desk).await };
    let cards = desk.sign(&[desk.notice("talk.released")])?;
    let (at, ticket, staff) = (desk.at(), desk.number(), desk.member.email.clone());
    let rows = DeskRows {
        takeover: Some(Takeover::Released(taken.ticket)),
        audit: vec![desk.did("ticket.release")],
        ..DeskRows::default()
    };
    desk.record(Entry::Released { at, ticket, staff, cards }, None, rows).await?;
    show(desk).await
}

/// The reply or closing that goes by mail unless a widget asks for it: its key.
pub fn mailed_unless_shown(entry: &Entry) -> Option<&String> {
    match entry {
        Entry::StaffMessage { reply, .. } | Entry::Closed { closing: Some(reply), .. } => {
            Some(reply)
        }
        _ => None,
    }
}

/// Notes the replies and closings that a widget asked for and is being given, so that they do not go
/// by mail as well. A note that is lost costs a mail too many.
pub async fn note_shown(
    app: &App,
    site: &SiteKey,
    conversation: &ConversationId,
    entries: &[(i64, Entry)],
) {
    let at = app.clock.timestamp().0;
    for (_, entry) in entries {
        let Some(reply) = mailed_unless_shown(entry) else { continue };
        let place = (site, conversation);
        if let Err(error) = store::takeover::note_shown(&app.store, place, (reply, &at)).await {
            tracing::warn!(%error, "a reply was shown, and may go by mail as well");
        }
    }
}
