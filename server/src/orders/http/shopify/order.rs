//! The data of the two queries, as Shopify writes them.

use serde::Deserialize;

/// The data of `find.graphql`.
#[derive(Debug, Deserialize)]
pub(super) struct FindData {
    pub(super) orders: Nodes<FoundOrder>,
}

/// What tells whether an order is the one that was asked for, and whose it is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundOrder {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) updated_at: String,
    pub(super) shipping_address: Option<Address>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub(super) zip: Option<String>,
}

/// The data of `recent.graphql`.
#[derive(Debug, Deserialize)]
pub(super) struct RecentData {
    pub(super) orders: Nodes<ListedOrder>,
}

/// One order of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListedOrder {
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) created_at: String,
}

/// The data of `order.graphql`.
#[derive(Debug, Deserialize)]
pub(super) struct OrderData {
    pub(super) order: Option<ShopifyOrder>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShopifyOrder {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) shipping_address: Option<AddressLines>,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) cancelled_at: Option<String>,
    pub(super) display_financial_status: Option<String>,
    pub(super) display_fulfillment_status: String,
    pub(super) total_price_set: MoneyBag,
    pub(super) total_refunded_set: MoneyBag,
    pub(super) transactions: Vec<Transaction>,
    pub(super) line_items: Page<LineItem>,
    pub(super) fulfillments: Vec<Fulfillment>,
    pub(super) refunds: Vec<Refund>,
    pub(super) returns: Page<Return>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AddressLines {
    pub(super) formatted: Vec<String>,
}

/// A list that is not paged, because nothing more of it is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Nodes<T> {
    pub(super) nodes: Vec<T>,
}

/// A page of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    page_info: PageInfo,
    nodes: Vec<T>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MoneyBag {
    pub(super) shop_money: Money,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Money {
    pub(super) amount: String,
    pub(super) currency_code: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Transaction {
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) processed_at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LineItem {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) quantity: u32,
    /// Without the units that were refunded or taken out.
    pub(super) current_quantity: u32,
    pub(super) unfulfilled_quantity: u32,
    pub(super) requires_shipping: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fulfillment {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) display_status: Option<String>,
    pub(super) created_at: String,
    pub(super) estimated_delivery_at: Option<String>,
    pub(super) delivered_at: Option<String>,
    pub(super) tracking_info: Vec<Tracking>,
    #[serde(rename = "fulfillmentLineItems")]
    pub(super) lines: Page<FulfillmentLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tracking {
    pub(super) company: Option<String>,
    pub(super) number: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FulfillmentLine {
    pub(super) quantity: Option<u32>,
    pub(super) line_item: LineId,
}

#[derive(Debug, Deserialize)]
pub(super) struct LineId {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Refund {
    pub(super) created_at: Option<String>,
    /// Present where the refund belongs to a return, which counts the units then.
    pub(super) r#return: Option<LineId>,
    #[serde(rename = "refundLineItems")]
    pub(super) lines: Page<RefundLine>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefundLine {
    pub(super) quantity: u32,
    pub(super) restock_type: String,
    pub(super) line_item: LineId,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Return {
    pub(super) closed_at: Option<String>,
    pub(super) return_line_items: Page<ReturnLine>,
}

/// Other kinds of lines than those of bought goods come as empty objects.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReturnLine {
    #[serde(default)]
    pub(super) processed_quantity: u32,
    pub(super) fulfillment_line_item: Option<FulfilledLine>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FulfilledLine {
    pub(super) line_item: LineId,
}

impl<T> Page<T> {
    /// Everything there is, or what is more than one page.
    pub(super) fn all(&self, what: &str) -> Result<&[T], String> {
        if self.page_info.has_next_page {
            return Err(format!("more than {} {what}", self.nodes.len()));
        }
        Ok(&self.nodes)
    }
}
