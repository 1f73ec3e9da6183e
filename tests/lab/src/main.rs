//! The laboratory: trains the shipped calibrator and measures the engine on public questions.
//! `cargo xtask train-calibrator` and `cargo xtask bench --engine` run it.

mod bench;
mod data;
mod table;
mod train;

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;

#[derive(Parser)]
enum Task {
    /// Train the shipped coefficients and write them into the engine's sources.
    TrainCalibrator {
        /// The folder with clinc150.jsonl and storefront.jsonl.
        #[arg(long)]
        data: PathBuf,
        /// The packed encoder.
        #[arg(long)]
        weights: PathBuf,
        /// The folder of coefficient files.
        #[arg(long)]
        out: PathBuf,
        /// The version to write into them: today's date.
        #[arg(long)]
        version: String,
        /// How many shops are simulated a source.
        #[arg(long, default_value_t = 240)]
        shops: usize,
        /// Leave a source out, to see what the others teach about it.
        #[arg(long)]
        without: Vec<String>,
    },
    /// Measure the engine on the parts of the public sets that are for it.
    Bench {
        /// The folder with clinc150.jsonl and storefront.jsonl.
        #[arg(long)]
        data: PathBuf,
        /// The packed encoder.
        #[arg(long)]
        weights: PathBuf,
        /// Only what has this in its name.
        #[arg(long, default_value = "")]
        only: String,
        /// How many shops are simulated a source for the coefficients that have not seen a set;
        /// 0 to use those that ship, which have seen its training part.
        #[arg(long, default_value_t = 240)]
        shops: usize,
    },
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::TrainCalibrator { data, weights, out, version, shops, without } => {
            train::run(&data, &weights, &out, &version, shops, &without)
        }
        Task::Bench { data, weights, only, shops } => bench::run(&data, &weights, &only, shops),
    }
}
