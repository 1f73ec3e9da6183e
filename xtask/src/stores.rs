//! The real stores that Vouch reads, for `cargo xtask test --stores`: what each folder of
//! `tests/stores` asks for, installed by its own package manager and kept until it asks for
//! something else.

use crate::house::House;
use crate::step;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use vouch_demo::fingerprint;

/// Names what is installed. Written last, so that half an installation counts for nothing.
const MARK: &str = "installed";

/// How a store is installed.
#[derive(Clone, Copy, Debug)]
enum Manager {
    Npm,
    Pip,
}

/// A store whose programs stand in `source` and are run in `folder`, beside what they need.
struct Store {
    name: String,
    manager: Manager,
    source: PathBuf,
    folder: PathBuf,
}

/// Installs every store that `tests/stores` describes and gives the folder that they are in.
pub(crate) fn install(house: &House) -> Result<PathBuf> {
    let stores = house.stores()?;
    let sources = house.root.join("tests/stores");
    for entry in fs::read_dir(&sources)? {
        let source = entry?.path();
        let name = source.file_name().unwrap_or_default().display().to_string();
        let manager = Manager::of(&source).with_context(|| {
            format!("{} has neither package-lock.json nor requirements.txt", source.display())
        })?;
        Store { folder: stores.join(&name), name, manager, source }.install(house)?;
    }
    Ok(stores)
}

impl Store {
    fn install(&self, house: &House) -> Result<()> {
        self.copy_programs()?;
        let lists = self.manager.lists().iter().map(|list| self.folder.join(list));
        let wanted = fingerprint(&lists.collect::<Vec<_>>())?;
        let mark = self.folder.join(MARK);
        if fs::read_to_string(&mark).is_ok_and(|mark| mark == wanted) {
            return Ok(());
        }
        self.install_packages(house)?;
        Ok(fs::write(mark, wanted)?)
    }

    /// Node finds packages only beside the program that asks for them.
    fn copy_programs(&self) -> Result<()> {
        fs::create_dir_all(&self.folder)?;
        for entry in fs::read_dir(&self.source)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::copy(entry.path(), self.folder.join(entry.file_name()))?;
            }
        }
        Ok(())
    }

    fn install_packages(&self, house: &House) -> Result<()> {
        let run = |what: &str, mut command: Command| {
            let log = self.folder.join("install.log");
            step::quiet(what, command.current_dir(&self.folder), &log)
        };
        let what = format!("installing {} (once, some minutes)", self.name);
        match self.manager {
            Manager::Npm => {
                let mut npm = house.command("npm")?;
                // Not `npm ci`, which asks for what other machines would need too: a registry
                // that lacks some of it could install nothing.
                npm.args(["install", "--no-save", "--no-audit", "--no-fund"]);
                run(&what, npm)
            }
            Manager::Pip => {
                let mut venv = house.command("python3")?;
                venv.args(["-m", "venv", "--clear", "venv"]);
                run("making a Python environment", venv)?;
                let mut pip = house.command(self.folder.join("venv/bin/python"))?;
                pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]);
                pip.args(["--requirement", "requirements.txt"]);
                run(&what, pip)
            }
        }
    }
}

impl Manager {
    fn of(source: &Path) -> Option<Self> {
        let there = |manager: &Self| manager.lists().iter().all(|list| source.join(list).is_file());
        [Self::Npm, Self::Pip].into_iter().find(there)
    }

    /// The files that pin every version.
    fn lists(self) -> &'static [&'static str] {
        match self {
            Self::Npm => &["package.json", "package-lock.json"],
            Self::Pip => &["requirements.txt"],
        }
    }
}
