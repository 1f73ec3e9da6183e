//! Tickets' rows.

use super::ticket_event::NewEvent;
use super::{Error, Store, ticket_event, ticket_word};
use sqlx::{AnyConnection, FromRow};
use std::collections::BTreeSet;
use time::OffsetDateTime;
use vouch_shared::id::{ConversationId, SiteKey};

/// A ticket to add.
#[derive(Clone, Debug)]
pub struct NewTicket {
    pub number: i64,
    pub handoff_id: String,
    pub request_hash: String,
    pub reason: String,
    pub name: String,
    pub email: String,
    pub message: String,
    pub locale: String,
    pub receipt: String,
    pub created_at: String,
    /// When the first reply is due, where that was promised.
    pub due_at: Option<String>,
    /// What it is found by.
    pub words: BTreeSet<String>,
    /// Tells that it was made.
    pub event: NewEvent,
}

/// A stored ticket.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, serde::Serialize)]
pub struct TicketRow {
    pub number: i64,
    pub conversation: String,
    #[serde(skip)]
    pub request_hash: String,
    pub reason: String,
    pub name: String,
    pub email: String,
    pub message: String,
    pub locale: String,
    pub state: String,
    #[serde(skip)]
    pub receipt: String,
    pub created_at: String,
    pub version: i64,
    pub assignee: Option<String>,
    /// From 0, low, to 3, urgent.
    pub priority: i64,
    pub merged_into: Option<i64>,
    pub snoozed_until: Option<String>,
    pub due_at: Option<String>,
    pub first_reply_at: Option<String>,
    pub active_at: String,
}

/// What [`TicketRow`] is read from.
pub(super) const COLUMNS: &str = "number, conversation, request_hash, reason, name, email, \
    message, locale, state, receipt, created_at, version, assignee, priority, merged_into, \
    snoozed_until, due_at, first_reply_at, active_at";

/// Takes the site's next ticket number. A number that ends up unused leaves a gap, no more.
pub async fn next_number(store: &Store, site: &SiteKey) -> Result<i64, Error> {
    let sql = "INSERT INTO ticket_number (site, last) VALUES ($1, 1001) \
               ON CONFLICT (site) DO UPDATE SET last = ticket_number.last + 1 RETURNING last";
    let mut transaction = store.begin().await?;
    let number = sqlx::query_scalar(sql).bind(site.as_str()).fetch_one(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(number)
}

/// Adds a ticket. A hand-off id that the site has seen is a conflict.
pub async fn insert(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    ticket: &NewTicket,
) -> Result<(), Error> {
    let sql = "INSERT INTO ticket (site, number, conversation, handoff_id, request_hash, reason, \
               name, email, message, locale, state, receipt, created_at, due_at, active_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, $12)";
    sqlx::query(sql)
        .bind(site.as_str())
        .bind(ticket.number)
        .bind(conversation.as_str())
        .bind(&ticket.handoff_id)
        .bind(&ticket.request_hash)
        .bind(&ticket.reason)
        .bind(&ticket.name)
        .bind(&ticket.email)
        .bind(&ticket.message)
        .bind(&ticket.locale)
        .bind(&ticket.receipt)
        .bind(&ticket.created_at)
        .bind(&ticket.due_at)
        .execute(&mut *connection)
        .await?;
    ticket_event::insert(connection, site, ticket.number, &ticket.event).await?;
    ticket_word::add(connection, site, ticket.number, &ticket.words).await
}

/// Replaces what may change of a ticket, if it still is the version before the row's own.
pub async fn update(
    connection: &mut AnyConnection,
    site: &SiteKey,
    ticket: &TicketRow,
) -> Result<bool, Error> {
    let sql = "UPDATE ticket SET version = $3, state = $4, assignee = $5, priority = $6, \
               merged_into = $7, snoozed_until = $8, due_at = $9, first_reply_at = $10, \
               active_at = $11 WHERE site = $1 AND number = $2 AND version = $3 - 1";
    let done = sqlx::query(sql)
        .bind(site.as_str())
        .bind(ticket.number)
        .bind(ticket.version)
        .bind(&ticket.state)
        .bind(&ticket.assignee)
        .bind(ticket.priority)
        .bind(ticket.merged_into)
        .bind(&ticket.snoozed_until)
        .bind(&ticket.due_at)
        .bind(&ticket.first_reply_at)
        .bind(&ticket.active_at)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A ticket as it becomes, and what happened to it.
#[derive(Clone, Debug)]
pub struct ChangedTicket {
    pub row: TicketRow,
    pub event: NewEvent,
}

/// Writes a changed ticket with its event. `false`, and nothing written, where somebody was faster:
/// the caller has to give the transaction up.
pub async fn change(
    connection: &mut AnyConnection,
    site: &SiteKey,
    ChangedTicket { row, event }: &ChangedTicket,
) -> Result<bool, Error> {
    let is_newest = update(connection, site, row).await?;
    if is_newest {
        ticket_event::insert(connection, site, row.number, event).await?;
    }
    Ok(is_newest)
}

/// The ticket that a hand-off made.
pub async fn find_handoff(
    store: &Store,
    site: &SiteKey,
    handoff_id: &str,
) -> Result<Option<TicketRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM ticket WHERE site = $1 AND handoff_id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(handoff_id)
        .fetch_optional(store.pool())
        .await?)
}

