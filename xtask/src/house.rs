//! Where everything is: the repository, cargo's output, the tools.

use anyhow::{Context, Result};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that the commands work in.
pub(crate) struct House {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's output.
    pub(crate) target: PathBuf,
    /// The tools that we install.
    pub(crate) tools: PathBuf,
}

impl House {
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has a parent")?;
        // We are target/debug/xtask ourselves, whatever cargo was told about its output.
        let program = env::current_exe()?;
        let target = program.ancestors().nth(2).context("cargo builds into two folders")?;
        Ok(Self { root: root.to_owned(), target: target.to_owned(), tools: tools_folder()? })
    }

    /// A program run in the repository, with our tools first on its `PATH`.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Result<Command> {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path()?);
        Ok(command)
    }

    /// Cargo itself, the one that runs us.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))?;
        command.args(arguments);
        Ok(command)
    }

    /// Where the real stores of `cargo xtask test --stores` are installed.
    pub(crate) fn stores(&self) -> Result<PathBuf> {
        Ok(self.tools.parent().context("the tools folder is inside another")?.join("stores"))
    }

    /// A version in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock"))?;
        let heading = format!("name = \"{package}\"\nversion = \"");
        let (_, rest) =
            lock.split_once(&heading).with_context(|| format!("Cargo.lock lacks {package}"))?;
        Ok(rest.split('"').next().unwrap_or_default().to_owned())
    }

    fn path(&self) -> Result<OsString> {
        let rest = env::var_os("PATH").unwrap_or_default();
        let folders = [self.tools.join("bin")].into_iter().chain(env::split_paths(&rest));
        Ok(env::join_paths(folders)?)
    }
}

fn tools_folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("VOUCH_TOOLS") {
        return Ok(folder.into());
    }
    let home = env::home_dir().context("no home folder: set VOUCH_TOOLS to a folder for tools")?;
    Ok(home.join(".cache/vouch/tools"))
}
