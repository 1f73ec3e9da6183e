//! What may be done to a ticket, and what becomes of it. Pure: rows in, rows out.

use crate::clock::timestamp;
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::store::ticket::TicketRow;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use vouch_shared::ticket::{Deed, Happening, MAX_TAG_CHARS, Priority, TicketState};

/// The longest snooze.
const LONGEST_SNOOZE: Duration = Duration::days(366);

/// A ticket's number as people write it: `V-1042` or `1042`.
pub fn parse_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix("V-").or(text.strip_prefix("v-")).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// The state of a row.
pub fn state_of(row: &TicketRow) -> TicketState {
    // Rows hold names that we wrote.
    TicketState::parse(&row.state).unwrap_or(TicketState::Open)
}

/// The priority of a row.
pub fn priority_of(row: &TicketRow) -> Priority {
    let place = usize::try_from(row.priority).unwrap_or_default();
    Priority::ALL.get(place).copied().unwrap_or_default()
}

/// A priority as rows hold it.
pub fn place_of(priority: Priority) -> i64 {
    Priority::ALL
        .iter()
        .zip(0..)
        .find(|(other, _)| **other == priority)
        .map_or(1, |(_, place)| place)
}

/// Changes a row as whoever is `by` wants it, but for tags and merging. `None` where it is so
/// already.
pub fn apply(
    row: &mut TicketRow,
    deed: &Deed,
    (by, now): (&str, OffsetDateTime),
) -> Result<Option<Happening>, Error> {
    if !matches!(deed, Deed::Reopen | Deed::Tag { .. } | Deed::Untag { .. }) {
        refuse_merged(row)?;
    }
    let before = row.clone();
    let happening = match deed {
        Deed::Assign { to } => assign(row, to.clone()),
        Deed::Take => assign(row, Some(by.to_owned())),
        Deed::Prioritise { priority } => {
            row.priority = place_of(*priority);
            Happening::Prioritised { priority: *priority }
        }
        Deed::Snooze { until } => {
            refuse_closed(row)?;
            let until = snooze_end(until.as_str(), now)?;
            set_state(row, TicketState::Snoozed);
            row.snoozed_until = Some(timestamp(until).0);
            Happening::Snoozed { until: timestamp(until) }
        }
        Deed::Wait => {
            refuse_closed(row)?;
            set_state(row, TicketState::Waiting);
            Happening::Waits
        }
        Deed::Close => {
            set_state(row, TicketState::Closed);
            Happening::Closed
        }
        Deed::Reopen => {
            set_state(row, TicketState::Open);
            row.merged_into = None;
            Happening::Reopened
        }
        Deed::Tag { tag } => return Ok(Some(Happening::Tagged { tag: tag_name(tag)? })),
        Deed::Untag { tag } => return Ok(Some(Happening::Untagged { tag: tag_name(tag)? })),
        Deed::Merge { into } => Happening::MergedInto { ticket: into.clone() },
    };
    let changed = *row != before || matches!(deed, Deed::Merge { .. });
    Ok(changed.then_some(happening))
}

/// Closes a row as the same matter as another, which takes over the earlier promise.
pub fn merge(row: &mut TicketRow, into: &mut TicketRow) -> Result<(), Error> {
    if row.number == into.number {
        return Err(Error::invalid("into", "a ticket cannot be merged into itself"));
    }
    refuse_merged(into)?;
    set_state(row, TicketState::Closed);
    row.merged_into = Some(into.number);
    if into.first_reply_at.is_none() {
        let promises = [into.due_at.take(), row.due_at.clone()];
        into.due_at = promises.into_iter().flatten().min();
    }
    Ok(())
}

/// After a reply to the shopper: it is whoever's replied, unless it is somebody's, and waits.
pub fn replied(row: &mut TicketRow, by: &str, now: OffsetDateTime) -> Happening {
    set_state(row, TicketState::Waiting);
    row.assignee.get_or_insert_with(|| by.to_owned());
    row.first_reply_at.get_or_insert_with(|| timestamp(now).0);
    Happening::Replied
}

/// After the shopper wrote again: it is open, whatever it was.
pub fn answered(row: &mut TicketRow) -> Happening {
    set_state(row, TicketState::Open);
    Happening::Answered
}

/// Ends a snooze.
pub fn woken(row: &mut TicketRow) -> Happening {
    set_state(row, TicketState::Open);
    Happening::Woken
}

fn set_state(row: &mut TicketRow, state: TicketState) {
    state.as_str().clone_into(&mut row.state);
    row.snoozed_until = None;
}

fn assign(row: &mut TicketRow, to: Option<String>) -> Happening {
    row.assignee.clone_from(&to);
    Happening::Assigned { to }
}

fn refuse_merged(row: &TicketRow) -> Result<(), Error> {
    let Some(into) = row.merged_into else { return Ok(()) };
    let (number, into) = (ticket_number(row.number), ticket_number(into));
    let detail =
        format!("{number} was merged into {into}; work on that one, or open this one again");
    Err(Error::invalid("do", detail))
}

fn refuse_closed(row: &TicketRow) -> Result<(), Error> {
    if state_of(row) == TicketState::Closed {
        return Err(Error::invalid("do", "the ticket is closed; open it again first"));
    }
    Ok(())
}

fn snooze_end(text: &str, now: OffsetDateTime) -> Result<OffsetDateTime, Error> {
    let fault = |detail: &str| Error::invalid("until", detail);
    let until = OffsetDateTime::parse(text, &Rfc3339);
    let until = until.map_err(|_| fault("write a time such as `2026-11-30T09:00:00Z`"))?;
    if until <= now {
        return Err(fault("this moment is over; choose a later one"));
    }
    if until > now + LONGEST_SNOOZE {
        return Err(fault("a year is the longest; choose an earlier moment"));
    }
    Ok(until)
}

/// A tag as it is kept: lower case, with single dashes for spaces.
pub fn tag_name(text: &str) -> Result<String, Error> {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    let tag = words.join("-");
    let plain = |c: char| !c.is_control() && !crate::text::is_invisible(c) && c != ',';
    if tag.is_empty() || tag.chars().count() > MAX_TAG_CHARS || !tag.chars().all(plain) {
        let detail =
            format!("a tag is a word of at most {MAX_TAG_CHARS} characters, without commas");
        return Err(Error::invalid("tag", detail));
    }
    Ok(tag)
}

#[cfg(test)]
mod tests;
