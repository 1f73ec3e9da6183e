//! The programs under test, as cargo built them beside the tests.

use crate::template::target_folder;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use vouch_demo::Programs;

/// Finds `vouch` and `demo-shop` and refuses those that are older than their sources: a test of
/// yesterday's server proves nothing.
pub fn programs() -> Result<Programs> {
    let programs = Programs::built_in(&target_folder()?);
    for program in [&programs.vouch, &programs.shop] {
        let advice = "run `cargo build --all-targets` (or `cargo xtask test`)";
        ensure!(program.is_file(), "{} is not built: {advice}", program.display());
        if let Some(newer) = newer_source(program)? {
            anyhow::bail!("{} is older than {}: {advice}", program.display(), newer.display());
        }
    }
    Ok(programs)
}

/// A source that changed since the program was linked. Cargo lists them beside it, as a rule for
/// make: `program: source source …`, with spaces in names escaped.
fn newer_source(program: &Path) -> Result<Option<PathBuf>> {
    let linked = fs::metadata(program)?.modified()?;
    let rule = program.with_extension("d");
    let rule =
        fs::read_to_string(&rule).with_context(|| format!("cannot read {}", rule.display()))?;
    let (_, sources) = rule.split_once(": ").unwrap_or_default();
    let sources = sources.replace("\\ ", "\0");
    let mut sources = sources.split_whitespace().map(|name| PathBuf::from(name.replace('\0', " ")));
    Ok(sources.find(|source| {
        fs::metadata(source).and_then(|source| source.modified()).is_ok_and(|time| time > linked)
    }))
}
