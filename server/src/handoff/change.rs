//! Changing tickets. Each change is one transaction with its event and its audit row, and is done
//! only on the version that whoever asks for it saw.

use super::desk::Desk;
use super::events::{changed, shown};
use super::people::People;
use super::{closing, rules};
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::store;
use crate::store::audit::AuditRow;
use crate::store::ticket::TicketRow;
use serde_json::json;
use sqlx::AnyConnection;
use time::OffsetDateTime;
use vouch_shared::id::SiteKey;
use vouch_shared::ticket::{
    BulkChange, BulkOutcome, BulkRefusal, Deed, Happening, MAX_BULK, MAX_TAGS, TicketChange,
};

/// Does one thing with one ticket.
pub async fn change(desk: Desk<'_>, number: &str, change: &TicketChange) -> Result<(), Error> {
    let row = desk.find(number).await?;
    if row.version != change.version {
        return Err(stale(desk, &row, change.version).await?);
    }
    let deed = checked(desk, &change.deed).await?;
    let faster = match &deed {
        Deed::Close => closing::close(&desk.with(row)).await?,
        Deed::Merge { into } => closing::merge(&desk.with(row), into).await?,
        deed => one(desk, row, deed).await?,
    };
    if faster {
        let row = desk.find(number).await?;
        return Err(stale(desk, &row, change.version).await?);
    }
    Ok(())
}

/// Does one thing with many tickets, each on its own: what cannot be done is told.
pub async fn change_all(desk: Desk<'_>, change_of: &BulkChange) -> Result<BulkOutcome, Error> {
    if change_of.tickets.len() > MAX_BULK {
        return Err(Error::invalid("tickets", format!("at most {MAX_BULK} tickets at once")));
    }
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for ticket in &change_of.tickets {
        let one = TicketChange { version: ticket.version, deed: change_of.deed.clone() };
        let number = ticket.number.clone();
        match change(desk, number.as_str(), &one).await {
            Ok(()) => done.push(number),
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            Err(error) => refused.push(BulkRefusal { number, why: error.to_string() }),
        }
    }
    Ok(BulkOutcome { done, refused })
}

/// The deed with its address as accounts are known by, if that may be.
async fn checked(desk: Desk<'_>, deed: &Deed) -> Result<Deed, Error> {
    let Deed::Assign { to: Some(to) } = deed else { return Ok(deed.clone()) };
    let to = crate::knowledge::workflow::person(to);
    if !People::of(&desk.app.store, desk.site_key()).await?.answers(&to) {
        return Err(Error::invalid("to", format!("nobody called `{to}` answers tickets here")));
    }
    Ok(Deed::Assign { to: Some(to) })
}

/// Changes one ticket; whether somebody was faster.
async fn one(desk: Desk<'_>, mut row: TicketRow, deed: &Deed) -> Result<bool, Error> {
    let now = desk.app.clock.now();
    let happening = rules::apply(&mut row, deed, (&desk.member.email, now))?;
    let Some(happening) = happening else { return Ok(false) };
    let mut transaction = desk.app.store.begin().await?;
    let connection = &mut *transaction;
    if !retag(connection, desk.site_key(), row.number, &happening).await? {
        return Ok(false);
    }
    let row = changed(row, (&desk.member.email, &happening), now);
    if !store::ticket::change(connection, desk.site_key(), &row).await? {
        return Ok(true);
    }
    let told = did(desk, row.row.number, &happening, now);
    store::audit::insert(connection, &told).await?;
    transaction.commit().await.map_err(store::Error::from)?;
    Ok(false)
}

/// Sets or takes a tag; whether there is anything to do.
async fn retag(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
    happening: &Happening,
) -> Result<bool, Error> {
    match happening {
        Happening::Tagged { tag } => {
            let most = i64::try_from(MAX_TAGS).unwrap_or(i64::MAX);
            if store::ticket_tag::count(connection, site, number).await? >= most {
                return Err(Error::invalid("tag", format!("a ticket has at most {MAX_TAGS} tags")));
            }
            Ok(store::ticket_tag::add(connection, site, number, tag).await?)
        }
        Happening::Untagged { tag } => {
            Ok(store::ticket_tag::remove(connection, site, number, tag).await?)
        }
        _ => Ok(true),
    }
}

/// The audit log's row of what happened to a ticket.
pub(super) fn did(
    desk: Desk<'_>,
    number: i64,
    happening: &Happening,
    now: OffsetDateTime,
) -> AuditRow {
    let (action, detail) = match happening {
        Happening::Assigned { to } => ("ticket.assign", json!({"to": to})),
        Happening::Prioritised { priority } => ("ticket.prioritise", json!({"priority": priority})),
        Happening::Tagged { tag } => ("ticket.tag", json!({"tag": tag})),
        Happening::Untagged { tag } => ("ticket.untag", json!({"tag": tag})),
        Happening::Snoozed { until } => ("ticket.snooze", json!({"until": until})),
        Happening::Waits => ("ticket.wait", json!({})),
        Happening::Closed => ("ticket.close", json!({})),
        Happening::Reopened => ("ticket.reopen", json!({})),
        Happening::MergedInto { ticket } => ("ticket.merge", json!({"into": ticket})),
        Happening::Absorbed { ticket } => ("ticket.absorb", json!({"ticket": ticket})),
        _ => ("ticket.change", json!({})),
    };
    desk.actor(now).did(action, ticket_number(number).as_str(), &detail)
}

/// What changed since the version that the asker saw.
async fn stale(desk: Desk<'_>, row: &TicketRow, seen: i64) -> Result<Error, Error> {
    let store = &desk.app.store;
    let people = People::of(store, desk.site_key()).await?;
    let events = store::ticket_event::of_ticket(store, desk.site_key(), row.number).await?;
    let events: Vec<_> =
        events.into_iter().map(|event| shown(event, &people)).collect::<Result<_, _>>()?;
    let changes: Vec<_> = events.iter().filter(|event| event.what.changes()).collect();
    let missed = usize::try_from(row.version - seen).unwrap_or_default().min(changes.len());
    let told = changes[changes.len() - missed..].iter().map(|event| {
        let words = event.what.words(|email| people.name_of(email));
        format!("{} {words}", event.actor_name)
    });
    let told: Vec<_> = told.collect();
    let number = ticket_number(row.number);
    let detail = if told.is_empty() {
        format!("{number} has changed since you looked, so nothing was done; look again")
    } else {
        format!("nothing was done, as {number} has changed since you looked: {}", told.join("; "))
    };
    Ok(Error::Stale { detail })
}
