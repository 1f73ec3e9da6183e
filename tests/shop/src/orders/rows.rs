//! The rows of the shop's tables, as they are written. Times are seconds since 1970.

use super::status::Status;
use crate::money::Currency;

/// A moment, in seconds since 1970.
pub(super) type Moment = i64;

#[derive(Clone, Debug)]
pub(super) struct CustomerRow {
    pub(super) id: i64,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) country: &'static str,
    pub(super) city: &'static str,
    pub(super) postcode: String,
}

#[derive(Debug)]
pub(super) struct OrderRow {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) customer: CustomerRow,
    pub(super) status: Status,
    pub(super) currency: Currency,
    pub(super) shipping_minor: i64,
    pub(super) discount_minor: i64,
    pub(super) total_minor: i64,
    pub(super) created_at: Moment,
    pub(super) promised_by: Moment,
    pub(super) cancelled_at: Option<Moment>,
    pub(super) updated_at: Moment,
}

#[derive(Debug)]
pub(super) struct LineRow {
    pub(super) id: i64,
    pub(super) order_id: i64,
    pub(super) sku: String,
    pub(super) title: String,
    pub(super) quantity: i64,
    pub(super) unit_minor: i64,
}

#[derive(Debug)]
pub(super) struct PaymentRow {
    pub(super) order_id: i64,
    pub(super) method: &'static str,
    pub(super) status: &'static str,
    pub(super) amount_minor: i64,
    pub(super) created_at: Moment,
    pub(super) captured_at: Option<Moment>,
}

#[derive(Debug)]
pub(super) struct ShipmentRow {
    pub(super) id: i64,
    pub(super) order_id: i64,
    pub(super) carrier: &'static str,
    pub(super) tracking_number: String,
    pub(super) tracking_url: String,
    pub(super) label_created_at: Moment,
    pub(super) dispatched_at: Option<Moment>,
    pub(super) estimated_at: Moment,
    pub(super) delivered_at: Option<Moment>,
}

/// How many of a line went into a shipment or came back in a return.
#[derive(Debug)]
pub(super) struct PartRow {
    pub(super) owner_id: i64,
    pub(super) line_id: i64,
    pub(super) quantity: i64,
}

#[derive(Debug)]
pub(super) struct ReturnRow {
    pub(super) id: i64,
    pub(super) order_id: i64,
    pub(super) reason: &'static str,
    pub(super) requested_at: Moment,
    pub(super) received_at: Option<Moment>,
}

#[derive(Debug)]
pub(super) struct RefundRow {
    pub(super) order_id: i64,
    pub(super) amount_minor: i64,
    pub(super) reason: &'static str,
    pub(super) created_at: Moment,
}

/// Everything that is going to be in the database.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) customers: Vec<CustomerRow>,
    pub(super) orders: Vec<OrderRow>,
    pub(super) lines: Vec<LineRow>,
    pub(super) payments: Vec<PaymentRow>,
    pub(super) shipments: Vec<ShipmentRow>,
    pub(super) shipment_lines: Vec<PartRow>,
    pub(super) returns: Vec<ReturnRow>,
    pub(super) return_lines: Vec<PartRow>,
    pub(super) refunds: Vec<RefundRow>,
}
