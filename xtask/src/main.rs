//! The commands of the house: `cargo xtask setup`, `demo`, `test`, `bench` and `widget`. They spawn
//! cargo and the built programs and link none of them but the encoder, which packs its
//! weights, so that they are quick to build.

mod bench;
mod demo;
mod house;
mod lab;
mod step;
mod stores;
mod test;
mod tools;
mod widget;

use anyhow::Result;
use clap::Parser;
use house::House;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Set-up, demo, test, bench")]
enum Task {
    /// Install what the demo needs and this machine lacks.
    Setup {
        /// Also what the tests and checks need: a browser, database servers, cargo tools.
        #[arg(long)]
        tests: bool,
    },
    /// Build everything and serve the demo shop with the chat on it.
    Demo {
        /// Ask the sample questions on free ports, verify every answer, and exit.
        #[arg(long)]
        check: bool,
        /// Where the chat server listens; the storefront takes the next port.
        #[arg(long, default_value_t = 8787, conflicts_with = "check")]
        port: u16,
    },
    /// Install what the tests need, then run them all, or those whose names hold a filter.
    Test {
        filters: Vec<String>,
        /// Only those that install real stores (Medusa, Vendure, django-oscar) and read their orders.
        #[arg(long)]
        stores: bool,
    },
    /// Print what a shopper's browser downloads, and the budgets.
    Bench {
        /// Measure the answer engine on public questions instead.
        #[arg(long, conflicts_with = "orders")]
        engine: bool,
        /// Measure reading orders of stores with up to five million of them instead.
        #[arg(long)]
        orders: bool,
        #[command(flatten)]
        data: lab::Data,
    },
    /// Train the engine's shipped coefficients on public questions.
    TrainCalibrator {
        #[command(flatten)]
        data: lab::Data,
        /// The version to write into the files: today's date.
        #[arg(long)]
        version: String,
    },
    /// Build the widget into dist/.
    Widget,
}

fn main() -> Result<()> {
    let house = House::find()?;
    match Task::parse() {
        Task::Setup { tests } => {
            tools::install_weights(&house)?;
            tools::install_for_widget(&house)?;
            if tests { tools::install_for_tests(&house) } else { Ok(()) }
        }
        Task::Demo { check: false, port } => demo::serve(&house, port),
        Task::Demo { check: true, .. } => demo::check_release(&house),
        Task::Test { filters, stores: false } => test::run(&house, &filters),
        Task::Test { filters, stores: true } => test::run_stores(&house, &filters),
        Task::Bench { engine: true, data, .. } => lab::bench(&house, &data),
        Task::Bench { orders: true, .. } => bench::orders(&house),
        Task::Bench { .. } => bench::run(&house),
        Task::TrainCalibrator { data, version } => lab::train(&house, &data, &version),
        Task::Widget => widget::build(&house),
    }
}
