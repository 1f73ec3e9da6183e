//! What Shopify's two statuses, with what was sent and came back, mean in our words.

use vouch_shared::order::OrderState;

/// What the state of an order depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'a> {
    /// `displayFinancialStatus`; empty where Shopify gives none.
    pub(super) financial: &'a str,
    /// `displayFulfillmentStatus`.
    pub(super) fulfillment: &'a str,
    pub(super) cancelled: bool,
    /// Units that were ordered and not taken out again.
    pub(super) ordered: u32,
    pub(super) returned: u32,
    /// Every parcel has its delivery date.
    pub(super) delivered: bool,
    /// The carrier says of a parcel that it is late.
    pub(super) late: bool,
}

/// How Shopify's words are read, for `vouch orders check`. The first line that fits decides.
pub(super) const EXPLAINED: [(&str, &str); 8] = [
    ("cancelledAt is set", "cancelled"),
    ("all units came back; some did", "returned; partly_returned"),
    ("REFUNDED", "refunded"),
    ("FULFILLED", "delivered with all delivery dates, delayed if a carrier says so, else shipped"),
    ("PARTIALLY_FULFILLED", "partly_shipped"),
    ("not sent yet, PAID or PARTIALLY_REFUNDED", "paid"),
    ("not sent yet, PENDING, PARTIALLY_PAID or EXPIRED", "unpaid"),
    (
        "anything else, such as AUTHORIZED, VOIDED, RESTOCKED, FULFILLMENT_NOT_REQUIRED",
        "no word of ours fits: a person answers",
    ),
];

impl Standing<'_> {
    /// Absent where none of our words fits: then a person has to look.
    pub(super) fn state(self) -> Option<OrderState> {
        if self.cancelled {
            return Some(OrderState::Cancelled);
        }
        if self.returned > 0 {
            let all = self.returned == self.ordered;
            return Some(if all { OrderState::Returned } else { OrderState::PartlyReturned });
        }
        if self.financial == "REFUNDED" {
            return Some(OrderState::Refunded);
        }
        match self.fulfillment {
            "FULFILLED" => Some(self.on_its_way()),
            "PARTIALLY_FULFILLED" => Some(OrderState::PartlyShipped),
            "UNFULFILLED"
            | "OPEN"
            | "SCHEDULED"
            | "ON_HOLD"
            | "IN_PROGRESS"
            | "PENDING_FULFILLMENT"
            | "REQUEST_DECLINED" => self.waiting(),
            _ => None,
        }
    }

    fn on_its_way(self) -> OrderState {
        match (self.delivered, self.late) {
            (true, _) => OrderState::Delivered,
            (false, true) => OrderState::Delayed,
            (false, false) => OrderState::Shipped,
        }
    }

    fn waiting(self) -> Option<OrderState> {
        match self.financial {
            "PAID" | "PARTIALLY_REFUNDED" => Some(OrderState::Paid),
            "PENDING" | "PARTIALLY_PAID" | "EXPIRED" => Some(OrderState::Unpaid),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderState::{
        Cancelled, Delayed, Delivered, Paid, PartlyReturned, PartlyShipped, Refunded, Returned,
        Shipped, Unpaid,
    };

    const SENT: Standing<'static> = Standing {
        financial: "PAID",
        fulfillment: "FULFILLED",
        cancelled: false,
        ordered: 3,
        returned: 0,
        delivered: false,
        late: false,
    };
    const WAITING: Standing<'static> = Standing { fulfillment: "UNFULFILLED", ..SENT };

    #[test]
    fn each_standing_has_its_state() {
        for (standing, state) in [
            (SENT, Some(Shipped)),
            (Standing { delivered: true, ..SENT }, Some(Delivered)),
            (Standing { late: true, ..SENT }, Some(Delayed)),
            (Standing { late: true, delivered: true, ..SENT }, Some(Delivered)),
            (Standing { returned: 1, ..SENT }, Some(PartlyReturned)),
            (Standing { returned: 3, financial: "REFUNDED", ..SENT }, Some(Returned)),
            (Standing { financial: "REFUNDED", ..SENT }, Some(Refunded)),
            (Standing { cancelled: true, financial: "REFUNDED", ..WAITING }, Some(Cancelled)),
            (Standing { fulfillment: "PARTIALLY_FULFILLED", ..SENT }, Some(PartlyShipped)),
            (WAITING, Some(Paid)),
            (Standing { fulfillment: "ON_HOLD", ..WAITING }, Some(Paid)),
            (Standing { financial: "PENDING", ..WAITING }, Some(Unpaid)),
            (Standing { financial: "AUTHORIZED", ..WAITING }, None),
            (Standing { financial: "VOIDED", ..WAITING }, None),
            (Standing { financial: "", ..WAITING }, None),
            (Standing { fulfillment: "RESTOCKED", ..WAITING }, None),
            (Standing { fulfillment: "FULFILLMENT_NOT_REQUIRED", ..WAITING }, None),
            (Standing { fulfillment: "SOMETHING_NEW", ..WAITING }, None),
        ] {
            assert_eq!(standing.state(), state, "{standing:?}");
        }
    }
}
