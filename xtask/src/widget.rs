//! Builds the widget into `dist/`, which the server then embeds.

use crate::house::House;
use crate::{step, tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use vouch_demo::fingerprint;

/// What the build must leave in `dist/`.
pub(crate) const OUTPUTS: [&str; 3] = ["widget-boot.js", "widget.js", "widget_bg.wasm"];

// What the widget is made of.
const SOURCES: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "frontend/loader",
    "frontend/ui",
    "frontend/widget",
    "index.html",
    "shared",
    "style",
];

/// Builds the widget, unless nothing changed since the last time.
pub(crate) fn build(house: &House) -> Result<()> {
    let sources = SOURCES.map(|source| house.root.join(source));
    let version = fingerprint(&sources)?;
    let target = house.target.join("wasm");
    let mark = target.join("widget.fingerprint");
    let outputs = OUTPUTS.map(|output| house.root.join("dist").join(output));
    // What is in dist/ counts as well: `trunk serve` leaves builds there that are not optimised.
    let state = || anyhow::Ok(format!("{version} {}", fingerprint(&outputs)?));
    let exist = outputs.iter().all(|output| output.is_file());
    if exist && fs::read_to_string(&mark).is_ok_and(|built| state().is_ok_and(|now| now == built)) {
        return Ok(());
    }

    tools::install_for_widget(house)?;
    // Trunk builds without a network, so that it never loads tools of its own.
    let mut fetch = house.cargo(&["fetch", "--locked", "--target", "wasm32-unknown-unknown"])?;
    fetch.args(["--target", &host(house)?]);
    step::shown("loading the sources of dependencies", &mut fetch)?;

    let mut trunk = house.command("trunk")?;
    trunk.args(["build", "--release", "--offline"]);
    // Apart from the server's output, so that neither waits for the other or undoes its work.
    trunk.env("CARGO_TARGET_DIR", &target);
    // Trunk takes this variable for a flag of its own and refuses its usual value.
    trunk.env_remove("NO_COLOR");
    step::shown("building the widget (some minutes the first time)", &mut trunk)?;
    for output in &outputs {
        ensure!(output.is_file(), "trunk left no {}", output.display());
    }
    Ok(fs::write(mark, state()?)?)
}

/// The triple that build scripts and macros are compiled for.
fn host(house: &House) -> Result<String> {
    let answer = String::from_utf8(house.command("rustc")?.arg("-vV").output()?.stdout)?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not tell its host")?.to_owned())
}
