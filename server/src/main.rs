//! `vouch`: one binary for the server and its command line.

use clap::Parser as _;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    vouch_server::cli::run(vouch_server::cli::Arguments::parse()).await
}
