//! What an owner is told about the shop: whether the token and the version are accepted, and how
//! Shopify's words are read.

use super::order::{FindData, OrderData, RecentData};
use super::recent::search;
use super::state::EXPLAINED;
use super::{FIND, NOTHING, ORDER, RECENT, ShopifyStore};
use crate::orders::claim::Email;
use crate::orders::http::within;
use crate::orders::report::Report;
use serde_json::json;

impl ShopifyStore {
    /// Runs every query for an order and an address that no shop has. Whether the token may see an order's
    /// e-mail address shows with a real number only.
    pub(crate) async fn check(&self, report: &mut Report) {
        let find = self.ask::<FindData>(FIND, json!({ "search": "name:\"?\"" }));
        let order = self.ask::<OrderData>(ORDER, json!({ "id": NOTHING }));
        let nobody = Email::parse("nobody@shop.example").expect("it is an address");
        let asked = within(self.timeout, async {
            find.await?;
            self.ask::<RecentData>(RECENT, json!({ "search": search(&nobody) })).await?;
            order.await.map(drop)
        })
        .await;
        if let Err(error) = asked {
            return report.add("connection", false, format!("{}: {error}", self.host));
        }
        let version = &self.version;
        report.add("connection", true, format!("the queries run on Admin API {version}"));
        for (theirs, ours) in EXPLAINED {
            report.add("state", true, format!("{theirs}: {ours}"));
        }
    }
}
