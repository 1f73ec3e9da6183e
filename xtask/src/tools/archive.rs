//! Programs that their makers publish ready to run.

use crate::house::House;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names a kind of machine the way a project names its archives.
pub(crate) struct Names {
    pub(crate) linux_x86_64: &'static str,
    pub(crate) linux_aarch64: &'static str,
    pub(crate) macos_x86_64: &'static str,
    pub(crate) macos_aarch64: &'static str,
}

impl Names {
    /// The name of this machine's kind, if the project builds for it.
    pub(crate) fn here(&self) -> Option<&'static str> {
        match (std::env::consts::OS, std::env::consts::ARCH) {
            ("linux", "x86_64") => Some(self.linux_x86_64),
            ("linux", "aarch64") => Some(self.linux_aarch64),
            ("macos", "x86_64") => Some(self.macos_x86_64),
            ("macos", "aarch64") => Some(self.macos_aarch64),
            _ => None,
        }
    }
}

/// Loads the archive and puts the program in it into the tools folder.
pub(crate) fn install(program: &str, url: &str, house: &House) -> Result<()> {
    let folder = house.tools.join(format!("unpacked-{program}"));
    let outcome = load_and_place(program, url, house, &folder);
    let _ = fs::remove_dir_all(folder);
    outcome
}

/// Downloads one file.
pub(super) fn load(url: &str, file: &Path) -> Result<()> {
    let mut load = Command::new("curl");
    load.args(["--proto", "=https", "--connect-timeout", "5", "--max-time", "300"]);
    load.args(["--fail", "--silent", "--show-error", "--location", "--output"]);
    run(load.arg(file).arg(url))
}

fn load_and_place(program: &str, url: &str, house: &House, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let archive = folder.join("archive.tar.gz");
    load(url, &archive)?;
    run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(folder))?;

    let found = find(program, folder)?.with_context(|| format!("{url} holds no {program}"))?;
    let bin = house.tools.join("bin");
    fs::create_dir_all(&bin)?;
    fs::copy(found, bin.join(program))?;
    Ok(())
}

fn find(program: &str, folder: &Path) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if let Some(found) = find(program, &path)? {
                return Ok(Some(found));
            }
        } else if path.file_name().is_some_and(|name| name == program) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let done = command.output().with_context(|| format!("{name} is not installed"))?;
    let words = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "{}", words.trim());
    Ok(())
}
