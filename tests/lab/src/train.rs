//! Training the shipped coefficients.

use crate::data;
use anyhow::Result;
use std::io::{Write, stdout};
use std::path::Path;
use vouch_engine::factory::train_calibrator;

/// Trains both coefficient files.
pub(crate) fn run(
    folder: &Path,
    weights: &Path,
    out: &Path,
    version: &str,
    shops: usize,
    without: &[String],
) -> Result<()> {
    let mut sources = data::sources(&data::read(folder)?);
    sources.retain(|source| !without.contains(&source.name));
    let embedder = data::embedder(weights)?;
    for (name, embedder) in [("encoder", Some(&embedder)), ("words", None)] {
        let trained = train_calibrator(&sources, embedder, shops, version);
        let mut screen = stdout().lock();
        for line in trained.report {
            writeln!(screen, "{name} {line}")?;
        }
        std::fs::write(
            out.join(format!("{name}.json")),
            serde_json::to_string_pretty(&trained.coefficients)? + "\n",
        )?;
    }
    Ok(())
}
