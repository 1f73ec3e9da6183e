//! Queues of tickets: who sees what, in which order, page by page.

use super::desk::Desk;
use super::people::People;
use super::rules;
use crate::clock::timestamp;
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::store;
use crate::store::ticket::TicketRow;
use crate::store::ticket_queue::{self, Filter};
use crate::text;
use vouch_shared::id::Timestamp;
use vouch_shared::ticket::{Facets, Priority, Queue, QueueCounts, TicketLine, TicketList};

/// How many tickets a page shows.
const PAGE: usize = 50;
/// How many words of a search count.
const MOST_WORDS: usize = 12;
/// How much of a message a list shows, in characters.
const EXCERPT_CHARS: usize = 160;

/// What somebody wants to see. All of it comes from an address, so none of it is believed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub queue: Option<String>,
    pub reason: Option<String>,
    pub locale: Option<String>,
    pub tag: Option<String>,
    pub priority: Option<String>,
    /// Words to look for.
    pub text: Option<String>,
    pub cursor: Option<String>,
}

/// A page of a queue.
pub async fn list(desk: Desk<'_>, wanted: &Wanted) -> Result<TicketList, Error> {
    let (store, site) = (&desk.app.store, desk.site_key());
    let me = desk.member.email.as_str();
    let now = timestamp(desk.app.clock.now());
    let mut words = text::words(wanted.text.as_deref().unwrap_or_default());
    words.truncate(MOST_WORDS);
    let filter = Filter {
        queue: queue(wanted.queue.as_deref())?,
        me,
        now: now.as_str(),
        reason: given(wanted.reason.as_deref()),
        locale: given(wanted.locale.as_deref()),
        tag: given(wanted.tag.as_deref()),
        priority: priority(given(wanted.priority.as_deref()))?,
        words: &words,
        after: cursor(given(wanted.cursor.as_deref()))?,
        limit: PAGE + 1,
    };
    let mut rows = ticket_queue::list(store, site, &filter).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more);
    let next = next.map(|row| format!("{}~{}", row.place, row.ticket.number));
    let rows: Vec<_> = rows.into_iter().map(|row| row.ticket).collect();
    let people = People::of(store, site).await?;
    Ok(TicketList {
        tickets: lines(desk, &people, rows).await?,
        next,
        counts: counts(desk, now.as_str()).await?,
        facets: facets(desk).await?,
        now,
    })
}

/// Rows as lines of a list, with their tags and names.
pub(super) async fn lines(
    desk: Desk<'_>,
    people: &People,
    rows: Vec<TicketRow>,
) -> Result<Vec<TicketLine>, Error> {
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    let tags = store::ticket_tag::of(&desk.app.store, desk.site_key(), &numbers).await?;
    let line = |row: TicketRow| {
        let own = tags.iter().filter(|(number, _)| *number == row.number);
        let own = own.map(|(_, tag)| tag.clone()).collect();
        line(row, own, people)
    };
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: TicketRow, tags: Vec<String>, people: &People) -> TicketLine {
    TicketLine {
        number: ticket_number(row.number),
        version: row.version,
        state: rules::state_of(&row),
        priority: rules::priority_of(&row),
        assignee_name: row.assignee.as_deref().map(|email| people.name_of(email)),
        excerpt: excerpt(&row.message),
        tags,
        merged_into: row.merged_into.map(ticket_number),
        assignee: row.assignee,
        name: row.name,
        email: row.email,
        reason: row.reason,
        locale: row.locale,
        created_at: Timestamp(row.created_at),
        active_at: Timestamp(row.active_at),
        due_at: row.due_at.map(Timestamp),
        first_reply_at: row.first_reply_at.map(Timestamp),
        snoozed_until: row.snoozed_until.map(Timestamp),
    }
}

/// The beginning of a message on one line.
pub(super) fn excerpt(message: &str) -> String {
    let words: Vec<_> = message.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line,
    }
}

async fn counts(desk: Desk<'_>, now: &str) -> Result<QueueCounts, Error> {
    let email = &desk.member.email;
    let row = ticket_queue::count(&desk.app.store, desk.site_key(), email, now).await?;
    Ok(QueueCounts {
        open: row.open,
        mine: row.mine,
        unassigned: row.unassigned,
        waiting: row.waiting,
        snoozed: row.snoozed,
        overdue: row.overdue,
        mentions: row.mentions,
        closed: row.closed,
        all: row.total,
    })
}

async fn facets(desk: Desk<'_>) -> Result<Facets, Error> {
    let (store, site) = (&desk.app.store, desk.site_key());
    Ok(Facets {
        reasons: ticket_queue::reasons(store, site).await?,
        locales: ticket_queue::locales(store, site).await?,
        tags: store::ticket_tag::all(store, site).await?,
    })
}

/// A filter that says something.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn queue(name: Option<&str>) -> Result<Queue, Error> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(Queue::default()) };
    let names = || Queue::ALL.map(Queue::as_str).join(", ");
    Queue::parse(name).ok_or_else(|| Error::invalid("queue", format!("one of {}", names())))
}

fn priority(name: Option<&str>) -> Result<Option<i64>, Error> {
    let Some(name) = name else { return Ok(None) };
    let names = || Priority::ALL.map(Priority::as_str).join(", ");
    let found = Priority::parse(name).map(rules::place_of);
    found.map(Some).ok_or_else(|| Error::invalid("priority", format!("one of {}", names())))
}

/// Where the page before ended.
fn cursor(text: Option<&str>) -> Result<Option<(&str, i64)>, Error> {
    let Some(text) = text else { return Ok(None) };
    let parts =
        text.rsplit_once('~').and_then(|(place, number)| Some((place, number.parse().ok()?)));
    parts
        .map(Some)
        .ok_or_else(|| Error::invalid("cursor", "take it from the page before, as it is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("Hello\n\n  there"), "Hello there");
        let long = excerpt(&"é ".repeat(200));
        assert!(long.chars().count() <= EXCERPT_CHARS + 2 && long.ends_with('…'), "{long}");
    }

    #[test]
    fn what_an_address_says_is_not_believed() {
        assert_eq!(queue(None).unwrap(), Queue::Open);
        assert_eq!(queue(Some("mine")).unwrap(), Queue::Mine);
        assert!(queue(Some("' OR 1=1")).is_err());
        assert_eq!(priority(Some("urgent")).unwrap(), Some(3));
        assert!(priority(Some("9")).is_err());
        assert_eq!(cursor(Some("1~2~3")).unwrap(), Some(("1~2", 3)));
        assert!(cursor(Some("x")).is_err() && cursor(Some("x~y")).is_err());
    }
}
