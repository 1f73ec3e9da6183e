//! Programs that tests take from the machine: where they are, and what to do when they are not.

use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// A program of PostgreSQL's server, such as `initdb`. Distributions keep them off the `PATH`, one
/// folder a version; the newest is taken.
pub fn postgres_program(name: &str) -> Result<PathBuf> {
    let mut folders = Vec::new();
    for root in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"] {
        let versions = fs::read_dir(root).into_iter().flatten().flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    folders.sort();
    folders.reverse();
    find_program(&[name], &folders)
}

/// A program of MariaDB's, under the first of these names that exists.
pub fn mariadb_program(names: &[&str]) -> Result<PathBuf> {
    let folders = ["/usr/sbin", "/usr/libexec", "/opt/homebrew/bin", "/usr/local/bin"];
    find_program(names, &folders.map(PathBuf::from))
}

/// Chromium or Chrome.
pub fn chromium() -> Result<PathBuf> {
    let folders = [
        "/Applications/Chromium.app/Contents/MacOS",
        "/Applications/Google Chrome.app/Contents/MacOS",
    ];
    let names = ["chromium", "google-chrome", "chromium-browser", "Chromium", "Google Chrome"];
    find_program(&names, &folders.map(PathBuf::from))
}

/// Chromium's driver for tests.
pub fn chromedriver() -> Result<PathBuf> {
    find_program(&["chromedriver"], &[])
}

/// The first of these programs that is in one of these folders or on the `PATH`.
fn find_program(names: &[&str], folders: &[PathBuf]) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<_> = std::env::split_paths(&path).collect();
    let everywhere = || folders.iter().chain(&on_path);
    let mut candidates =
        names.iter().flat_map(|name| everywhere().map(move |folder| folder.join(name)));
    candidates.find(|candidate| candidate.is_file()).with_context(|| {
        format!("{} is not installed: run `cargo xtask setup --tests`", names.join(" or "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_told_with_what_to_do() {
        assert!(find_program(&["no-such-program", "sh"], &[]).unwrap().ends_with("sh"));
        let error = find_program(&["no-such-program"], &[]).unwrap_err().to_string();
        assert!(
            error.contains("no-such-program") && error.contains("cargo xtask setup"),
            "{error}"
        );
    }
}
