//! The outbox for people: what waits, what failed and why, and sending it again.

use crate::app::App;
use crate::clock::{timestamp, unix_ms};
use crate::config::{Format, Site};
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::handoff::target::{Target, Way};
use crate::staff::audit::Actor;
use crate::store::outbox::{CountRow, MessageRow};
use crate::store::{self, Store};
use time::OffsetDateTime;
use vouch_shared::delivery::{MessageState, Outbox, OutboxMessage, Replayed, TargetState};
use vouch_shared::id::Timestamp;

/// The most messages that a list shows.
pub const MAX_LISTED: i64 = 200;

/// A site's outbox as its server finds it.
pub async fn list(app: &App, site: &Site, state: Option<MessageState>) -> Result<Outbox, Error> {
    Ok(show(&app.store, (site, app.mailer.is_some()), state).await?)
}

/// A site's outbox; of its messages those in a state, or all.
pub async fn show(
    store: &Store,
    (site, has_smtp): (&Site, bool),
    state: Option<MessageState>,
) -> Result<Outbox, store::Error> {
    let stored = match state {
        None => "",
        Some(MessageState::Failed) => "pending",
        Some(state) => state.as_str(),
    };
    let rows = store::outbox::list(store, &site.key, (stored, MAX_LISTED)).await?;
    let messages = rows.into_iter().map(message);
    let messages = messages.filter(|message| state.is_none_or(|state| state == message.state));
    let counts = store::outbox::counts(store, &site.key).await?;
    Ok(Outbox { targets: targets(site, has_smtp, &counts), messages: messages.collect() })
}

/// Sends a message again, or every dead one.
pub async fn retry(
    app: &App,
    site: &Site,
    (who, id): (&str, Option<&str>),
) -> Result<Replayed, Error> {
    let replayed = replay(&app.store, site, (who, id), app.clock.now()).await?;
    if id.is_some() && replayed.messages == 0 {
        return Err(Error::NotFound(
            "there is no such message, it was sent already, or it is being sent right now",
        ));
    }
    Ok(replayed)
}

/// The same for the command line.
pub async fn replay(
    store: &Store,
    site: &Site,
    (who, id): (&str, Option<&str>),
    now: OffsetDateTime,
) -> Result<Replayed, store::Error> {
    let told = Actor { who, site: Some(&site.key), now };
    let told = told.did("delivery.retry", id.unwrap_or("dead"), &serde_json::json!({}));
    let which = (&site.key, id.unwrap_or_default());
    let messages = store::outbox::retry(store, which, unix_ms(now), &told).await?;
    Ok(Replayed { messages })
}

fn message(row: MessageRow) -> OutboxMessage {
    let state = state_of(&row);
    let waits = matches!(state, MessageState::Pending | MessageState::Failed);
    let due = i128::from(row.due_ms) * 1_000_000;
    let due = OffsetDateTime::from_unix_timestamp_nanos(due).ok().filter(|_| waits);
    OutboxMessage {
        id: row.id,
        target: row.target,
        event: row.event,
        ticket: ticket_number(row.ticket),
        state,
        tries: row.tries,
        problem: row.problem,
        created_at: Timestamp(row.created_at),
        due_at: due.map(timestamp),
        ended_at: row.ended_at.map(Timestamp),
    }
}

fn state_of(row: &MessageRow) -> MessageState {
    match row.state.as_str() {
        "sent" => MessageState::Sent,
        "unneeded" => MessageState::Unneeded,
        "dead" => MessageState::Dead,
        _ if row.problem.is_some() => MessageState::Failed,
        _ => MessageState::Pending,
    }
}

/// The configured targets, then those that only the outbox still knows.
fn targets(site: &Site, has_smtp: bool, counts: &[CountRow]) -> Vec<TargetState> {
    let configured = Target::of(site, has_smtp);
    let gone = counts.iter().map(|count| count.target.as_str());
    let mut gone: Vec<&str> =
        gone.filter(|name| configured.iter().all(|target| target.name != *name)).collect();
    gone.dedup();
    let known =
        configured.iter().map(|target| (target.name.as_str(), Some(format_of(&target.way))));
    let all = known.chain(gone.into_iter().map(|name| (name, None)));
    all.map(|(name, format)| state_of_target(name, format, counts)).collect()
}

fn state_of_target(name: &str, format: Option<&str>, counts: &[CountRow]) -> TargetState {
    let of = |state: &str| counts.iter().find(|count| count.target == name && count.state == state);
    let number = |state: &str| of(state).map_or(0, |count| count.messages);
    let failed = of("pending").map_or(0, |count| count.failed);
    TargetState {
        name: name.to_owned(),
        format: format.map(str::to_owned),
        pending: number("pending") - failed,
        failed,
        sent: number("sent") + number("unneeded"),
        dead: number("dead"),
    }
}

fn format_of(way: &Way) -> &'static str {
    match way {
        Way::Mail { .. } => "mail to the shop",
        Way::Shopper => "mail to shoppers",
        Way::Hook(hook) => match hook.format {
            Format::Vouch => "webhook",
            Format::Zendesk => "Zendesk",
            Format::Freshdesk => "Freshdesk",
            Format::Chatwoot => "Chatwoot",
            Format::Slack => "Slack",
        },
    }
}
