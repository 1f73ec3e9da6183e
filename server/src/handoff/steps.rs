//! Steps of a ticket that go with an entry of its conversation: they are written together with it,
//! on the ticket as it is then.

use super::events::{SHOPPER, happened};
use super::rules;
use crate::store::ticket::{TicketRow, TicketStep};
use time::OffsetDateTime;
use vouch_shared::ticket::{Happening, TicketState};

/// A person replied to the shopper.
pub fn replied(number: i64, by: &str, now: OffsetDateTime) -> TicketStep {
    let rule = |row: &mut TicketRow, by: &str, now| {
        rules::replied(row, by, now);
    };
    step(number, (by, &Happening::Replied), now, rule)
}

/// The shopper wrote again.
pub fn answered(number: i64, now: OffsetDateTime) -> TicketStep {
    let rule = |row: &mut TicketRow, _: &str, _| {
        rules::answered(row);
    };
    step(number, (SHOPPER, &Happening::Answered), now, rule)
}

/// A person closed it.
pub fn closed(number: i64, by: &str, now: OffsetDateTime) -> TicketStep {
    let rule = |row: &mut TicketRow, _: &str, _| rules::set_state(row, TicketState::Closed);
    step(number, (by, &Happening::Closed), now, rule)
}

fn step(
    number: i64,
    (actor, happening): (&str, &Happening),
    now: OffsetDateTime,
    rule: fn(&mut TicketRow, &str, OffsetDateTime),
) -> TicketStep {
    TicketStep { number, rule, now, event: happened(now, actor, happening) }
}
