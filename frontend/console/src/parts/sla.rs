//! When the first reply is due: a countdown to see, words to hear.

use super::ticking::{Ticking, millis};
use leptos::prelude::*;
use vouch_shared::ticket::{TicketLine, TicketState};

const HOUR: i64 = 3600;

/// The countdown of a ticket; nothing where no reply is due.
#[component]
pub(crate) fn SlaMark(ticket: TicketLine, ticking: Ticking) -> impl IntoView {
    let due = ticket.due_at.as_ref().and_then(millis);
    let waits = ticket.first_reply_at.is_none() && ticket.state != TicketState::Closed;
    due.filter(|_| waits).map(|due| {
        let left = move || seconds(due - ticking.now());
        let tone = move || tone(left());
        view! {
            <span class="mark sla" data-tone=tone data-testid="sla">
                <span aria-hidden="true">{move || short(left())}</span>
                <span class="unseen">{move || words(left())}</span>
            </span>
        }
    })
}

fn seconds(milliseconds: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a countdown of some days at most")]
    let seconds = (milliseconds / 1000.0).floor() as i64;
    seconds
}

fn tone(left: i64) -> &'static str {
    match left {
        ..0 => "fault",
        0..HOUR => "attention",
        _ => "quiet",
    }
}

/// `1 d 4 h`, `2 h 05 m`, `12:07`; with a word once it is over.
fn short(left: i64) -> String {
    let (over, left) = (if left < 0 { "overdue " } else { "" }, left.abs());
    let (hours, minutes, seconds) = (left / HOUR, left / 60 % 60, left % 60);
    match hours {
        0 => format!("{over}{minutes}:{seconds:02}"),
        1..24 => format!("{over}{hours} h {minutes:02} m"),
        _ => format!("{over}{} d {} h", hours / 24, hours % 24),
    }
}

/// The same in words. They change once a minute.
fn words(left: i64) -> String {
    let (hours, minutes) = (left.abs() / HOUR, left.abs() / 60 % 60);
    let count = |n: i64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let span = match hours {
        0 => count(minutes, "minute"),
        1..24 => format!("{} {}", count(hours, "hour"), count(minutes, "minute")),
        _ => format!("{} {}", count(hours / 24, "day"), count(hours % 24, "hour")),
    };
    if left < 0 {
        format!("first reply overdue by {span}")
    } else {
        format!("first reply due in {span}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_reads_well() {
        for (left, seen, heard, colour) in [
            (727, "12:07", "first reply due in 12 minutes", "attention"),
            (2 * HOUR + 300, "2 h 05 m", "first reply due in 2 hours 5 minutes", "quiet"),
            (28 * HOUR, "1 d 4 h", "first reply due in 1 day 4 hours", "quiet"),
            (-61, "overdue 1:01", "first reply overdue by 1 minute", "fault"),
            (-HOUR, "overdue 1 h 00 m", "first reply overdue by 1 hour 0 minutes", "fault"),
        ] {
            assert_eq!((short(left).as_str(), words(left).as_str()), (seen, heard));
            assert_eq!(tone(left), colour);
        }
    }
}
