//! wasm-opt of the Binaryen project, which makes the widget a third smaller.

use super::archive::Names;
use super::cargo_tools::compile;
use super::{Fallback, Tool, log};
use crate::house::House;
use crate::step;
use anyhow::{Context, Result};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const BINARYEN: u32 = 132;

// Older ones do not know what today's compiler writes.
const OLDEST: u32 = 116;

pub(super) fn tool() -> Tool {
    let names = Names {
        linux_x86_64: "x86_64-linux",
        linux_aarch64: "aarch64-linux",
        macos_x86_64: "x86_64-macos",
        macos_aarch64: "arm64-macos",
    };
    let npm = Fallback { what: "installing wasm-opt from npm".into(), run: Box::new(from_npm) };
    Tool {
        program: "wasm-opt",
        version_arguments: &["--version"],
        accepts: Box::new(is_recent),
        archive: names.here().map(|name| {
            let releases = "https://github.com/WebAssembly/binaryen/releases/download";
            format!("{releases}/version_{BINARYEN}/binaryen-version_{BINARYEN}-{name}.tar.gz")
        }),
        fallbacks: vec![npm, compile("wasm-opt", "0.116.1", &["--locked"])],
    }
}

/// Whether `wasm-opt version 132 (version_132)` or the like is recent enough.
fn is_recent(version: &str) -> bool {
    let number = version
        .strip_prefix("wasm-opt version ")
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok());
    number.is_some_and(|number| number >= OLDEST)
}

/// The package `binaryen` holds wasm-opt as a program for node.
fn from_npm(house: &House, what: &str) -> Result<()> {
    let folder = house.tools.join("binaryen");
    fs::create_dir_all(&folder)?;
    let mut command = house.command("npm")?;
    command.arg("install").arg("--prefix").arg(&folder);
    command.args(["--no-save", "--no-audit", "--no-fund", &format!("binaryen@{BINARYEN}.0.0")]);
    step::quiet(what, &mut command, &log(house, "npm"))?;

    let program = folder.join("node_modules/binaryen/bin/wasm-opt");
    let program = program.to_str().context("the tools folder has an unreadable name")?;
    let wrapper = house.tools.join("bin/wasm-opt");
    fs::create_dir_all(house.tools.join("bin"))?;
    fs::write(&wrapper, format!("#!/bin/sh\nexec node \"{program}\" \"$@\"\n"))?;
    fs::set_permissions(wrapper, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_ones_are_refused() {
        assert!(is_recent("wasm-opt version 132 (version_132)\n"));
        assert!(is_recent("wasm-opt version 116\n"));
        assert!(!is_recent("wasm-opt version 108\n"));
        assert!(!is_recent("command not found"));
    }
}
