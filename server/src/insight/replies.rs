//! How soon people replied for the first time. Pure: tickets in, figures out.

use super::period::{Period, Place, read};
use crate::handoff::hours::Hours;
use crate::store::insight::ReplyRow;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vouch_shared::insight::{REPLY_STEPS, Replies};

/// The figures of the period and of the one before, from both periods' tickets. Minutes count
/// while the desk is open, where it has hours.
pub(super) fn replies(
    period: &Period,
    tickets: &[ReplyRow],
    hours: Option<&Hours>,
    now: OffsetDateTime,
) -> (Replies, Replies) {
    let is_before = |ticket: &&ReplyRow| {
        read(&ticket.created_at).and_then(|at| period.place(at)) == Some(Place::Before)
    };
    // What was merged is answered where it went.
    let own = tickets.iter().filter(|ticket| ticket.merged_into.is_none());
    let (before, own): (Vec<_>, Vec<_>) = own.partition(is_before);
    (figures(&own, hours, now), figures(&before, hours, now))
}

fn figures(tickets: &[&ReplyRow], hours: Option<&Hours>, now: OffsetDateTime) -> Replies {
    let mut minutes: Vec<i64> = tickets.iter().filter_map(|it| minutes_of(it, hours)).collect();
    minutes.sort_unstable();
    let is_waiting = |it: &&&ReplyRow| it.first_reply_at.is_none() && it.state != "closed";
    let promises: Vec<bool> = tickets.iter().filter_map(|it| was_kept(it, now)).collect();
    Replies {
        replied: count(minutes.len()),
        waiting: count(tickets.iter().filter(is_waiting).count()),
        median_minutes: at_share(&minutes, 50),
        ninetieth_minutes: at_share(&minutes, 90),
        promised: count(promises.len()),
        kept: count(promises.iter().filter(|kept| **kept).count()),
        steps: steps(&minutes),
    }
}

/// Whole minutes from a ticket to its first reply.
fn minutes_of(ticket: &ReplyRow, hours: Option<&Hours>) -> Option<i64> {
    let from = moment(&ticket.created_at)?;
    let to = moment(ticket.first_reply_at.as_deref()?)?;
    Some(match hours {
        Some(hours) => hours.open_minutes_between(from, to),
        None => (to - from).whole_minutes().max(0),
    })
}

/// Whether the promised time was kept; nothing while it is not over and nobody has replied.
fn was_kept(ticket: &ReplyRow, now: OffsetDateTime) -> Option<bool> {
    let due = moment(ticket.due_at.as_deref()?)?;
    match &ticket.first_reply_at {
        Some(reply) => Some(moment(reply)? <= due),
        // Whoever closed it without a reply saw that none was needed.
        None => (ticket.state != "closed" && due < now).then_some(false),
    }
}

fn moment(at: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(at, &Rfc3339).ok()
}

/// The value that so many in a hundred do not exceed, by nearest rank.
fn at_share(sorted: &[i64], hundredths: usize) -> Option<i64> {
    let rank = (sorted.len() * hundredths).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

fn steps(minutes: &[i64]) -> Vec<i64> {
    let mut steps = vec![0; REPLY_STEPS.len() + 1];
    for minute in minutes {
        let step = REPLY_STEPS.iter().position(|end| minute <= end).unwrap_or(REPLY_STEPS.len());
        steps[step] += 1;
    }
    steps
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::timestamp;
    use time::Duration;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    fn ticket(minutes: Option<i64>) -> ReplyRow {
        let created = NOW - Duration::days(1);
        let reply = minutes.map(|minutes| timestamp(created + Duration::minutes(minutes)).0);
        ReplyRow {
            created_at: timestamp(created).0,
            due_at: Some(timestamp(created + Duration::minutes(60)).0),
            first_reply_at: reply,
            state: "waiting".to_owned(),
            merged_into: None,
        }
    }

    #[test]
    fn medians_and_promises_are_those_of_the_tickets() {
        let mut tickets: Vec<_> = (1..=10).map(|n| ticket(Some(n * 10))).collect();
        tickets.push(ticket(None));
        tickets.push(ReplyRow { state: "closed".to_owned(), ..ticket(None) });
        let figures = figures(&tickets.iter().collect::<Vec<_>>(), None, NOW);
        assert_eq!((figures.replied, figures.waiting), (10, 1));
        assert_eq!((figures.median_minutes, figures.ninetieth_minutes), (Some(50), Some(90)));
        // 10 to 60 minutes are in time; 70 to 100 and the one without a reply are not.
        assert_eq!((figures.promised, figures.kept), (11, 6));
        assert_eq!(figures.steps, [1, 5, 4, 0, 0, 0]);
    }

    #[test]
    fn of_nothing_there_are_no_minutes() {
        let none = figures(&[], None, NOW);
        assert_eq!((none.median_minutes, none.ninetieth_minutes, none.promised), (None, None, 0));
        let one = [&ticket(Some(7))];
        let one = figures(&one, None, NOW);
        assert_eq!((one.median_minutes, one.ninetieth_minutes), (Some(7), Some(7)));
    }
}
