//! Changing tickets. Each change is one transaction with its event and its audit row, and is done
//! only on the version that whoever asks for it saw.

use super::events::{happened, shown};
use super::people::People;
use super::rules;
use crate::app::App;
use crate::clock::timestamp;
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::staff::audit::Actor;
use crate::staff::member::Member;
use crate::store;
use crate::store::ticket::TicketRow;
use serde_json::json;
use sqlx::AnyConnection;
use time::OffsetDateTime;
use vouch_shared::id::{SiteKey, TicketNumber};
use vouch_shared::ticket::{
    BulkChange, BulkOutcome, BulkRefusal, Deed, Happening, MAX_BULK, MAX_TAGS, TicketChange,
};

pub(super) const NO_TICKET: &str = "there is no ticket of this number";

/// A member at a site's desk.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub app: &'a App,
    pub site: &'a SiteKey,
    pub member: &'a Member,
}

impl Desk<'_> {
    /// The ticket of a number as people say it.
    pub async fn find(&self, number: &str) -> Result<TicketRow, Error> {
        let number = parse_number(number).ok_or(Error::NotFound(NO_TICKET))?;
        let found = store::ticket::find(&self.app.store, self.site, number).await?;
        found.ok_or(Error::NotFound(NO_TICKET))
    }

    pub(super) fn actor(&self, now: OffsetDateTime) -> Actor<'_> {
        Actor { who: &self.member.email, site: Some(self.site), now }
    }
}

/// `V-1042` or `1042`.
pub fn parse_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix("V-").or(text.strip_prefix("v-")).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Does one thing with one ticket.
pub async fn change(desk: Desk<'_>, number: &str, change: &TicketChange) -> Result<(), Error> {
    let row = desk.find(number).await?;
    if row.version != change.version {
        return Err(stale(desk, &row, change.version).await?);
    }
    let deed = checked(desk, &change.deed).await?;
    let faster = match &deed {
        Deed::Merge { into } => merge(desk, row.clone(), into).await?,
        deed => one(desk, row.clone(), deed).await?,
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
    if !People::of(&desk.app.store, desk.site).await?.answers(&to) {
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
    if !retag(connection, desk.site, row.number, &happening).await? {
        return Ok(false);
    }
    if !record(connection, desk.site, &mut row, (&desk.member.email, &happening), now).await? {
        return Ok(true);
    }
    audit(connection, desk, &row, (&happening, now)).await?;
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

/// Merges a ticket into another; whether somebody was faster.
async fn merge(desk: Desk<'_>, row: TicketRow, into: &TicketNumber) -> Result<bool, Error> {
    let mut row = row;
    let unknown = |_| Error::invalid("into", format!("there is no ticket {into}"));
    let mut target = desk.find(into.as_str()).await.map_err(unknown)?;
    let now = desk.app.clock.now();
    let email = desk.member.email.as_str();
    rules::apply(&mut row, &Deed::Merge { into: into.clone() }, (email, now))?;
    rules::merge(&mut row, &mut target)?;
    let gone = Happening::MergedInto { ticket: ticket_number(target.number) };
    let kept = Happening::Absorbed { ticket: ticket_number(row.number) };
    let mut pair = [(&mut row, &gone), (&mut target, &kept)];
    // Always in the same order, so that two merges never wait for each other.
    pair.sort_by_key(|(row, _)| row.number);
    let mut transaction = desk.app.store.begin().await?;
    for (row, happening) in &mut pair {
        if !record(&mut transaction, desk.site, row, (email, happening), now).await? {
            return Ok(true);
        }
        audit(&mut transaction, desk, row, (happening, now)).await?;
    }
    transaction.commit().await.map_err(store::Error::from)?;
    Ok(false)
}

/// Writes a changed row with what happened, in the caller's transaction. `false` where somebody
/// was faster: the caller has to give the transaction up.
pub async fn record(
    connection: &mut AnyConnection,
    site: &SiteKey,
    row: &mut TicketRow,
    (actor, happening): (&str, &Happening),
    now: OffsetDateTime,
) -> Result<bool, store::Error> {
    row.version += 1;
    row.active_at = timestamp(now).0;
    if !store::ticket::update(connection, site, row).await? {
        return Ok(false);
    }
    let event = happened(now, actor, happening);
    store::ticket_event::insert(connection, site, row.number, &event).await?;
    Ok(true)
}

async fn audit(
    connection: &mut AnyConnection,
    desk: Desk<'_>,
    row: &TicketRow,
    (happening, now): (&Happening, OffsetDateTime),
) -> Result<(), store::Error> {
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
    let number = ticket_number(row.number);
    let row = desk.actor(now).did(action, number.as_str(), &detail);
    store::audit::insert(connection, &row).await
}

/// What changed since the version that the asker saw.
async fn stale(desk: Desk<'_>, row: &TicketRow, seen: i64) -> Result<Error, Error> {
    let store = &desk.app.store;
    let people = People::of(store, desk.site).await?;
    let events = store::ticket_event::of_ticket(store, desk.site, row.number).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parse_number("V-1042"), Some(1042));
        assert_eq!(parse_number("v-7"), Some(7));
        assert_eq!(parse_number("1042"), Some(1042));
        for bad in ["", "V-", "V-1x", "-1", "+1", "99999999999999999999"] {
            assert_eq!(parse_number(bad), None, "{bad}");
        }
    }
}
