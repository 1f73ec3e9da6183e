//! Case files, for the commands that take one.

use crate::knowledge::cases::parse_cases;
use anyhow::{Context as _, ensure};
use std::path::Path;
use vouch_engine::evaluate::EvalCase;

const FORM: &str = "write {\"question\": \"…\", \"expect\": …} on each line, where \"expect\" is \
     {\"answer\": \"the answer's id\"}, {\"order\": true} or \"handoff\"";

/// Reads a file of cases.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<EvalCase>> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let cases = parse_cases(&text).map_err(|bad| anyhow::anyhow!("{shown}, {bad}; {FORM}"))?;
    ensure!(!cases.is_empty(), "{shown} holds no cases; {FORM}");
    Ok(cases)
}
