//! The mail server that tests send to (aiosmtpd, from `PyPI`), in a folder of its own.

use super::log;
use crate::house::House;
use crate::step;
use anyhow::Result;

const PACKAGE: &str = "aiosmtpd==1.4.6";

/// Installs it, unless it is there.
pub(super) fn install(house: &House) -> Result<()> {
    let folder = house.tools.join("mail");
    let python = folder.join("bin/python");
    let is_there = house.command(&python)?.args(["-c", "import aiosmtpd"]).output();
    if is_there.is_ok_and(|answer| answer.status.success()) {
        return Ok(());
    }
    let mut make = house.command("python3")?;
    make.args(["-m", "venv"]).arg(&folder);
    step::quiet("making a place for the mail server", &mut make, &log(house, "mail-venv"))?;
    let mut install = house.command(&python)?;
    install.args(["-m", "pip", "install", "--quiet", PACKAGE]);
    step::quiet("installing the mail server", &mut install, &log(house, "mail"))
}
