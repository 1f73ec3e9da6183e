//! The rows of the queries as records. A column that a query does not give is one that the store
//! does not keep: times are then not asked for, and counts follow the state of the order.

use super::amount;
use super::field::{Fields, Key};
use super::states::States;
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord, RecentRecord, StoreState};
use sqlx::any::AnyRow;
use time::OffsetDateTime;
use vouch_shared::order::OrderState::{
    self, Cancelled, Delayed, Delivered, Packed, Paid, PartlyReturned, PartlyShipped, Refunded,
    Returned, Shipped, Unpaid,
};

/// The times of an order that a store may not keep.
const TIMES: [&str; 7] = [
    "paid_at",
    "packed_at",
    "shipped_at",
    "delivered_at",
    "returned_at",
    "cancelled_at",
    "refunded_at",
];

/// What a row of the order query tells.
pub(crate) fn order(
    row: &AnyRow,
    states: &States,
    currency: Option<&str>,
) -> Result<OrderRecord, String> {
    let fields = Fields { query: "order", row };
    let state = fields.needed("state", Fields::text)?;
    let [total, lines, shipping, discount, refunded] = amounts(&fields, currency)?;
    Ok(OrderRecord {
        id: fields.needed("id", Fields::id)?.to_string(),
        number: fields.needed("number", Fields::text)?,
        state: StoreState { means: states.meaning(&state), name: state },
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
        currency: currency.map(str::to_owned),
        unkept: TIMES.into_iter().filter(|column| !fields.gives(column)).collect(),
        total_minor: total,
        lines_minor: lines,
        shipping_minor: shipping,
        discount_minor: discount,
        refunded_minor: refunded,
    })
}

/// The order's currency, which amounts with decimals need.
pub(crate) fn currency(row: &AnyRow) -> Result<Option<String>, String> {
    Fields { query: "order", row }.text("currency")
}

/// Total, lines, shipping, discount, refunded. Where one of them had to be rounded, those that
/// only serve to sum are left out.
fn amounts(fields: &Fields<'_>, currency: Option<&str>) -> Result<[Option<i64>; 5], String> {
    let columns = [
        ("total_minor", "total"),
        ("lines_minor", "lines"),
        ("shipping_minor", "shipping"),
        ("discount_minor", "discount"),
        ("refunded_minor", "refunded"),
    ];
    let mut amounts = [None; 5];
    for (amount, (minor, whole)) in amounts.iter_mut().zip(columns) {
        *amount = fields.amount(minor, whole, currency)?;
    }
    let exact = amounts.iter().flatten().all(|amount| amount.exact);
    let minor = amounts.map(|amount| amount.map(|amount| amount.minor));
    let [total, lines, shipping, discount, refunded] = minor;
    let for_sums = |amount: Option<i64>| amount.filter(|_| exact);
    Ok([total, for_sums(lines), for_sums(shipping), for_sums(discount), refunded])
}

/// What is known of an order when its items are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) state: Option<OrderState>,
    /// Whether any parcel was sent.
    pub(crate) sent: bool,
    pub(crate) currency: Option<&'a str>,
}

/// What a row of the recent query tells.
pub(crate) fn recent(row: &AnyRow, states: &States) -> Result<RecentRecord, String> {
    let fields = Fields { query: "recent", row };
    Ok(RecentRecord {
        number: fields.needed("number", Fields::text)?,
        email: fields.needed("email", Fields::text)?,
        placed_at: fields.needed("placed_at", Fields::time)?,
        state: fields.text("state")?.and_then(|name| states.meaning(&name)),
    })
}

/// What a row of the items query tells.
pub(crate) fn item(row: &AnyRow, around: Around<'_>) -> Result<ItemRecord, String> {
    let fields = Fields { query: "items", row };
    let quantity = fields.needed("quantity", Fields::count)?;
    let count = |column, of_state: fn(OrderState, bool) -> Option<bool>| {
        if fields.gives(column) {
            return fields.needed(column, Fields::count);
        }
        // A state that is not known stops the order before its counts are looked at.
        let Some(state) = around.state else { return Ok(0) };
        let all = of_state(state, around.sent).ok_or_else(|| {
            format!("the state is {}, but the items query gives no {column}", state.as_str())
        })?;
        Ok(if all { quantity } else { 0 })
    };
    let unit: Option<amount::Amount> = fields.amount("unit_minor", "unit", around.currency)?;
    Ok(ItemRecord {
        order_id: fields.needed("order_id", Fields::id)?.to_string(),
        line_id: fields.needed("line_id", Fields::id)?.to_string(),
        name: fields.needed("name", Fields::text)?,
        quantity,
        shipped: count("shipped", all_shipped)?,
        returned: count("returned", all_returned)?,
        unit_minor: unit.filter(|unit| unit.exact).map(|unit| unit.minor),
    })
}

/// Whether everything was sent by then, or nothing; absent where it is something between.
fn all_shipped(state: OrderState, sent: bool) -> Option<bool> {
    match state {
        Shipped | Delivered | PartlyReturned | Returned => Some(true),
        Unpaid | Paid | Packed | Cancelled => Some(false),
        Refunded => Some(sent),
        Delayed => (!sent).then_some(false),
        PartlyShipped => None,
    }
}

fn all_returned(state: OrderState, _: bool) -> Option<bool> {
    match state {
        Returned => Some(true),
        PartlyReturned => None,
        _ => Some(false),
    }
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
        items: fields.packed("items")?,
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
