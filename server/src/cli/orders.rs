//! `vouch orders check` and `vouch orders template`.

use super::{Context, output};
use crate::config::Site;
use crate::knowledge::material::Material;
use crate::orders::{OrderNumber, OrderReader, OrdersConfig, Report};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// A `[site.orders]` to start from, for a store that no preset knows.
const TEMPLATE: &str = include_str!("orders.toml");

#[derive(Debug, Subcommand)]
pub(super) enum Orders {
    /// Connect, run the queries, and explain what is missing or of the wrong type.
    Check(Check),
    /// Print a commented `[site.orders]` to start from, for a store that no preset knows.
    Template,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(long)]
    site: String,
    /// Also read this order and say what each check makes of it.
    #[arg(long)]
    number: Option<String>,
}

/// Prints the template.
pub(super) fn template() -> ExitCode {
    output::say(TEMPLATE.trim_end());
    ExitCode::SUCCESS
}

impl Check {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let site = context.site(&self.site)?;
        let orders = site.orders.as_ref().with_context(|| {
            format!("`{}` has no [site.orders]; shoppers' order questions go to people", site.key)
        })?;
        let number = self.number.as_deref().map(OrderNumber::parse).transpose()?;
        let now = context.clock.now();
        let mut report = OrderReader::new(orders)?.check(number.as_ref(), now).await;
        check_next(context, site, orders, &mut report).await?;
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

/// Whether each text that `[site.orders.next]` names is approved, published and in force, in every
/// language that the site has published. Otherwise shoppers are shown nothing in its place.
async fn check_next(
    context: &Context,
    site: &Site,
    orders: &OrdersConfig,
    report: &mut Report,
) -> anyhow::Result<()> {
    if orders.next.is_empty() {
        return Ok(());
    }
    let materials = Material::load(&context.store().await?, site, &context.today()).await?;
    let mut next: Vec<_> = orders.next.iter().collect();
    next.sort_by_key(|(state, _)| state.as_str());
    for (state, answer) in next {
        let lacks = |(_, material): &(&String, &Material)| !material.sections.contains_key(answer);
        let lacking: Vec<&str> =
            materials.iter().filter(lacks).map(|(locale, _)| locale.as_str()).collect();
        let subject = format!("next.{}", state.as_str());
        if materials.is_empty() {
            report.warn(subject, super::nothing_published(site));
        } else if lacking.is_empty() {
            report.add(subject, true, format!("shows {}", answer.as_str()));
        } else {
            let locales = lacking.join(", ");
            report.warn(subject, format!(
                "{} is not in force in {locales}, so nothing is shown below the order; publish it, \
                 or name another (`vouch knowledge list` has them)",
                answer.as_str()
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_template_is_a_configuration() {
        let text = format!("[[site]]\nkey = \"pk_a\"\nname = \"A\"\n{TEMPLATE}");
        let config = crate::config::parse(&text, "vouch.toml", std::iter::empty()).unwrap();
        let orders = config.site[0].orders.as_ref().unwrap();
        assert!(OrderReader::new(orders).is_ok());
        assert_eq!(orders.states.len(), 2);
    }
}
