//! Everything that shows that Vouch keeps its promises.

use crate::house::House;
use crate::{demo, step, stores, tools, widget};
use anyhow::Result;

/// Runs all tests, or those whose names hold one of the filters.
pub(crate) fn run(house: &House, filters: &[String]) -> Result<()> {
    prepare(house)?;
    let mut tests = house.cargo(&["nextest", "run"])?;
    step::shown("running the tests", tests.args(filters))?;
    if filters.is_empty() {
        // By themselves: together with the server they would share features that wasm never sees.
        let widget = ["nextest", "run", "-p", "vouch-ui", "-p", "vouch-widget"];
        step::shown("running the widget's own tests", &mut house.cargo(&widget)?)?;
        step::shown(
            "running the examples in the documentation",
            &mut house.cargo(&["test", "--doc"])?,
        )?;
        demo::check_debug(house)?;
    }
    Ok(())
}

/// Installs the real stores, has them place orders, and reads those through Vouch.
pub(crate) fn run_stores(house: &House, filters: &[String]) -> Result<()> {
    let stores = stores::install(house)?;
    prepare(house)?;
    // Of all packages, as they were just built: alone, this one would have everything built again.
    let words =
        ["nextest", "run", "--features", "vouch-tests/real-stores", "--test", "real_stores"];
    let mut tests = house.cargo(&words)?;
    step::shown("reading real stores", tests.env("VOUCH_STORES", stores).args(filters))
}

fn prepare(house: &House) -> Result<()> {
    tools::install_for_tests(house)?;
    tools::install_weights(house)?;
    widget::build(house)?;
    // Tests of one package start the programs of others, which only this builds.
    let mut build = house.cargo(&["build", "--all-targets"])?;
    step::shown("building everything for the tests", &mut build)
}
