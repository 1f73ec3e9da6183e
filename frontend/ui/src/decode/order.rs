//! Orders.

use crate::decode::{from_js, names_from_js};
use vouch_shared::order::{
    Amounts, Order, OrderDetails, OrderItem, OrderProof, OrderState, OrderStep, Parcel, ParcelItem,
    RecentOrder,
};

names_from_js! {
    OrderProof { "email" => Email, "postcode" => Postcode, "code" => Code }
    OrderState {
        "unpaid" => Unpaid,
        "paid" => Paid,
        "packed" => Packed,
        "partly_shipped" => PartlyShipped,
        "shipped" => Shipped,
        "delayed" => Delayed,
        "delivered" => Delivered,
        "partly_returned" => PartlyReturned,
        "returned" => Returned,
        "cancelled" => Cancelled,
        "refunded" => Refunded,
    }
}

from_js! {
    Order {
        number, state, state_label, store_state, state_text, placed_at, steps, items, parcels,
        read_at, details,
    }
    OrderDetails { address, amounts }
    Amounts { currency, lines, shipping, discount, total, refunded }
    RecentOrder { number, placed_at, state_label }
    OrderStep { label, at, done }
    OrderItem { name, quantity, shipped, returned }
    Parcel { carrier, tracking_number, tracking_url, shipped_at, expected_at, delivered_at, items }
    ParcelItem { name, quantity }
}
