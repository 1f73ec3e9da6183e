//! The latest orders of an address that the shop vouches for.

use super::order::{ListedOrder, RecentData};
use super::{RECENT, ShopifyStore};
use crate::orders::claim::Email;
use crate::orders::http::within;
use crate::orders::moment::parse_time;
use crate::orders::record::RecentRecord;
use serde_json::json;

impl ShopifyStore {
    /// One query within the time limit. Where an order stands is derived from much, so the list
    /// does not tell it.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Vec<RecentRecord>, String> {
        let asked = self.ask::<RecentData>(RECENT, json!({ "search": search(email) }));
        let data = within(self.timeout, asked).await?;
        data.orders.nodes.into_iter().map(record).collect()
    }
}

fn record(order: ListedOrder) -> Result<RecentRecord, String> {
    let placed_at = parse_time(&order.created_at)
        .ok_or_else(|| format!("createdAt is {:?}, which is no time", order.created_at))?;
    Ok(RecentRecord {
        number: order.name,
        email: order.email.unwrap_or_default(),
        placed_at,
        state: None,
    })
}

/// An address may hold what means something in a search.
pub(super) fn search(email: &Email) -> String {
    format!("email:\"{}\"", email.as_str().replace('\\', "\\\\").replace('"', "\\\""))
}
