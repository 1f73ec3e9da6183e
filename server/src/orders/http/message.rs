//! The body of a signed request and of its answer. `docs/schemas/` describes both to owners, and
//! tests hold messages, schemas and documentation together.

use crate::orders::moment::parse_time;
use crate::orders::proof;
use crate::orders::reading::{
    Asker, MAX_ITEMS, MAX_ORDERS, MAX_PARCELS, MAX_TEXT_CHARS, Reading, Records,
};
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord, StoreState};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use vouch_shared::order::OrderState;

/// What is asked.
#[derive(Debug, Serialize)]
pub(crate) struct Question<'a> {
    pub(crate) version: u8,
    /// New for each request, so that an endpoint can refuse one that it has seen.
    pub(crate) request_id: &'a str,
    /// Without `#`, in upper case.
    pub(crate) number: &'a str,
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
        let mut json = serde_json::Deserializer::from_slice(body);
        let reply: Self = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| format!("the answer is not as documented: {error}"))?;
        json.end().map_err(|error| format!("the answer is not one JSON text: {error}"))?;
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
        }
    }
}

/// A text that says something and is not too long.
#[derive(Debug)]
struct Text(String);

/// A store's own id: a text or an integer.
#[derive(Debug)]
struct Id(String);

/// A time in RFC 3339; without a zone it is UTC.
#[derive(Debug)]
pub(crate) struct Time(OffsetDateTime);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let trimmed = text.trim();
        match trimmed.chars().count() {
            0 => Err(serde::de::Error::custom("is empty; give null where there is nothing")),
            1..=MAX_TEXT_CHARS => Ok(Self(trimmed.to_owned())),
            _ => Err(serde::de::Error::custom("is longer than 1000 characters")),
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "an id is a text or an integer")]
        enum Written {
            Integer(i64),
            Text(Text),
        }
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Integer(id) => id.to_string(),
            Written::Text(text) => text.0,
        }))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_time(text.trim())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("is no time such as 2026-11-01T10:00:00Z"))
    }
}
