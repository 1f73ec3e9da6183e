//! `vouch orders check`.

use super::{Context, output};
use crate::orders::{OrderNumber, OrderReader};
use anyhow::Context as _;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Orders {
    /// Connect, run the queries, and explain what is missing or of the wrong type.
    Check {
        #[arg(long)]
        site: String,
        /// Also read this order and say what each check makes of it.
        #[arg(long)]
        number: Option<String>,
    },
}

impl Orders {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let Self::Check { site, number } = self;
        let site = context.site(&site)?;
        let orders = site.orders.as_ref().with_context(|| {
            format!("`{}` has no [site.orders]; shoppers' order questions go to people", site.key)
        })?;
        let number = number.as_deref().map(OrderNumber::parse).transpose()?;
        let now = context.clock.now();
        let report = OrderReader::new(orders)?.check(number.as_ref(), now).await;
        if context.json {
            output::say_json(&report)?;
        } else {
            for finding in &report.findings {
                let mark = match (finding.ok, finding.warning) {
                    (false, _) => "WRONG",
                    (true, true) => "WARN ",
                    (true, false) => "ok   ",
                };
                output::say(&format!("{mark}  {}: {}", finding.subject, finding.detail));
            }
        }
        Ok(if report.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
