//! Whether an order's state and its timestamps tell the same story.

use super::{Context, Facts, Verdict};
use crate::orders::record::OrderRecord;
use time::OffsetDateTime;
use vouch_shared::order::OrderState::{
    self, Cancelled, Delayed, Delivered, Packed, Paid, PartlyReturned, PartlyShipped, Refunded,
    Returned, Shipped, Unpaid,
};

type Moment = fn(&OrderRecord) -> Option<OffsetDateTime>;

/// For each time: which states must have it and which may. All others must not.
const TIMES: [(&str, Moment, &[OrderState], &[OrderState]); 6] = [
    (
        "paid_at",
        |order| order.paid_at,
        &[Paid],
        &[
            Packed,
            PartlyShipped,
            Shipped,
            Delayed,
            Delivered,
            PartlyReturned,
            Returned,
            Cancelled,
            Refunded,
        ],
    ),
    (
        "packed_at",
        |order| order.packed_at,
        &[Packed],
        &[
            PartlyShipped,
            Shipped,
            Delayed,
            Delivered,
            PartlyReturned,
            Returned,
            Cancelled,
            Refunded,
        ],
    ),
    (
        "shipped_at",
        |order| order.shipped_at,
        &[],
        &[PartlyShipped, Shipped, Delayed, Delivered, PartlyReturned, Returned, Refunded],
    ),
    (
        "delivered_at",
        |order| order.delivered_at,
        &[Delivered, PartlyReturned],
        &[Returned, Refunded],
    ),
    ("returned_at", |order| order.returned_at, &[Returned], &[PartlyReturned, Refunded]),
    ("cancelled_at", |order| order.cancelled_at, &[Cancelled], &[Refunded]),
];

pub(super) fn state_agrees_with_times(facts: &Facts, _: &Context<'_>) -> Verdict {
    let state = facts.state;
    for (name, time, must, may) in TIMES {
        let given = time(&facts.order).is_some();
        // A delivery without its date is never shown, whatever the store keeps.
        let kept = state == Delivered || !facts.order.unkept.contains(&name);
        if must.contains(&state) && !given && kept {
            return Verdict::Fails(format!("the state is {}, without {name}", state.as_str()));
        }
        if given && !must.contains(&state) && !may.contains(&state) {
            return Verdict::Fails(format!("the state is {}, but has {name}", state.as_str()));
        }
    }
    let keeps_refunds = !facts.order.unkept.contains(&"refunded_at");
    if state == Refunded && facts.order.refunded_at.is_none() && keeps_refunds {
        return Verdict::Fails("the state is refunded, without refunded_at".to_owned());
    }
    if state == Unpaid && facts.order.refunded_at.is_some() {
        return Verdict::Fails("the state is unpaid, but has refunded_at".to_owned());
    }
    parcels_agree(facts)
}

fn parcels_agree(facts: &Facts) -> Verdict {
    let sent = facts.parcels.iter().filter(|parcel| parcel.shipped_at.is_some()).count();
    let arrived = facts.parcels.iter().filter(|parcel| parcel.delivered_at.is_some()).count();
    let all = facts.parcels.len();
    let fails = |what: &str| {
        let state = facts.state.as_str();
        Verdict::Fails(format!("the state is {state}, but {what}"))
    };
    match facts.state {
        Unpaid | Paid | Packed | Cancelled if sent + arrived > 0 => fails("a parcel was sent"),
        PartlyShipped | Shipped | Delivered | PartlyReturned | Returned if sent == 0 => {
            fails("no parcel was sent")
        }
        Shipped if sent < all => fails("a parcel was not sent"),
        Shipped | Delayed if all > 0 && arrived == all => fails("every parcel was delivered"),
        // A store that keeps parcels' delivery times keeps all of them.
        Delivered if arrived > 0 && arrived < all => fails("a parcel was not delivered"),
        _ => Verdict::Holds,
    }
}
