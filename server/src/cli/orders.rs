//! `vouch orders check`.

use super::{Context, output};
use crate::orders::OrderReader;
use anyhow::Context as _;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Orders {
    /// Connect, run the queries, and explain what is missing or of the wrong type.
    Check {
        #[arg(long)]
        site: String,
    },
}

impl Orders {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let Self::Check { site } = self;
        let site = context.site(&site)?;
        let orders = site.orders.as_ref().with_context(|| {
            format!("`{}` has no [site.orders]; shoppers' order questions go to people", site.key)
        })?;
        let report = OrderReader::new(orders)?.check().await;
        if context.json {
            output::say_json(&report)?;
        } else {
            output::say(&report.to_string());
        }
        Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
