//! Folders that are slow to make and quick to copy: made once, kept in cargo's target folder,
//! shared by all test processes.

use crate::account::Account;
use crate::files::copy_folder;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Makes a template at a path where nothing is yet.
pub(crate) type Make<'a> = &'a dyn Fn(&Path) -> Result<()>;

/// Something slow to make.
pub(crate) struct Template<'a> {
    pub(crate) name: &'a str,
    /// A template of another version is made anew.
    pub(crate) version: &'a str,
    pub(crate) make: Make<'a>,
}

impl Template<'_> {
    /// Copies the template to `target`, and makes it first where no process has done so. Other
    /// processes wait meanwhile.
    pub(crate) fn copy_to(&self, target: &Path, owner: Option<Account>) -> Result<()> {
        let store = target_folder()?.join("vouch-templates");
        fs::create_dir_all(&store)?;
        let folder = store.join(self.name);
        let mark = store.join(format!("{}.version", self.name));
        let lock = File::create(store.join(format!("{}.lock", self.name)))?;
        let is_current = || fs::read_to_string(&mark).is_ok_and(|made| made == self.version);

        lock.lock_shared()?;
        if !is_current() {
            lock.unlock()?;
            lock.lock()?;
        }
        if !is_current() {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            (self.make)(&folder).with_context(|| format!("cannot prepare {}", self.name))?;
            fs::write(&mark, self.version)?;
        }
        copy_folder(&folder, target, owner)
    }
}

/// Where cargo put the running test and the programs: `target/debug`, for example.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.parent().context("a test has a folder")?;
    let in_deps = folder.file_name().is_some_and(|name| name == "deps");
    let folder = if in_deps { folder.parent().context("deps has a folder")? } else { folder };
    Ok(folder.to_owned())
}
