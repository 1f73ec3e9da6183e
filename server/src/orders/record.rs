//! What stores tell of an order, as typed records.

use time::OffsetDateTime;
use vouch_shared::order::OrderState;

/// Where an order stands, in the store's word and in ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreState {
    /// What the store calls it.
    pub(crate) name: String,
    /// What that means; absent where nobody said.
    pub(crate) means: Option<OrderState>,
}

/// What a store tells of the order itself, apart from the proofs.
#[derive(Clone, Debug)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) state: StoreState,
    pub(crate) placed_at: OffsetDateTime,
    pub(crate) paid_at: Option<OffsetDateTime>,
    pub(crate) packed_at: Option<OffsetDateTime>,
    pub(crate) shipped_at: Option<OffsetDateTime>,
    pub(crate) delivered_at: Option<OffsetDateTime>,
    pub(crate) returned_at: Option<OffsetDateTime>,
    pub(crate) cancelled_at: Option<OffsetDateTime>,
    pub(crate) refunded_at: Option<OffsetDateTime>,
    pub(crate) updated_at: Option<OffsetDateTime>,
    /// Where the order's own mail goes; empty where the store has none.
    pub(crate) email: String,
    /// One line of the delivery address a line.
    pub(crate) delivery_address: Option<String>,
    pub(crate) currency: Option<String>,
    /// The times that this store does not keep at all, by the names above: that one is absent
    /// then contradicts nothing.
    pub(crate) unkept: Vec<&'static str>,
    pub(crate) total_minor: Option<i64>,
    pub(crate) lines_minor: Option<i64>,
    pub(crate) shipping_minor: Option<i64>,
    pub(crate) discount_minor: Option<i64>,
    pub(crate) refunded_minor: Option<i64>,
}

/// One order of somebody's, as a list tells it.
#[derive(Clone, Debug)]
pub(crate) struct RecentRecord {
    pub(crate) number: String,
    pub(crate) email: String,
    pub(crate) placed_at: OffsetDateTime,
    /// Absent where the store's word for it has no meaning that we know.
    pub(crate) state: Option<OrderState>,
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
    /// Absent where the store does not tell what is in it.
    pub(crate) items: Option<Vec<PackedItem>>,
}

/// So many units of a line, in a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackedItem {
    pub(crate) line_id: String,
    pub(crate) quantity: u32,
}
