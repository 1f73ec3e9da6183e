//! Running programs and copying folders.

use crate::account::{Account, give};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a program to its end; what it said is the error when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let done = command.output().with_context(|| format!("cannot start {name}"))?;
    let words = [done.stdout, done.stderr].concat();
    ensure!(done.status.success(), "{name}: {}: {}", done.status, String::from_utf8_lossy(&words));
    Ok(())
}

/// Copies a folder with all that is in it; the copy belongs to that account.
pub(crate) fn copy_folder(from: &Path, to: &Path, owner: Option<Account>) -> Result<()> {
    fs::create_dir(to).with_context(|| format!("cannot make {}", to.display()))?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    give(to, owner)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target, owner)?;
        } else {
            fs::copy(entry.path(), &target)?;
            give(&target, owner)?;
        }
    }
    Ok(())
}
