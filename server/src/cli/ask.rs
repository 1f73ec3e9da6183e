//! `vouch ask "…"`: what the engine would decide, and why.

use super::{Context, nothing_published, output};
use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use vouch_engine::decision::Question;
use vouch_shared::id::AnswerId;

#[derive(Debug, Args)]
pub(super) struct Ask {
    question: String,
    #[arg(long)]
    site: String,
    /// The language to ask in; the site's own by default.
    #[arg(long)]
    locale: Option<String>,
    /// The answer that was shown just before, for a question that only makes sense after it.
    #[arg(long, value_name = "ANSWER")]
    after: Option<String>,
    /// Show the candidates and the line that the ledger would keep.
    #[arg(long)]
    explain: bool,
}

impl Ask {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let site = context.site(&self.site)?;
        let library = context.library(&context.store().await?, site).await?;
        let locale = self.locale.as_deref().unwrap_or(&site.locale);
        let after = self.after.as_deref().map(AnswerId::from);
        let question = Question { text: &self.question, after: after.as_ref() };
        let decided = library.decide(site, locale, question);
        let (_, decision) = decided.with_context(|| nothing_published(site))?;
        if context.json {
            let candidates: Vec<_> = decision
                .candidates
                .iter()
                .map(|one| json!({"answer": one.target.to_string(), "title": one.title, "confidence": one.confidence}))
                .collect();
            output::say_json(&json!({
                "outcome": decision.outcome.to_string(),
                "candidates": candidates, "explanation": decision.explanation,
            }))?;
            return Ok(ExitCode::SUCCESS);
        }
        output::say(&decision.outcome.to_string());
        if self.explain {
            output::say(&decision.explanation);
            for one in &decision.candidates {
                output::say(&format!("{:.3}  {}  {}", one.confidence, one.target, one.title));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
