//! axe-core, which the browser tests ask about pages: a script, no program.

use super::log;
use crate::house::House;
use crate::step;
use anyhow::Result;
use std::fs;

const VERSION: &str = "4.14.1";

/// Installs the script into the tools folder, where `vouch_tests::axe` finds it.
pub(super) fn install(house: &House) -> Result<()> {
    let folder = house.tools.join("axe-core");
    let package = folder.join("node_modules/axe-core/package.json");
    let version = format!("\"version\": \"{VERSION}\"");
    if fs::read_to_string(&package).is_ok_and(|text| text.contains(&version)) {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    let mut command = house.command("npm")?;
    command.arg("install").arg("--prefix").arg(&folder);
    command.args(["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
    command.arg(format!("axe-core@{VERSION}"));
    step::quiet("installing axe-core from npm", &mut command, &log(house, "axe-core"))
}
