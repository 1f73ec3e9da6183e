//! The checks that stand between a store's records and a shopper. An order is verified when it
//! could be read, its state is known, and no check in [`CHECKS`] fails.

mod belonging;
pub(super) mod carriers;
mod freshness;
mod money;
mod quantities;
mod state;
mod times;

use crate::orders::FailedCheck;
use crate::orders::claim::{OrderNumber, normalise_number};
use crate::orders::read::{MAX_ITEMS, MAX_PARCELS, Reading};
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord, read_until};
use crate::orders::verified::VerifiedOrder;
use sqlx::any::AnyRow;
use std::time::Duration;
use time::OffsetDateTime;
use vouch_shared::order::OrderState;

/// What came of a check.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    /// The store does not give what this check needs, and need not.
    NothingToCheck,
    /// For staff: what contradicts what.
    Fails(String),
}

type Check = fn(&Facts, &Context<'_>) -> Verdict;

/// In the order in which they run; the first that fails is reported.
const CHECKS: [(&str, Check); 9] = [
    ("items_belong_to_order", belonging::items_belong_to_order),
    ("parcels_belong_to_order", belonging::parcels_belong_to_order),
    ("state_agrees_with_times", state::state_agrees_with_times),
    ("times_in_order", times::times_in_order),
    ("times_not_in_future", times::times_not_in_future),
    ("quantities_add_up", quantities::quantities_add_up),
    ("money_sums", money::money_sums),
    ("fresh_enough", freshness::fresh_enough),
    ("tracking_links_are_safe", carriers::tracking_links_are_safe),
];

/// What checks compare an order with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) number: &'a OrderNumber,
    pub(super) now: OffsetDateTime,
    pub(super) clock_tolerance: Duration,
    pub(super) max_staleness: Option<Duration>,
    pub(super) tracking_hosts: &'a [String],
    pub(super) source: &'a str,
}

/// One order as it was read.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) order: OrderRecord,
    pub(super) state: OrderState,
    pub(super) items: Vec<ItemRecord>,
    pub(super) parcels: Vec<ParcelRecord>,
    pub(super) read_until: Option<OffsetDateTime>,
}

/// Makes a verified order of a reading whose proof fitted, or says which check failed first.
pub(super) fn verify(
    reading: &Reading,
    context: &Context<'_>,
) -> Result<VerifiedOrder, FailedCheck> {
    let row = named("one_row", one_row(&reading.orders))?;
    let (order, items, parcels, read_until) = named("readable_values", readable(row, reading))?;
    named("number_as_asked", number_as_asked(&order, context.number))?;
    let state = named("known_state", known_state(&order))?;
    let facts = Facts { order, state, items, parcels, read_until };
    let mut passed = vec!["one_row", "readable_values", "number_as_asked", "known_state"];
    for (check, run) in CHECKS {
        match run(&facts, context) {
            Verdict::Holds => passed.push(check),
            Verdict::NothingToCheck => {}
            Verdict::Fails(detail) => return Err(FailedCheck { check, detail }),
        }
    }
    Ok(VerifiedOrder::new(facts, passed, context))
}

fn named<T>(check: &'static str, result: Result<T, String>) -> Result<T, FailedCheck> {
    result.map_err(|detail| FailedCheck { check, detail })
}

fn one_row(orders: &[AnyRow]) -> Result<&AnyRow, String> {
    match orders {
        [order] => Ok(order),
        rows => Err(format!("the order query gave {} rows for one number", rows.len())),
    }
}

type Records = (OrderRecord, Vec<ItemRecord>, Vec<ParcelRecord>, Option<OffsetDateTime>);

fn readable(order: &AnyRow, reading: &Reading) -> Result<Records, String> {
    for (query, rows, most) in
        [("items", &reading.items, MAX_ITEMS), ("parcels", &reading.parcels, MAX_PARCELS)]
    {
        if rows.len() > most {
            return Err(format!("the {query} query gave more than {most} rows"));
        }
    }
    let read_until = match reading.freshness.as_deref() {
        None => None,
        Some([row]) => Some(read_until(row)?),
        Some(_) => return Err("the freshness query must give exactly one row".to_owned()),
    };
    Ok((
        OrderRecord::read(order)?,
        reading.items.iter().map(ItemRecord::read).collect::<Result<_, _>>()?,
        reading.parcels.iter().map(ParcelRecord::read).collect::<Result<_, _>>()?,
        read_until,
    ))
}

/// A query that compares loosely must not open another order.
fn number_as_asked(order: &OrderRecord, asked: &OrderNumber) -> Result<(), String> {
    if normalise_number(&order.number) == asked.as_str() {
        return Ok(());
    }
    Err(format!("asked for {}, but the order query gave {}", asked.as_str(), order.number))
}

fn known_state(order: &OrderRecord) -> Result<OrderState, String> {
    OrderState::parse(&order.state).ok_or_else(|| format!("unknown state {:?}", order.state))
}
