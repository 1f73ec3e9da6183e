//! The rows of the three queries as typed records.

use crate::orders::field::{Fields, Key};
use sqlx::any::AnyRow;
use time::OffsetDateTime;

/// What the order query tells, apart from the proofs.
#[derive(Clone, Debug)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) state: String,
    pub(crate) placed_at: OffsetDateTime,
    pub(crate) paid_at: Option<OffsetDateTime>,
    pub(crate) packed_at: Option<OffsetDateTime>,
    pub(crate) shipped_at: Option<OffsetDateTime>,
    pub(crate) delivered_at: Option<OffsetDateTime>,
    pub(crate) returned_at: Option<OffsetDateTime>,
    pub(crate) cancelled_at: Option<OffsetDateTime>,
    pub(crate) refunded_at: Option<OffsetDateTime>,
    pub(crate) updated_at: Option<OffsetDateTime>,
    pub(crate) total_minor: Option<i64>,
    pub(crate) lines_minor: Option<i64>,
    pub(crate) shipping_minor: Option<i64>,
    pub(crate) discount_minor: Option<i64>,
    pub(crate) refunded_minor: Option<i64>,
}

/// One line of an order.
#[derive(Clone, Debug)]
pub(crate) struct ItemRecord {
    pub(crate) order_id: String,
    pub(crate) line_id: String,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) shipped: u32,
    pub(crate) returned: u32,
    pub(crate) unit_minor: Option<i64>,
}

/// One parcel of an order.
#[derive(Clone, Debug)]
pub(crate) struct ParcelRecord {
    pub(crate) order_id: String,
    pub(crate) parcel_id: String,
    pub(crate) carrier: String,
    pub(crate) tracking_number: Option<String>,
    pub(crate) tracking_url: Option<String>,
    pub(crate) shipped_at: Option<OffsetDateTime>,
    pub(crate) expected_at: Option<OffsetDateTime>,
    pub(crate) delivered_at: Option<OffsetDateTime>,
}

impl OrderRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "order", row };
        Ok(Self {
            id: fields.needed("id", Fields::id)?.to_string(),
            number: fields.needed("number", Fields::text)?,
            state: fields.needed("state", Fields::text)?,
            placed_at: fields.needed("placed_at", Fields::time)?,
            paid_at: fields.time("paid_at")?,
            packed_at: fields.time("packed_at")?,
            shipped_at: fields.time("shipped_at")?,
            delivered_at: fields.time("delivered_at")?,
            returned_at: fields.time("returned_at")?,
            cancelled_at: fields.time("cancelled_at")?,
            refunded_at: fields.time("refunded_at")?,
            updated_at: fields.time("updated_at")?,
            total_minor: fields.integer("total_minor")?,
            lines_minor: fields.integer("lines_minor")?,
            shipping_minor: fields.integer("shipping_minor")?,
            discount_minor: fields.integer("discount_minor")?,
            refunded_minor: fields.integer("refunded_minor")?,
        })
    }
}

impl ItemRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "items", row };
        Ok(Self {
            order_id: fields.needed("order_id", Fields::id)?.to_string(),
            line_id: fields.needed("line_id", Fields::id)?.to_string(),
            name: fields.needed("name", Fields::text)?,
            quantity: fields.needed("quantity", Fields::count)?,
            shipped: fields.needed("shipped", Fields::count)?,
            returned: fields.needed("returned", Fields::count)?,
            unit_minor: fields.integer("unit_minor")?,
        })
    }
}

impl ParcelRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "parcels", row };
        Ok(Self {
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
