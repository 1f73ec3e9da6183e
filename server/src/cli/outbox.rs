//! `vouch outbox list|retry`.

use super::{Context, output};
use crate::handoff::overview;
use clap::{Subcommand, ValueEnum};
use std::process::ExitCode;
use vouch_shared::delivery::{MessageState, Outbox as View, OutboxMessage, TargetState};

#[derive(Debug, Subcommand)]
pub(super) enum Outbox {
    /// List a site's messages, newest first, with how each target fares.
    List {
        #[arg(long)]
        site: String,
        /// Only those in this state.
        #[arg(long)]
        state: Option<State>,
    },
    /// Send a message again, or with `--dead` every one that was given up.
    #[command(group = clap::ArgGroup::new("which").required(true))]
    Retry {
        #[arg(long)]
        site: String,
        /// The message's id, as `list` shows it.
        #[arg(group = "which")]
        id: Option<String>,
        #[arg(long, group = "which")]
        dead: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum State {
    Pending,
    Failed,
    Sent,
    Unneeded,
    Dead,
}

impl From<State> for MessageState {
    fn from(state: State) -> Self {
        match state {
            State::Pending => Self::Pending,
            State::Failed => Self::Failed,
            State::Sent => Self::Sent,
            State::Unneeded => Self::Unneeded,
            State::Dead => Self::Dead,
        }
    }
}

impl Outbox {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { site, state } => list(context, &site, state).await?,
            Self::Retry { site, id, .. } => retry(context, &site, id).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(context: &Context, site: &str, state: Option<State>) -> anyhow::Result<()> {
    let site = context.site(site)?;
    let has_smtp = context.config.smtp.is_some();
    let store = context.store().await?;
    let view = overview::show(&store, (site, has_smtp), state.map(MessageState::from)).await?;
    if context.json {
        return output::say_json(&view);
    }
    print(&view);
    Ok(())
}

fn print(view: &View) {
    for TargetState { name, format, pending, failed, sent, dead } in &view.targets {
        let format = format.as_deref().unwrap_or("not configured any more");
        output::say(&format!(
            "{name} ({format}): {pending} pending, {failed} failed, {sent} sent, {dead} dead"
        ));
    }
    for message in &view.messages {
        let OutboxMessage { id, target, event, ticket, state, tries, problem, .. } = message;
        let problem = problem.as_deref().map(|why| format!("  {why}")).unwrap_or_default();
        let state = state.as_str();
        output::say(&format!("{id}  {ticket}  {event}  {target}  {state}  tries={tries}{problem}"));
    }
}

async fn retry(context: &Context, site: &str, id: Option<String>) -> anyhow::Result<()> {
    let site = context.site(site)?;
    let (store, now) = (context.store().await?, context.clock.now());
    let replayed = overview::replay(&store, site, ("cli", id.as_deref()), now).await?;
    anyhow::ensure!(
        id.is_none() || replayed.messages > 0,
        "no such message waits or is dead on `{}`; see `vouch outbox list`",
        site.key
    );
    if context.json {
        return output::say_json(&replayed);
    }
    output::say(&format!("{} messages are sent again", replayed.messages));
    Ok(())
}
