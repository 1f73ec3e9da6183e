//! Connecting a site's orders: tried first, with the connector's own explanations, then kept.

use super::file::SiteFile;
use super::refused;
use crate::app::App;
use crate::config::Site;
use crate::error::Error;
use crate::orders::{OrderNumber, OrderReader};
use crate::staff::audit::Actor;
use serde_json::json;
use toml::{Table, Value};
use vouch_shared::id::SiteKey;
use vouch_shared::setup::{OrdersConnection, OrdersFinding, OrdersFindings};

/// Connects as the settings say and tells what was found. Nothing is kept.
pub async fn try_out(
    app: &App,
    site: &SiteKey,
    connection: &OrdersConnection,
) -> Result<OrdersFindings, Error> {
    let mut table = Table::new();
    table.insert("orders".to_owned(), Value::Table(orders_table(connection)));
    let tried: Site = app.config.tried(site, table).map_err(|error| refused(&error))?;
    let number = connection.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
    let number = number.map(OrderNumber::parse).transpose();
    let number = number.map_err(|error| Error::invalid("number", error.to_string()))?;
    let Some(orders) = &tried.orders else { return Err(Error::invalid("url", "is missing")) };
    let reader = OrderReader::new(orders);
    let reader = reader.map_err(|error| Error::invalid("url", error.to_string()))?;
    let report = reader.check(number.as_ref(), app.clock.now()).await;
    let good = report.is_ok();
    let finding = |finding: crate::orders::Finding| OrdersFinding {
        subject: finding.subject,
        ok: finding.ok,
        warning: finding.warning,
        detail: finding.detail,
    };
    Ok(OrdersFindings { good, findings: report.findings.into_iter().map(finding).collect() })
}

/// Keeps a connection in which nothing is wrong.
pub async fn keep(
    app: &App,
    site: &SiteKey,
    connection: &OrdersConnection,
    by: &Actor<'_>,
) -> Result<OrdersFindings, Error> {
    let findings = try_out(app, site, connection).await?;
    if !findings.good {
        return Ok(findings);
    }
    let mut file = SiteFile::open(app, site).await?;
    file.table.insert("orders".to_owned(), Value::Table(orders_table(connection)));
    let detail = json!({"preset": connection.preset, "place": place(&connection.url)});
    file.keep(&by.did("site.orders", site.as_str(), &detail)).await?;
    Ok(findings)
}

fn orders_table(connection: &OrdersConnection) -> Table {
    let given = [
        ("preset", Some(&connection.preset)),
        ("url", Some(&connection.url)),
        ("key", connection.key.as_ref()),
        ("api_version", connection.api_version.as_ref()),
        ("allow_writable_role", connection.allow_writable_role.as_ref()),
    ];
    let filled = given.into_iter().filter_map(|(key, value)| {
        let value = value?.trim();
        (!value.is_empty()).then(|| (key.to_owned(), Value::String(value.to_owned())))
    });
    filled.collect()
}

/// The kind of address that a connection string is. More of it is not told: where its password
/// ends is for its own parser to say.
pub(super) fn place(url: &str) -> String {
    url.split(':').next().unwrap_or_default().to_owned()
}
