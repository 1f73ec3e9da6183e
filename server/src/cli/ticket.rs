//! `vouch ticket list|show`.

use super::{Context, output};
use crate::conversation::handoff::ticket_number;
use crate::handoff::rules::priority_of;
use crate::ledger::{Entry, Said};
use crate::store::{self, ticket::TicketRow};
use crate::text::is_invisible;
use anyhow::Context as _;
use clap::Subcommand;
use serde_json::json;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Ticket {
    /// List a site's tickets, newest first.
    List {
        #[arg(long)]
        site: String,
    },
    /// Show a ticket with its conversation.
    Show {
        #[arg(long)]
        site: String,
        /// Such as V-1042.
        number: String,
    },
}

impl Ticket {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { site } => list(context, &site).await?,
            Self::Show { site, number } => show(context, &site, &number).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(context: &Context, site: &str) -> anyhow::Result<()> {
    let site = &context.site(site)?.key;
    let tickets = store::ticket::list(&context.store().await?, site).await?;
    if context.json {
        let tickets: Vec<_> = tickets.iter().map(with_name).collect();
        return output::say_json(&tickets);
    }
    for ticket in tickets {
        let number = ticket_number(ticket.number);
        let priority = priority_of(&ticket).as_str();
        let TicketRow { created_at, state, reason, email, message, .. } = ticket;
        let first = printable(message.lines().next().unwrap_or_default());
        let whose = ticket.assignee.as_deref().unwrap_or("nobody");
        let due = match (&ticket.due_at, &ticket.first_reply_at) {
            (Some(due), None) => format!("due {due}"),
            (_, Some(replied)) => format!("replied {replied}"),
            (None, None) => "no promise".to_owned(),
        };
        output::say(&format!(
            "{number}  {created_at}  {state}  {priority}  {whose}  {due}  {reason}  {email}  {first}"
        ));
    }
    Ok(())
}

fn with_name(ticket: &TicketRow) -> serde_json::Value {
    json!({"ticket": ticket_number(ticket.number), "details": ticket})
}

async fn show(context: &Context, site: &str, number: &str) -> anyhow::Result<()> {
    let site = &context.site(site)?.key;
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let store = context.store().await?;
    let known = format!("there is no ticket {number} on `{site}`");
    let id = digits.parse().with_context(|| known.clone())?;
    let ticket = store::ticket::find(&store, site, id).await?.context(known)?;
    let conversation = ticket.conversation.as_str().into();
    let rows = store::ledger::entries_after(&store, site, &conversation, 0).await?;
    let entries: Vec<Entry> = rows.iter().map(Entry::read).collect::<Result<_, _>>()?;
    if context.json {
        return output::say_json(&json!({"ticket": with_name(&ticket), "transcript": entries}));
    }
    let TicketRow { name, email, reason, state, created_at, message, .. } = &ticket;
    output::say(&format!("{}  {state}  {created_at}", ticket_number(ticket.number)));
    output::say(&format!("From: {} <{email}>\nWhy: {reason}\n", printable(name)));
    output::say(&printable(message));
    output::say("\nConversation:");
    entries.iter().for_each(print_entry);
    Ok(())
}

fn print_entry(entry: &Entry) {
    match entry {
        Entry::Turn { at, said, decision, .. } => {
            let how = if matches!(said, Said::Text(_)) { "" } else { " (chosen)" };
            output::say(&format!("{at}  shopper{how}: {}", printable(said.shown())));
            output::say(&format!("{at}  vouch: {}", printable(decision)));
        }
        Entry::Feedback { at, verdict, words, .. } => {
            let words = printable(words.as_deref().unwrap_or_default());
            output::say(&format!("{at}  feedback: {verdict:?} {words}"));
        }
        other => output::say(&format!("{}  {}", other.at(), other.kind())),
    }
}

/// Shoppers' words without anything that could steer a terminal.
fn printable(text: &str) -> String {
    let hostile = |c: char| c.is_control() || (is_invisible(c) && !c.is_whitespace());
    text.chars().map(|c| if c != '\n' && hostile(c) { '\u{fffd}' } else { c }).collect()
}
