//! The engine's laboratory: training its coefficients and measuring it. The work itself is the
//! program of `tests/lab`.

use crate::house::House;
use crate::{step, tools};
use anyhow::{Result, ensure};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Where the public questions are.
#[derive(clap::Args)]
pub(crate) struct Data {
    /// The folder with clinc150.jsonl and storefront.jsonl.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
}

/// Measures the engine on the validation parts of the public sets.
pub(crate) fn bench(house: &House, data: &Data) -> Result<()> {
    run(house, data, &["bench".as_ref()])
}

/// Trains the coefficients that the engine compiles in.
pub(crate) fn train(house: &House, data: &Data, version: &str) -> Result<()> {
    let out = house.root.join("engine/src/shipped");
    let arguments = ["train-calibrator".as_ref(), "--out".as_ref(), out.as_os_str()];
    let version: [&OsStr; 2] = ["--version".as_ref(), version.as_ref()];
    run(house, data, &[arguments.as_slice(), version.as_slice()].concat())
}

fn run(house: &House, data: &Data, arguments: &[&OsStr]) -> Result<()> {
    tools::install_weights(house)?;
    let folder = house.root.join(&data.data);
    ensure!(
        folder.join("clinc150.jsonl").is_file(),
        "{} has no clinc150.jsonl: name the folder with --data; docs/engine.md says what it holds",
        folder.display()
    );
    let mut command = house.cargo(&["run", "--release", "--package", "vouch-lab", "--"])?;
    command.args(arguments).arg("--data").arg(folder);
    command.arg("--weights").arg(house.root.join(Path::new("weights/minilm-l6-v2-int8.vouch")));
    step::shown("the laboratory", &mut command)
}
