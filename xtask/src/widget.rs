//! Builds the widget and the console into `dist/`, which the server then embeds.

use crate::house::House;
use crate::{step, tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use vouch_demo::fingerprint;

/// A program for browsers.
pub(crate) struct Program {
    name: &'static str,
    /// What the build must leave in `dist/`.
    pub(crate) outputs: &'static [&'static str],
    /// What it is made of, beside what both are made of.
    sources: &'static [&'static str],
    /// The folder of its `Trunk.toml`.
    folder: &'static str,
}

/// The shopper's chat.
pub(crate) const WIDGET: Program = Program {
    name: "widget",
    outputs: &["widget-boot.js", "widget.js", "widget_bg.wasm"],
    sources: &["Trunk.toml", "frontend/loader", "frontend/widget", "index.html"],
    folder: ".",
};

/// The staff's rooms.
pub(crate) const CONSOLE: Program = Program {
    name: "console",
    outputs: &[
        "console/boot.js",
        "console/desk.js",
        "console/desk_bg.wasm",
        "console/ticket.js",
        "console/ticket_bg.wasm",
        "console/knowledge.js",
        "console/knowledge_bg.wasm",
        "console/office.js",
        "console/office_bg.wasm",
    ],
    sources: &["frontend/console"],
    folder: "frontend/console",
};

// What both are made of.
const COMMON: [&str; 5] = ["Cargo.lock", "Cargo.toml", "frontend/ui", "shared", "style"];

/// Builds both, each unless nothing changed since the last time. The widget comes first: its build
/// empties `dist/`.
pub(crate) fn build(house: &House) -> Result<()> {
    build_one(house, &WIDGET)?;
    build_one(house, &CONSOLE)
}

fn build_one(house: &House, program: &Program) -> Result<()> {
    let sources: Vec<_> =
        COMMON.iter().chain(program.sources).map(|source| house.root.join(source)).collect();
    let version = fingerprint(&sources)?;
    let target = house.target.join("wasm");
    let mark = target.join(program.name).with_extension("fingerprint");
    let outputs = program.outputs.iter().map(|output| house.root.join("dist").join(output));
    let outputs: Vec<_> = outputs.collect();
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
    trunk.args(["build", "--release", "--offline"]).current_dir(house.root.join(program.folder));
    // Apart from the server's output, so that neither waits for the other or undoes its work.
    trunk.env("CARGO_TARGET_DIR", &target);
    // Trunk takes this variable for a flag of its own and refuses its usual value.
    trunk.env_remove("NO_COLOR");
    let what = format!("building the {} (some minutes the first time)", program.name);
    step::shown(&what, &mut trunk)?;
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
