//! `vouch eval`: how the engine does on cases with known answers.

use super::{Context, output};
use crate::knowledge::library::Library;
use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use vouch_engine::evaluate::{EvalCase, ask, report};

#[derive(Debug, Args)]
pub(super) struct Eval {
    #[arg(long)]
    site: String,
    /// Cases, one JSON object a line: {"question": "…", "expect": {"answer": "returns/how-long"}}.
    #[arg(long)]
    cases: PathBuf,
}

impl Eval {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let site = context.site(&self.site)?;
        let cases = read(&self.cases)?;
        let library = Library::new(crate::weights::embedder());
        let day = context.clock.now().date().to_string();
        library.refresh(&context.store().await?, std::slice::from_ref(site), &day).await?;
        let Some(knowledge) = library.find(site, &site.locale) else {
            anyhow::bail!("`{}` has published nothing; see `vouch knowledge`", site.key);
        };
        let engine = knowledge.engine.as_ref();
        let mut took = Vec::new();
        let judged = ask(&cases, |question| {
            let started = Instant::now();
            let decision = engine.decide(question);
            took.push(started.elapsed().as_secs_f64() * 1000.0);
            decision
        });
        let report = report(engine, &judged, engine);
        took.sort_by(f64::total_cmp);
        let mut figures = serde_json::to_value(&report)?;
        if let Some(figures) = figures.as_object_mut() {
            figures.insert("p50_ms".to_owned(), json!(percentile(&took, 50)));
            figures.insert("p99_ms".to_owned(), json!(percentile(&took, 99)));
            figures.insert("rss_mb".to_owned(), json!(resident_mb()));
        }
        if context.json {
            output::say_json(&figures)?;
        } else {
            for (name, value) in figures.as_object().into_iter().flatten() {
                output::say(&format!("{name:22} {value}"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<EvalCase>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}:{}: not an eval case", file.display(), index + 1))
        })
        .collect()
}

/// The nearest-rank percentile of sorted values.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Resident memory of this process in MB, where the system tells (Linux).
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kb: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kb / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_rank() {
        let values: Vec<f64> = (1..=100_u8).map(f64::from).collect();
        assert!((percentile(&values, 50) - 50.0).abs() < 1e-9);
        assert!((percentile(&values, 99) - 99.0).abs() < 1e-9);
        assert!(percentile(&[], 50).abs() < 1e-9);
    }
}