/// The ticket of that number.
pub async fn find(store: &Store, site: &SiteKey, number: i64) -> Result<Option<TicketRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM ticket WHERE site = $1 AND number = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(number)
        .fetch_optional(store.pool())
        .await?)
}

/// All tickets of a site, newest first.
pub async fn list(store: &Store, site: &SiteKey) -> Result<Vec<TicketRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM ticket WHERE site = $1 ORDER BY number DESC");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// The newest tickets of the same address or conversation, but for that ticket itself.
pub async fn related(
    store: &Store,
    site: &SiteKey,
    ticket: &TicketRow,
) -> Result<Vec<TicketRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM ticket WHERE site = $1 AND number <> $2 \
         AND (email = $3 OR conversation = $4) ORDER BY number DESC LIMIT 50"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(ticket.number)
        .bind(&ticket.email)
        .bind(&ticket.conversation)
        .fetch_all(store.pool())
        .await?)
}

/// The tickets that came of a conversation.
pub async fn of_conversation(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<Vec<i64>, Error> {
    let sql = "SELECT number FROM ticket WHERE site = $1 AND conversation = $2 ORDER BY number";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(conversation.as_str())
        .fetch_all(store.pool())
        .await?)
}

/// The newest ticket that came of a conversation.
pub async fn newest_of_conversation(
    store: &Store,
    site: &SiteKey,
    conversation: &ConversationId,
) -> Result<Option<TicketRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM ticket WHERE site = $1 AND conversation = $2 \
         ORDER BY number DESC LIMIT 1"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(conversation.as_str())
        .fetch_optional(store.pool())
        .await?)
}

/// Some of the tickets of a site whose snooze was over by then.
pub async fn overslept(store: &Store, site: &SiteKey, now: &str) -> Result<Vec<TicketRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM ticket WHERE site = $1 AND state = 'snoozed' \
         AND snoozed_until <= $2 ORDER BY number LIMIT 100"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(site.as_str())
        .bind(now)
        .fetch_all(store.pool())
        .await?)
}

/// A change by a rule, on the row as it is when it is written.
#[derive(Clone, Debug)]
pub struct TicketStep {
    pub number: i64,
    /// Takes the row, whoever acts, and the time.
    pub rule: fn(&mut TicketRow, &str, OffsetDateTime),
    pub now: OffsetDateTime,
    pub event: NewEvent,
}

/// Does a step with its event, on the ticket that a merged one went into. A ticket that is gone is
/// left gone; one that changes at the same moment is a race, to be tried again.
pub async fn take_step(
    connection: &mut AnyConnection,
    site: &SiteKey,
    step: &TicketStep,
) -> Result<(), Error> {
    let Some(mut row) = unmerged(connection, site, step.number).await? else { return Ok(()) };
    (step.rule)(&mut row, &step.event.actor, step.now);
    row.version += 1;
    row.active_at.clone_from(&step.event.at);
    let changed = ChangedTicket { row, event: step.event.clone() };
    if change(connection, site, &changed).await? { Ok(()) } else { Err(Error::Raced) }
}

/// The ticket of that number, or the one that it was merged into at last.
async fn unmerged(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
) -> Result<Option<TicketRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM ticket WHERE site = $1 AND number = $2");
    let mut next = number;
    loop {
        let query = sqlx::query_as::<_, TicketRow>(sqlx::AssertSqlSafe(sql.clone()));
        let found = query.bind(site.as_str()).bind(next).fetch_optional(&mut *connection).await?;
        match found {
            // A ticket is merged into one that is not merged itself, so this ends.
            Some(TicketRow { merged_into: Some(into), .. }) => next = into,
            found => return Ok(found),
        }
    }
}
