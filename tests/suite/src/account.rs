//! The account that database servers run as: they refuse to run as root.

use anyhow::{Context, Result};
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// An account of this machine without privileges.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account {
    pub(crate) user: u32,
    pub(crate) group: u32,
}

impl Account {
    /// The first of these accounts that exists when we are root; none when we are not, because
    /// then our own will do.
    pub(crate) fn for_server(names: &[&str]) -> Result<Option<Self>> {
        if fs::metadata(TempDir::new()?.path())?.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd").context("cannot list accounts")?;
        let find = |name: &&str| accounts.lines().find_map(|line| Self::parse(line, name));
        let found = names
            .iter()
            .find_map(find)
            .with_context(|| format!("root, and no account named {}", names.join(", ")))?;
        Ok(Some(found))
    }

    fn parse(line: &str, name: &str) -> Option<Self> {
        let fields: Vec<_> = line.split(':').collect();
        let [found, _, user, group, ..] = fields[..] else { return None };
        (found == name).then_some(Self { user: user.parse().ok()?, group: group.parse().ok()? })
    }
}

/// A new temporary folder that belongs to that account.
pub(crate) fn temporary_folder(account: Option<Account>) -> Result<TempDir> {
    let folder = TempDir::new()?;
    give(folder.path(), account)?;
    Ok(folder)
}

/// Makes that account the owner of a file or folder.
pub(crate) fn give(path: &Path, account: Option<Account>) -> Result<()> {
    let Some(account) = account else { return Ok(()) };
    chown(path, Some(account.user), Some(account.group))
        .with_context(|| format!("cannot give {} away", path.display()))
}

/// Makes a command run as that account, in a folder that it may enter.
pub(crate) fn run_as(command: &mut Command, account: Option<Account>, folder: &Path) {
    command.current_dir(folder);
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
}
