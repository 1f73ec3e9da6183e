//! Lists of tickets: what belongs to a queue, in which order, how many.

use super::ticket::{COLUMNS, TicketRow};
use super::{Error, Store, ticket_word};
use sqlx::FromRow;
use vouch_shared::id::SiteKey;
use vouch_shared::ticket::Queue;

/// What a list shows.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    pub queue: Queue,
    /// Whoever asks.
    pub me: &'a str,
    pub now: &'a str,
    pub reason: Option<&'a str>,
    pub locale: Option<&'a str>,
    pub tag: Option<&'a str>,
    pub priority: Option<i64>,
    /// Words that it holds; the last may be the beginning of one.
    pub words: &'a [String],
    /// Where the list before this one ended.
    pub after: Option<(&'a str, i64)>,
    pub limit: usize,
}

/// A ticket with its place in the list.
#[derive(Clone, Debug, FromRow)]
pub struct ListedRow {
    pub place: String,
    #[sqlx(flatten)]
    pub ticket: TicketRow,
}

/// How many tickets each queue holds.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct CountsRow {
    pub open: i64,
    pub mine: i64,
    pub unassigned: i64,
    pub waiting: i64,
    pub snoozed: i64,
    pub overdue: i64,
    pub mentions: i64,
    pub closed: i64,
    pub total: i64,
}

// Urgent ones first, then by when the reply is due; what waits for no reply comes after, by age.
const BY_DUE: &str = "CAST(3 - priority AS TEXT) || CASE WHEN first_reply_at IS NULL \
    AND due_at IS NOT NULL THEN due_at ELSE '9' || created_at END";
const OVERDUE: &str = "state IN ('open', 'snoozed') AND first_reply_at IS NULL AND due_at < $3";
const MENTIONS: &str = "state <> 'closed' AND number IN \
    (SELECT number FROM ticket_mention WHERE site = $1 AND email = $2)";

/// A list of tickets. Whoever works through the open ones gets the most pressing first; elsewhere
/// the newest comes first.
pub async fn list(
    store: &Store,
    site: &SiteKey,
    filter: &Filter<'_>,
) -> Result<Vec<ListedRow>, Error> {
    let is_work =
        matches!(filter.queue, Queue::Open | Queue::Mine | Queue::Unassigned | Queue::Overdue);
    let (place, order, beyond) =
        if is_work { (BY_DUE, "ASC", ">") } else { ("active_at", "DESC", "<") };
    let mut sql = Conditions::new(condition(filter.queue));
    for (column, value) in [("reason", filter.reason), ("locale", filter.locale)] {
        if let Some(value) = value {
            sql.text(&format!("{column} = ?"), value);
        }
    }
    if let Some(priority) = filter.priority {
        sql.number("priority = ?", priority);
    }
    if let Some(tag) = filter.tag {
        sql.text("number IN (SELECT number FROM ticket_tag WHERE site = $1 AND tag = ?)", tag);
    }
    sql.words(filter.words);
    if let Some((place_before, number)) = filter.after {
        sql.text(&format!("({place}) {beyond}= ?"), place_before);
        // The same place again: numbers tell such tickets apart.
        sql.text(&format!("(({place}) <> ?"), place_before);
        sql.or_number(&format!("number {beyond} ?)"), number);
    }
    let Conditions { conditions, binds } = sql;
    let sql = format!(
        "SELECT {place} AS place, {COLUMNS} FROM ticket \
         WHERE site = $1 AND ($2 = $2 AND $3 = $3) AND {} \
         ORDER BY place {order}, number {order} LIMIT {}",
        conditions, filter.limit
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str());
    let query = query.bind(filter.me).bind(filter.now);
    let query = binds.into_iter().fold(query, |query, bind| match bind {
        Bind::Text(text) => query.bind(text),
        Bind::Number(number) => query.bind(number),
    });
    Ok(query.fetch_all(store.pool()).await?)
}

/// `$2` is whoever asks, `$3` the time.
fn condition(queue: Queue) -> &'static str {
    match queue {
        Queue::Open => "state = 'open'",
        Queue::Mine => "state = 'open' AND assignee = $2",
        Queue::Unassigned => "state = 'open' AND assignee IS NULL",
        Queue::Waiting => "state = 'waiting'",
        Queue::Snoozed => "state = 'snoozed'",
        Queue::Overdue => OVERDUE,
        Queue::Mentions => MENTIONS,
        Queue::Closed => "state = 'closed'",
        Queue::All => "number > 0",
    }
}

enum Bind {
    Text(String),
    Number(i64),
}

/// Conditions with what is bound to them, after the three that every list has.
struct Conditions {
    conditions: String,
    binds: Vec<Bind>,
}

impl Conditions {
    fn new(first: &str) -> Self {
        Self { conditions: first.to_owned(), binds: Vec::new() }
    }

    fn text(&mut self, condition: &str, value: impl Into<String>) {
        self.add(" AND ", condition, Bind::Text(value.into()));
    }

    fn number(&mut self, condition: &str, value: i64) {
        self.add(" AND ", condition, Bind::Number(value));
    }

    fn or_number(&mut self, condition: &str, value: i64) {
        self.add(" OR ", condition, Bind::Number(value));
    }

    /// `?` in the condition is the value's place.
    fn add(&mut self, glue: &str, condition: &str, value: Bind) {
        self.binds.push(value);
        let place = format!("${}", self.binds.len() + 3);
        self.conditions.push_str(glue);
        self.conditions.push_str(&condition.replace('?', &place));
    }

    fn words(&mut self, words: &[String]) {
        let Some((last, whole)) = words.split_last() else { return };
        let found = "number IN (SELECT number FROM ticket_word WHERE site = $1 AND head = ?";
        for word in whole {
            self.text(found, ticket_word::head(word));
            self.text("word = ?)", word);
        }
        // A single letter is a whole word: as a beginning it would find nearly everything.
        let is_letter = last.chars().nth(1).is_none();
        self.text(found, ticket_word::head(last));
        if is_letter {
            self.text("word = ?)", last);
        } else {
            // Words hold no `%` and no `_`.
            self.text("word LIKE ?)", format!("{last}%"));
        }
    }
}

/// How many tickets each queue holds for whoever asks.
pub async fn count(store: &Store, site: &SiteKey, me: &str, now: &str) -> Result<CountsRow, Error> {
    let count = |queue: Queue, name: &str| {
        let condition = condition(queue);
        format!(
            "CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT) AS {name}"
        )
    };
    let columns = [
        count(Queue::Open, "open"),
        count(Queue::Mine, "mine"),
        count(Queue::Unassigned, "unassigned"),
        count(Queue::Waiting, "waiting"),
        count(Queue::Snoozed, "snoozed"),
        count(Queue::Overdue, "overdue"),
        count(Queue::Mentions, "mentions"),
        count(Queue::Closed, "closed"),
        count(Queue::All, "total"),
    ];
    let sql = format!("SELECT {} FROM ticket WHERE site = $1", columns.join(", "));
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str()).bind(me).bind(now);
    Ok(query.fetch_one(store.pool()).await?)
}

/// The reasons that the site's tickets have.
pub async fn reasons(store: &Store, site: &SiteKey) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT reason FROM ticket WHERE site = $1 ORDER BY reason";
    Ok(sqlx::query_scalar(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// The languages that the site's tickets are in.
pub async fn locales(store: &Store, site: &SiteKey) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT locale FROM ticket WHERE site = $1 ORDER BY locale";
    Ok(sqlx::query_scalar(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}
