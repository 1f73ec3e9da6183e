//! Whether times come in the order of an order's life, and none lies in the future.

use super::{Context, Facts, Verdict};
use time::OffsetDateTime;

type Moment<'a> = (&'a str, Option<OffsetDateTime>);

pub(super) fn times_in_order(facts: &Facts, context: &Context<'_>) -> Verdict {
    let order = &facts.order;
    let placed = ("placed_at", Some(order.placed_at));
    let [paid, packed, shipped] = [
        ("paid_at", order.paid_at),
        ("packed_at", order.packed_at),
        ("shipped_at", order.shipped_at),
    ];
    let [delivered, returned] =
        [("delivered_at", order.delivered_at), ("returned_at", order.returned_at)];
    let [cancelled, refunded] =
        [("cancelled_at", order.cancelled_at), ("refunded_at", order.refunded_at)];
    // An invoice may be paid after delivery, so nothing but the refund waits for the payment.
    let mut pairs = vec![(placed, paid), (placed, cancelled), (placed, refunded), (paid, refunded)];
    pairs.extend(each_before_all_later(&[placed, packed, shipped, delivered, returned]));
    for parcel in &facts.parcels {
        let sent = ("a parcel's shipped_at", parcel.shipped_at);
        let arrived = ("a parcel's delivered_at", parcel.delivered_at);
        pairs.extend([(placed, sent), (sent, arrived), (placed, arrived)]);
    }
    let tolerance = context.clock_tolerance;
    let swapped = pairs.into_iter().find(|((_, before), (_, after))| match (before, after) {
        (Some(before), Some(after)) => *before - *after > tolerance,
        _ => false,
    });
    match swapped {
        Some(((before, _), (after, _))) => Verdict::Fails(format!("{after} is before {before}")),
        None => Verdict::Holds,
    }
}

fn each_before_all_later<'a>(chain: &[Moment<'a>]) -> Vec<(Moment<'a>, Moment<'a>)> {
    let later = |(at, before): (usize, &Moment<'a>)| {
        let before = *before;
        chain[at + 1..].iter().map(move |after| (before, *after)).collect::<Vec<_>>()
    };
    chain.iter().enumerate().flat_map(later).collect()
}

pub(super) fn times_not_in_future(facts: &Facts, context: &Context<'_>) -> Verdict {
    let order = &facts.order;
    let of_order = [
        ("placed_at", Some(order.placed_at)),
        ("paid_at", order.paid_at),
        ("packed_at", order.packed_at),
        ("shipped_at", order.shipped_at),
        ("delivered_at", order.delivered_at),
        ("returned_at", order.returned_at),
        ("cancelled_at", order.cancelled_at),
        ("refunded_at", order.refunded_at),
        ("updated_at", order.updated_at),
    ];
    let of_parcels = facts.parcels.iter().flat_map(|parcel| {
        [
            ("a parcel's shipped_at", parcel.shipped_at),
            ("a parcel's delivered_at", parcel.delivered_at),
        ]
    });
    let latest = context.now + context.clock_tolerance;
    let future = |(_, at): &Moment<'_>| at.is_some_and(|at| at > latest);
    match of_order.into_iter().chain(of_parcels).find(future) {
        Some((name, _)) => Verdict::Fails(format!("{name} is in the future")),
        None => Verdict::Holds,
    }
}
