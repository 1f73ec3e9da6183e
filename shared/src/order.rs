//! An order as a shopper sees it after the identity check. Amounts and address lines are there only
//! after stronger proof than a number and an e-mail address.

use crate::id::Timestamp;
use serde::{Deserialize, Serialize};

/// What a shopper can prove an order with, beside its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderProof {
    Email,
    Postcode,
    /// The code that was mailed to the order's e-mail address.
    Code,
}

/// A verified order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// As the store writes it.
    pub number: String,
    pub state: OrderState,
    /// `state` in the card's language.
    pub state_label: String,
    /// The store's own name of the state, where it says something else than `state_label`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_state: Option<String>,
    /// One sentence on what the state means, in the card's language.
    pub state_text: String,
    pub placed_at: Timestamp,
    /// The way of the order so far and what is still to come.
    pub steps: Vec<OrderStep>,
    pub items: Vec<OrderItem>,
    pub parcels: Vec<Parcel>,
    /// When the store's database was read.
    pub read_at: Timestamp,
    /// Only after a signed identity or a mailed code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Box<OrderDetails>>,
}

/// What only whoever placed the order may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderDetails {
    /// The lines of the delivery address; none where the store has none.
    pub address: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amounts: Option<Amounts>,
}

/// What an order costs. Each amount is a decimal number in `currency`, such as `34.00`, and absent
/// where the store does not give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Amounts {
    /// ISO 4217, such as `EUR`.
    pub currency: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<String>,
    pub total: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded: Option<String>,
}

/// One of the shopper's own orders, to pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecentOrder {
    pub number: String,
    pub placed_at: Timestamp,
    /// The state in the card's language; absent where the store does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_label: Option<String>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Unpaid,
    Paid,
    Packed,
    PartlyShipped,
    Shipped,
    Delayed,
    Delivered,
    PartlyReturned,
    Returned,
    Cancelled,
    Refunded,
}

impl OrderState {
    /// Every state, in the order of an order's life.
    pub const ALL: [Self; 11] = [
        Self::Unpaid,
        Self::Paid,
        Self::Packed,
        Self::PartlyShipped,
        Self::Shipped,
        Self::Delayed,
        Self::Delivered,
        Self::PartlyReturned,
        Self::Returned,
        Self::Cancelled,
        Self::Refunded,
    ];

    /// The name on the wire and in locale files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Paid => "paid",
            Self::Packed => "packed",
            Self::PartlyShipped => "partly_shipped",
            Self::Shipped => "shipped",
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
            Self::PartlyReturned => "partly_returned",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// One point on an order's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderStep {
    pub label: String,
    /// When it happened; absent while it has not, or where the store keeps no time for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    pub done: bool,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderItem {
    pub name: String,
    pub quantity: u32,
    pub shipped: u32,
    pub returned: u32,
}

/// One parcel of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parcel {
    pub carrier: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_number: Option<String>,
    /// Always `https:`, on a carrier's host that the owner or Vouch lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<Timestamp>,
    /// The carrier's own estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// What it holds; absent where the store does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<ParcelItem>>,
}

/// Part of a line of an order, in a parcel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParcelItem {
    pub name: String,
    pub quantity: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_names_are_the_wire_names() {
        for state in OrderState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            assert_eq!(OrderState::parse(state.as_str()), Some(state));
        }
    }
}
