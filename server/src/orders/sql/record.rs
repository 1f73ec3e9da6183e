//! The rows of the queries as records.

use super::field::{Fields, Key};
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord, RecentRecord, StoreState};
use sqlx::any::AnyRow;
use time::OffsetDateTime;
use vouch_shared::order::OrderState;

/// What a row of the order query tells.
pub(crate) fn order(row: &AnyRow) -> Result<OrderRecord, String> {
    let fields = Fields { query: "order", row };
    Ok(OrderRecord {
        id: fields.needed("id", Fields::id)?.to_string(),
        number: fields.needed("number", Fields::text)?,
        state: state(fields.needed("state", Fields::text)?),
        placed_at: fields.needed("placed_at", Fields::time)?,
        paid_at: fields.time("paid_at")?,
        packed_at: fields.time("packed_at")?,
        shipped_at: fields.time("shipped_at")?,
        delivered_at: fields.time("delivered_at")?,
        returned_at: fields.time("returned_at")?,
        cancelled_at: fields.time("cancelled_at")?,
        refunded_at: fields.time("refunded_at")?,
        updated_at: fields.time("updated_at")?,
        email: fields.text("email")?.unwrap_or_default(),
        delivery_address: fields.text("delivery_address")?,
        currency: fields.text("currency")?,
        total_minor: fields.integer("total_minor")?,
        lines_minor: fields.integer("lines_minor")?,
        shipping_minor: fields.integer("shipping_minor")?,
        discount_minor: fields.integer("discount_minor")?,
        refunded_minor: fields.integer("refunded_minor")?,
    })
}

fn state(name: String) -> StoreState {
    StoreState { means: OrderState::parse(&name), name }
}

/// What a row of the recent query tells.
pub(crate) fn recent(row: &AnyRow) -> Result<RecentRecord, String> {
    let fields = Fields { query: "recent", row };
    Ok(RecentRecord {
        number: fields.needed("number", Fields::text)?,
        email: fields.needed("email", Fields::text)?,
        placed_at: fields.needed("placed_at", Fields::time)?,
        state: fields.text("state")?.and_then(|name| state(name).means),
    })
}

/// What a row of the items query tells.
pub(crate) fn item(row: &AnyRow) -> Result<ItemRecord, String> {
    let fields = Fields { query: "items", row };
    Ok(ItemRecord {
        order_id: fields.needed("order_id", Fields::id)?.to_string(),
        line_id: fields.needed("line_id", Fields::id)?.to_string(),
        name: fields.needed("name", Fields::text)?,
        quantity: fields.needed("quantity", Fields::count)?,
        shipped: fields.needed("shipped", Fields::count)?,
        returned: fields.needed("returned", Fields::count)?,
        unit_minor: fields.integer("unit_minor")?,
    })
}

/// What a row of the parcels query tells.
pub(crate) fn parcel(row: &AnyRow) -> Result<ParcelRecord, String> {
    let fields = Fields { query: "parcels", row };
    Ok(ParcelRecord {
        order_id: fields.needed("order_id", Fields::id)?.to_string(),
        parcel_id: fields.needed("parcel_id", Fields::id)?.to_string(),
        carrier: fields.needed("carrier", Fields::text)?,
        tracking_number: fields.text("tracking_number")?,
        tracking_url: fields.text("tracking_url")?,
        shipped_at: fields.time("shipped_at")?,
        expected_at: fields.time("expected_at")?,
        delivered_at: fields.time("delivered_at")?,
    })
}

/// The id in a row, if it has a usable one.
pub(crate) fn order_key(row: &AnyRow) -> Option<Key> {
    Fields { query: "order", row }.id("id").ok().flatten()
}

/// A proof column of an order row; empty where there is none.
pub(crate) fn stored_proof(row: &AnyRow, column: &'static str) -> String {
    Fields { query: "order", row }.text(column).ok().flatten().unwrap_or_default()
}

/// The time in the freshness query's row.
pub(crate) fn read_until(row: &AnyRow) -> Result<OffsetDateTime, String> {
    Fields { query: "freshness", row }.needed("read_until", Fields::time)
}
