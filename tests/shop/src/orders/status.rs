//! Where an order stands, in the shop's words and in Vouch's.

/// The shop's states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    AwaitingPayment,
    Processing,
    Ready,
    PartDispatched,
    Dispatched,
    HeldUp,
    Complete,
    PartReturned,
    AllReturned,
    Cancelled,
    MoneyBack,
}

use Status::{
    AllReturned, AwaitingPayment, Cancelled, Complete, Dispatched, HeldUp, MoneyBack,
    PartDispatched, PartReturned, Processing, Ready,
};

/// Of a hundred orders, how many are in which state, and how many hours ago they may be placed.
pub(super) const MIX: [(Status, i64, (i64, i64)); 11] = [
    (AwaitingPayment, 2, (1, 47)),
    (Processing, 4, (1, 20)),
    (Ready, 3, (6, 40)),
    (PartDispatched, 3, (50, 120)),
    (Dispatched, 8, (40, 110)),
    (HeldUp, 2, (360, 520)),
    (Complete, 57, (300, 17_000)),
    (PartReturned, 6, (900, 16_000)),
    (AllReturned, 4, (900, 1_400)),
    (Cancelled, 5, (60, 16_000)),
    (MoneyBack, 6, (900, 16_000)),
];

impl Status {
    /// As the shop's database writes it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            AwaitingPayment => "awaiting_payment",
            Processing => "processing",
            Ready => "ready",
            PartDispatched => "part_dispatched",
            Dispatched => "dispatched",
            HeldUp => "held_up",
            Complete => "complete",
            PartReturned => "part_returned",
            AllReturned => "all_returned",
            Cancelled => "cancelled",
            MoneyBack => "money_back",
        }
    }

    /// As Vouch calls it.
    pub(super) const fn vouch_name(self) -> &'static str {
        match self {
            AwaitingPayment => "unpaid",
            Processing => "paid",
            Ready => "packed",
            PartDispatched => "partly_shipped",
            Dispatched => "shipped",
            HeldUp => "delayed",
            Complete => "delivered",
            PartReturned => "partly_returned",
            AllReturned => "returned",
            Cancelled => "cancelled",
            MoneyBack => "refunded",
        }
    }

    /// How many hours ago an order in this state may have been placed.
    pub(super) fn age_hours(self) -> (i64, i64) {
        MIX.iter().find(|(status, ..)| *status == self).map_or((1, 2), |(_, _, hours)| *hours)
    }
}
