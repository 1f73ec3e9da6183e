//! `vouch knowledge import|approve|publish|check|list|diff`.

use super::{Context, check, output};
use crate::config::Site;
use crate::knowledge::desk::Editor;
use crate::knowledge::gate;
use crate::knowledge::workflow::{self, Duplicates, Touched};
use crate::store;
use crate::store::knowledge::VersionRow;
use anyhow::{Context as _, ensure};
use clap::{Args, Subcommand};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::{CheckRequest, PublicationRequest};

#[derive(Debug, Subcommand)]
pub(super) enum Knowledge {
    /// Read a folder of Markdown, or a .jsonl answer set, as drafts. All or nothing.
    Import {
        path: PathBuf,
        #[command(flatten)]
        who: Who,
        /// Take example questions that stand under two answers.
        #[arg(long)]
        allow_duplicates: bool,
    },
    /// Approve drafts that somebody else wrote.
    Approve {
        #[command(flatten)]
        who: Who,
        /// Only these: `returns`, or `returns@3` for just the version that you have read.
        documents: Vec<String>,
    },
    /// Show shoppers everything that is approved, unless reviewed questions that are answered right
    /// would be answered wrong.
    Publish {
        #[command(flatten)]
        who: Who,
    },
    /// Say what in the published text will make the engine unsure, and what to do about it.
    Check {
        #[arg(long)]
        site: String,
    },
    /// List versions.
    List {
        #[arg(long)]
        site: String,
    },
    /// Compare a document's newest version with the one that is published.
    Diff {
        #[arg(long)]
        site: String,
        document: String,
    },
}

/// Where, and on whose account.
#[derive(Debug, Args)]
pub(super) struct Who {
    #[arg(long)]
    site: String,
    /// The staff member's e-mail address.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
}

impl Knowledge {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let store = context.store().await?;
        let now = context.clock.now();
        match self {
            Self::Import { path, who, allow_duplicates } => {
                let site = context.site(&who.site)?;
                let allowed = if allow_duplicates { Duplicates::Allow } else { Duplicates::Refuse };
                let who = (who.by.as_str(), now);
                let added = workflow::import(&store, site, &path, allowed, who).await?;
                report(context, "draft", &added)?;
            }
            Self::Approve { who, documents } => {
                let site = &context.site(&who.site)?.key;
                let done = workflow::approve(&store, site, &documents, (&who.by, now)).await?;
                report(context, "approved", &done)?;
            }
            Self::Publish { who } => {
                let site = context.site(&who.site)?;
                let done = publish(context, &store, site, &who.by).await?;
                report(context, "published", &done)?;
            }
            Self::Check { site } => check::run(context, &store, context.site(&site)?).await?,
            Self::List { site } => list(context, &store, &site).await?,
            Self::Diff { site, document } => diff(context, &store, &site, &document).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Publishes through the same check as the console does.
async fn publish(
    context: &Context,
    store: &store::Store,
    site: &Site,
    by: &str,
) -> anyhow::Result<Touched> {
    let (email, versions) = workflow::publishable(store, &site.key, by).await?;
    let library = context.library(store, site).await?;
    let editor = Editor { store, site, email: &email, now: context.clock.now() };
    let request = CheckRequest { versions, cases: None };
    let never = CancellationToken::new();
    let (check, job) = gate::begin(&editor, &request, (&library, &context.clock, &never)).await?;
    job.run().await;
    let check = gate::find(&editor, &check.id).await?;
    let report = check.report.context("the check failed; its log line says why")?;
    if report.changed > 0 && !context.json {
        output::say(&format!("{} questions are answered differently from now on", report.changed));
    }
    for change in report.changes.iter().filter(|change| change.regression) {
        output::complain(&format!("would no longer be answered right: {}", change.question));
    }
    ensure!(
        !check.blocked,
        "nothing was published: reviewed questions would be answered worse. Mend the text, or let a \
         second person give a reason at {}/console/knowledge?check={}",
        context.config.server.public_url,
        check.id
    );
    Ok(gate::publish(&editor, &PublicationRequest { check: check.id, publish_at: None })
        .await?
        .versions)
}

fn report(context: &Context, state: &str, touched: &Touched) -> anyhow::Result<()> {
    if context.json {
        let documents: Vec<_> = touched
            .iter()
            .map(|id| json!({"document": id.document, "locale": id.locale, "version": id.version}))
            .collect();
        return output::say_json(&json!({"state": state, "documents": documents}));
    }
    if touched.is_empty() {
        output::say("nothing has changed");
    }
    for id in touched {
        output::say(&format!("{state}  {}  version {}", id.document, id.version));
    }
    Ok(())
}

async fn list(context: &Context, store: &store::Store, site: &str) -> anyhow::Result<()> {
    let versions = store::knowledge::versions(store, &context.site(site)?.key).await?;
    if context.json {
        return output::say_json(&versions);
    }
    for version in versions {
        let approved = version.approved_by.as_deref().unwrap_or("-");
        output::say(&format!(
            "{}  {}  version {}  {}  by {}  approved by {approved}",
            version.document, version.locale, version.version, version.state, version.author
        ));
    }
    Ok(())
}

/// Shows for each language what the newest version changes in the one before shoppers.
async fn diff(
    context: &Context,
    store: &store::Store,
    site: &str,
    document: &str,
) -> anyhow::Result<()> {
    let site = &context.site(site)?.key;
    let versions = store::knowledge::versions(store, site).await?;
    let mut locales: BTreeMap<&str, Vec<&VersionRow>> = BTreeMap::new();
    for version in versions.iter().filter(|version| version.document == document) {
        locales.entry(&version.locale).or_default().push(version);
    }
    ensure!(!locales.is_empty(), "there is no document `{document}`");
    let several = locales.len() > 1;
    for (locale, versions) in locales {
        let newest = versions.first().context("a language has a version")?;
        let published = versions.iter().find(|version| version.state == "published");
        let before = match published {
            Some(version) => text(store, site, version).await?,
            None => String::new(),
        };
        let after = text(store, site, newest).await?;
        let changes = similar::TextDiff::from_lines(&before, &after);
        let shown = changes.unified_diff().context_radius(2).to_string();
        if several {
            output::say(&format!("{document} in {locale}"));
        }
        output::say(shown.trim_end());
    }
    Ok(())
}

async fn text(
    store: &store::Store,
    site: &SiteKey,
    version: &VersionRow,
) -> anyhow::Result<String> {
    let key = (version.document.as_str(), version.locale.as_str(), version.version);
    Ok(store::knowledge::source(store, site, key).await?.unwrap_or_default())
}
