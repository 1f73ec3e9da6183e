//! The documented columns of the queries.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Text,
    Integer,
    Time,
    /// With decimals, as text.
    Amount,
    /// JSON text.
    List,
}

/// One documented column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether the query has to give it at all; the rest may be left out.
    pub(crate) required: bool,
}

const fn required(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

pub(crate) const ORDER: &[Column] = &[
    required("id", Kind::Id),
    required("number", Kind::Text),
    required("email", Kind::Text),
    required("postcode", Kind::Text),
    required("state", Kind::Text),
    required("placed_at", Kind::Time),
    optional("paid_at", Kind::Time),
    optional("packed_at", Kind::Time),
    optional("shipped_at", Kind::Time),
    optional("delivered_at", Kind::Time),
    optional("returned_at", Kind::Time),
    optional("cancelled_at", Kind::Time),
    optional("refunded_at", Kind::Time),
    optional("expected_at", Kind::Time),
    optional("updated_at", Kind::Time),
    optional("delivery_address", Kind::Text),
    optional("currency", Kind::Text),
    optional("total_minor", Kind::Integer),
    optional("lines_minor", Kind::Integer),
    optional("shipping_minor", Kind::Integer),
    optional("discount_minor", Kind::Integer),
    optional("refunded_minor", Kind::Integer),
    optional("total", Kind::Amount),
    optional("lines", Kind::Amount),
    optional("shipping", Kind::Amount),
    optional("discount", Kind::Amount),
    optional("refunded", Kind::Amount),
];

pub(crate) const ITEMS: &[Column] = &[
    required("order_id", Kind::Id),
    required("line_id", Kind::Id),
    required("name", Kind::Text),
    required("quantity", Kind::Integer),
    optional("shipped", Kind::Integer),
    optional("returned", Kind::Integer),
    optional("unit_minor", Kind::Integer),
    optional("unit", Kind::Amount),
];

pub(crate) const PARCELS: &[Column] = &[
    required("order_id", Kind::Id),
    required("parcel_id", Kind::Id),
    required("carrier", Kind::Text),
    optional("tracking_number", Kind::Text),
    optional("tracking_url", Kind::Text),
    optional("shipped_at", Kind::Time),
    optional("expected_at", Kind::Time),
    optional("delivered_at", Kind::Time),
    optional("items", Kind::List),
];

pub(crate) const RECENT: &[Column] = &[
    required("number", Kind::Text),
    required("email", Kind::Text),
    required("placed_at", Kind::Time),
    required("state", Kind::Text),
];

pub(crate) const FRESHNESS: &[Column] = &[required("read_until", Kind::Time)];
