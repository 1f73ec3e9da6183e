//! What happened to tickets, as rows and as people read it.

use super::people::People;
use crate::clock::{new_id, timestamp};
use crate::store;
use crate::store::ticket::{ChangedTicket, TicketRow};
use crate::store::ticket_event::{EventRow, NewEvent};
use time::OffsetDateTime;
use vouch_shared::id::Timestamp;
use vouch_shared::ticket::{Happening, TicketEvent};

/// Who wrote the form.
pub const SHOPPER: &str = "shopper";
/// The system itself.
pub const VOUCH: &str = "vouch";

/// The row that tells of something; `actor` is a member's address, [`SHOPPER`] or [`VOUCH`].
pub fn happened(now: OffsetDateTime, actor: &str, what: &Happening) -> NewEvent {
    NewEvent {
        id: new_id(now),
        at: timestamp(now).0,
        actor: actor.to_owned(),
        what: serde_json::to_string(what).expect("what happened is JSON"),
    }
}

/// A changed row as its next version, with what happened.
pub fn changed(
    mut row: TicketRow,
    (actor, what): (&str, &Happening),
    now: OffsetDateTime,
) -> ChangedTicket {
    row.version += 1;
    row.active_at = timestamp(now).0;
    ChangedTicket { row, event: happened(now, actor, what) }
}

/// What a row tells.
pub fn read(row: &EventRow) -> Result<Happening, store::Error> {
    serde_json::from_str(&row.what)
        .map_err(|error| store::Error::Corrupt("ticket event", error.to_string()))
}

/// The same for people.
pub fn shown(row: EventRow, people: &People) -> Result<TicketEvent, store::Error> {
    let what = read(&row)?;
    let actor_name = match row.actor.as_str() {
        SHOPPER => "The shopper".to_owned(),
        VOUCH => "Vouch".to_owned(),
        email => people.name_of(email),
    };
    Ok(TicketEvent { id: row.id, at: Timestamp(row.at), actor: row.actor, actor_name, what })
}
