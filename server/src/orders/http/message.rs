//! The body of a signed request and of its answer. `docs/schemas/` describes both to owners, and
//! tests hold messages, schemas and documentation together.

use crate::orders::claim::OrderNumber;
use crate::orders::proof;
use crate::orders::reading::{Asker, MAX_ITEMS, MAX_ORDERS, MAX_PARCELS, Reading, Records};
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord, StoreState};
use crate::orders::value::{self, Id, Packed, Text, Time};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vouch_shared::order::OrderState;

/// What is asked.
#[derive(Debug, Serialize)]
pub(crate) struct Question<A> {
    pub(crate) version: u8,
    /// New for each request, so that an endpoint can refuse one that it has seen.
    pub(crate) request_id: String,
    #[serde(flatten)]
    pub(crate) about: A,
}

/// The orders of a number.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct OfNumber<'a> {
    /// Without `#`, in upper case.
    number: &'a str,
}

impl<'a> OfNumber<'a> {
    pub(crate) fn new(number: &'a OrderNumber) -> Self {
        Self { number: number.as_str() }
    }
}

/// The version of both messages.
pub(crate) const VERSION: u8 = 1;

/// What is answered. Members that are not documented are passed over, so that both sides can grow.
#[derive(Debug, Deserialize)]
pub(crate) struct Reply {
    pub(crate) orders: Vec<Value>,
    #[serde(default)]
    pub(crate) read_until: Option<Time>,
}

impl Reply {
    /// Reads an answer as far as it is alike for every claim. The orders themselves are not looked
    /// into: an order that cannot be read would otherwise tell that there is one.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, String> {
        let reply: Self = one_json(body)?;
        if reply.orders.len() > MAX_ORDERS {
            return Err(format!("the answer holds more than {MAX_ORDERS} orders"));
        }
        Ok(reply)
    }

    pub(crate) fn reading(&self, by: Asker<'_>) -> Reading {
        Reading {
            orders: self.orders.len(),
            records: self.proven_order(by).map(records),
            read_until: self.read_until.as_ref().map(|time| time.0),
            asked: vec!["http"],
        }
    }

    /// The order that the proof fits. Every order is compared, so that the time tells nothing.
    fn proven_order(&self, by: Asker<'_>) -> Option<&Value> {
        let Asker::Shopper(proof) = by else { return self.orders.first() };
        let mut found = None;
        for order in &self.orders {
            let text = |name: &str| order.get(name).and_then(Value::as_str).unwrap_or_default();
            let fits = proof::fits(proof, text("email"), text("postcode"));
            found = if bool::from(fits) { Some(order) } else { found };
        }
        found
    }
}

/// The whole of an answer.
pub(crate) fn one_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let answer = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| format!("the answer is not as documented: {error}"))?;
    json.end().map_err(|error| format!("the answer is not one JSON text: {error}"))?;
    Ok(answer)
}

/// One order in full, or what of it cannot be read, by its path.
pub(crate) fn records(order: &Value) -> Result<Records, String> {
    let order: OrderMessage = serde_path_to_error::deserialize(order)
        .map_err(|error| format!("the order is not as documented: {error}"))?;
    for (name, count, most) in
        [("items", order.items.len(), MAX_ITEMS), ("parcels", order.parcels.len(), MAX_PARCELS)]
    {
        if count > most {
            return Err(format!("the order has more than {most} {name}"));
        }
    }
    Ok(order.into_records())
}

#[derive(Debug, Deserialize)]
struct OrderMessage {
    id: Id,
    number: Text,
    state: Text,
    store_state: Option<Text>,
    placed_at: Time,
    paid_at: Option<Time>,
    packed_at: Option<Time>,
    shipped_at: Option<Time>,
    delivered_at: Option<Time>,
    returned_at: Option<Time>,
    cancelled_at: Option<Time>,
    refunded_at: Option<Time>,
    updated_at: Option<Time>,
    /// Compared before; whatever is no text is no address.
    #[serde(default)]
    email: Value,
    delivery_address: Option<Text>,
    currency: Option<Text>,
    total_minor: Option<i64>,
    lines_minor: Option<i64>,
    shipping_minor: Option<i64>,
    discount_minor: Option<i64>,
    refunded_minor: Option<i64>,
    items: Vec<ItemMessage>,
    parcels: Vec<ParcelMessage>,
}

#[derive(Debug, Deserialize)]
struct ItemMessage {
    /// The order's own where it is left out.
    order_id: Option<Id>,
    line_id: Id,
    name: Text,
    quantity: u32,
    shipped: u32,
    returned: u32,
    unit_minor: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct ParcelMessage {
    order_id: Option<Id>,
    parcel_id: Id,
    carrier: Text,
    tracking_number: Option<Text>,
    tracking_url: Option<Text>,
    shipped_at: Option<Time>,
    expected_at: Option<Time>,
    delivered_at: Option<Time>,
    items: Option<Vec<Packed>>,
}

impl OrderMessage {
    fn into_records(self) -> Records {
        let time = |time: Option<Time>| time.map(|time| time.0);
        let id = self.id.0;
        let means = OrderState::parse(&self.state.0);
        let own_name = self.store_state.unwrap_or(self.state);
        Records {
            items: self.items.into_iter().map(|item| item.into_record(&id)).collect(),
            parcels: self.parcels.into_iter().map(|parcel| parcel.into_record(&id)).collect(),
            order: OrderRecord {
                id,
                number: self.number.0,
                state: StoreState { name: own_name.0, means },
                placed_at: self.placed_at.0,
                paid_at: time(self.paid_at),
                packed_at: time(self.packed_at),
                shipped_at: time(self.shipped_at),
                delivered_at: time(self.delivered_at),
                returned_at: time(self.returned_at),
                cancelled_at: time(self.cancelled_at),
                refunded_at: time(self.refunded_at),
                updated_at: time(self.updated_at),
                unkept: Vec::new(),
                email: self.email.as_str().unwrap_or_default().to_owned(),
                delivery_address: self.delivery_address.map(|text| text.0),
                currency: self.currency.map(|text| text.0),
                total_minor: self.total_minor,
                lines_minor: self.lines_minor,
                shipping_minor: self.shipping_minor,
                discount_minor: self.discount_minor,
                refunded_minor: self.refunded_minor,
            },
        }
    }
}

impl ItemMessage {
    fn into_record(self, order: &str) -> ItemRecord {
        ItemRecord {
            order_id: self.order_id.map_or_else(|| order.to_owned(), |id| id.0),
            line_id: self.line_id.0,
            name: self.name.0,
            quantity: self.quantity,
            shipped: self.shipped,
            returned: self.returned,
            unit_minor: self.unit_minor,
        }
    }
}

impl ParcelMessage {
    fn into_record(self, order: &str) -> ParcelRecord {
        ParcelRecord {
            order_id: self.order_id.map_or_else(|| order.to_owned(), |id| id.0),
            parcel_id: self.parcel_id.0,
            carrier: self.carrier.0,
            tracking_number: self.tracking_number.map(|text| text.0),
            tracking_url: self.tracking_url.map(|text| text.0),
            shipped_at: self.shipped_at.map(|time| time.0),
            expected_at: self.expected_at.map(|time| time.0),
            delivered_at: self.delivered_at.map(|time| time.0),
            items: self.items.and_then(value::packed),
        }
    }
}
