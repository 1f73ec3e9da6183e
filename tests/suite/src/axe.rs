//! What axe-core finds wrong with a page, for people who use it without a mouse or without sight.

use crate::browser::Browser;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::PathBuf;

/// Runs in the page and calls back with a line for each violation.
const RUN: &str = "
    const [done] = arguments;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then(({ violations, passes }) => done({
            passed: passes.length,
            violations: violations.flatMap(({ id, help, nodes }) => nodes.map(node =>
                `${id}: ${help}: ${node.html.slice(0, 160)} (${node.any[0]?.message ?? ''})`)),
        }))
        .catch(error => done({ passed: 0, violations: [`axe-core failed: ${error}`] }));";

impl Browser {
    /// Fails with a list of what axe-core finds wrong with the page as it is now: WCAG 2.2 at A and
    /// AA, and good practice.
    pub async fn ensure_accessible(&self, what: &str) -> Result<()> {
        let file = script_file()?;
        let source = std::fs::read_to_string(&file)
            .with_context(|| format!("no {}: run `cargo xtask setup --tests`", file.display()))?;
        // As the driver's own script: the page's policy would refuse one of the page's.
        self.driver().execute(source.as_str(), []).await?;
        let found = self.driver().execute_async(RUN, []).await?.json().clone();
        ensure!(found["violations"] == json!([]), "{what}: {:#}", found["violations"]);
        ensure!(found["passed"].as_u64() > Some(5), "{what}: axe-core looked at nothing: {found}");
        Ok(())
    }
}

/// Where `cargo xtask setup --tests` leaves it.
fn script_file() -> Result<PathBuf> {
    let tools = match std::env::var_os("VOUCH_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("no home folder")?.join(".cache/vouch/tools"),
    };
    Ok(tools.join("axe-core/node_modules/axe-core/axe.min.js"))
}
