//! The only place that prints.

use crate::weights::Weights;
use serde::Serialize;
use std::io::Write as _;

/// One line to standard output. A closed pipe (`vouch … | head`) is not an error.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// One line to standard error.
pub(super) fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A value as JSON, for programs.
pub(super) fn say_json(value: &impl Serialize) -> anyhow::Result<()> {
    say(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Says what the engine lacks, if anything.
pub(super) fn warn_of(weights: &Weights) {
    if let Some(problem) = weights.problem() {
        complain(&format!("warning: {problem}"));
    }
}
