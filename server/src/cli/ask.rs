//! `vouch ask "…"`: what the engine would decide, and why.

use super::{Context, output};
use crate::knowledge::library::Library;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Ask {
    question: String,
    #[arg(long)]
    site: String,
    /// The language to ask in; the site's own by default.
    #[arg(long)]
    locale: Option<String>,
    /// Show the candidates and the line that the ledger would keep.
    #[arg(long)]
    explain: bool,
}

impl Ask {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let site = context.site(&self.site)?;
        let library = Library::new(crate::weights::embedder());
        let day = context.clock.now().date().to_string();
        library.refresh(&context.store().await?, std::slice::from_ref(site), &day).await?;
        let locale = self.locale.as_deref().unwrap_or(&site.locale);
        let Some(knowledge) = library.find(site, locale) else {
            anyhow::bail!("`{}` has published nothing; see `vouch knowledge`", site.key);
        };
        let decision = knowledge.engine.decide(self.question.as_str());
        if context.json {
            let candidates: Vec<_> = decision
                .candidates
                .iter()
                .map(|one| json!({"answer": one.target.to_string(), "title": one.title, "confidence": one.confidence}))
                .collect();
            output::say_json(&json!({
                "outcome": format!("{:?}", decision.outcome),
                "candidates": candidates, "explanation": decision.explanation,
            }))?;
            return Ok(ExitCode::SUCCESS);
        }
        output::say(&format!("{:?}", decision.outcome));
        if self.explain {
            output::say(&decision.explanation);
            for one in &decision.candidates {
                output::say(&format!("{:.3}  {}  {}", one.confidence, one.target, one.title));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
