//! Steps of a ticket that go with an entry of its conversation: they are written together with it,
//! on the ticket as it is then.

use super::announcement::Announcement;
use super::events::{SHOPPER, happened};
use super::rules;
use crate::app::App;
use crate::config::Site;
use crate::ledger::DeskRows;
use crate::store::ticket::{TicketRow, TicketStep};
use time::OffsetDateTime;
use vouch_shared::ticket::Happening;

/// A person replied to the shopper.
pub fn replied(number: i64, by: &str, now: OffsetDateTime) -> TicketStep {
    let rule = |row: &mut TicketRow, by: &str, now| {
        rules::replied(row, by, now);
    };
    step(number, (by, &Happening::Replied), now, rule)
}

/// The shopper wrote again: the ticket is open, and the targets hear of it.
pub fn shopper_wrote(
    app: &App,
    site: &Site,
    ticket: TicketRow,
    (words, now): (&str, OffsetDateTime),
) -> DeskRows {
    let step = Some(answered(ticket.number, now));
    let announced = Announcement::of_shopper(site, ticket, words, now).messages(app, site, now);
    DeskRows { step, announced, ..DeskRows::default() }
}

fn answered(number: i64, now: OffsetDateTime) -> TicketStep {
    let rule = |row: &mut TicketRow, _: &str, _| {
        rules::answered(row);
    };
    step(number, (SHOPPER, &Happening::Answered), now, rule)
}

fn step(
    number: i64,
    (actor, happening): (&str, &Happening),
    now: OffsetDateTime,
    rule: fn(&mut TicketRow, &str, OffsetDateTime),
) -> TicketStep {
    TicketStep { number, rule, now, event: happened(now, actor, happening) }
}
