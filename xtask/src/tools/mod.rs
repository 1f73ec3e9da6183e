//! What this machine must have, and the quickest honest way to get it.

mod archive;
mod axe;
mod cargo_tools;
mod mail;
mod system;
mod wasm_opt;
mod weights;

use crate::house::House;
use crate::step;
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// What the server's build embeds beside the widget.
pub(crate) fn install_weights(house: &House) -> Result<()> {
    weights::install(house)
}

/// Everything that building the widget needs.
pub(crate) fn install_for_widget(house: &House) -> Result<()> {
    install_wasm_target(house)?;
    install(&cargo_tools::trunk(), house)?;
    install(&cargo_tools::wasm_bindgen(house)?, house)?;
    install(&wasm_opt::tool(), house)
}

/// Everything that the tests and `.ci/run` need beyond that.
pub(crate) fn install_for_tests(house: &House) -> Result<()> {
    system::install(house)?;
    axe::install(house)?;
    mail::install(house)?;
    install(&cargo_tools::nextest(), house)?;
    install(&cargo_tools::deny(), house)
}

/// A program that we can install into the tools folder.
struct Tool {
    program: &'static str,
    /// What makes it print its version.
    version_arguments: &'static [&'static str],
    /// Whether that output tells a version that we can use.
    accepts: Box<dyn Fn(&str) -> bool>,
    /// Where its makers publish it ready to run for this machine.
    archive: Option<String>,
    /// What to do when that cannot be had, best first.
    fallbacks: Vec<Fallback>,
}

/// A named way to install a tool.
struct Fallback {
    what: String,
    run: Way,
}

/// Takes its own name, to show it.
type Way = Box<dyn Fn(&House, &str) -> Result<()>>;

impl Tool {
    fn is_there(&self, house: &House) -> Result<bool> {
        let mut command = house.command(self.program)?;
        command.args(self.version_arguments).stdin(Stdio::null());
        let answer = command.output().ok().filter(|answer| answer.status.success());
        Ok(answer.is_some_and(|answer| (self.accepts)(&String::from_utf8_lossy(&answer.stdout))))
    }
}

fn install(tool: &Tool, house: &House) -> Result<()> {
    if tool.is_there(house)? {
        return Ok(());
    }
    if let Some(url) = &tool.archive {
        let what = format!("downloading {}", tool.program);
        let outcome = step::done(&what, || archive::install(tool.program, url, house));
        match outcome {
            Ok(()) if tool.is_there(house)? => return Ok(()),
            Ok(()) => eprintln!("  what came is not the {} we need", tool.program),
            Err(reason) => eprintln!("  {reason:#}"),
        }
    }
    for fallback in &tool.fallbacks {
        match (fallback.run)(house, &fallback.what) {
            Ok(()) if tool.is_there(house)? => return Ok(()),
            Ok(()) => eprintln!("  that did not give the {} we need", tool.program),
            Err(reason) => eprintln!("  {reason:#}"),
        }
    }
    bail!("no way worked to install {}; see above", tool.program)
}

fn install_wasm_target(house: &House) -> Result<()> {
    let sysroot = house.command("rustc")?.args(["--print", "sysroot"]).output()?.stdout;
    let sysroot = PathBuf::from(String::from_utf8(sysroot)?.trim());
    if sysroot.join("lib/rustlib/wasm32-unknown-unknown").is_dir() {
        return Ok(());
    }
    let mut command = house.command("rustup")?;
    command.args(["target", "add", "wasm32-unknown-unknown"]);
    step::quiet("adding the wasm target", &mut command, &log(house, "rustup"))
}

fn log(house: &House, name: &str) -> PathBuf {
    house.tools.join("log").join(format!("{name}.log"))
}
