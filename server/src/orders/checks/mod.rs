//! The checks that stand between a store's records and a shopper. An order is verified when it
//! could be read, its state is known, and no check in [`CHECKS`] fails.

mod belonging;
pub(super) mod carriers;
mod contents;
mod freshness;
mod money;
mod quantities;
pub(super) mod second;
mod state;
mod times;

use self::second::Second;
use crate::orders::FailedCheck;
use crate::orders::claim::{OrderNumber, normalise_number};
use crate::orders::proof::Confirmed;
use crate::orders::reading::{Reading, Records};
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord};
use crate::orders::verified::VerifiedOrder;
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
const CHECKS: [(&str, Check); 11] = [
    ("items_belong_to_order", belonging::items_belong_to_order),
    ("parcels_belong_to_order", belonging::parcels_belong_to_order),
    ("state_agrees_with_times", state::state_agrees_with_times),
    ("times_in_order", times::times_in_order),
    ("times_not_in_future", times::times_not_in_future),
    ("quantities_add_up", quantities::quantities_add_up),
    ("parcels_hold_what_was_sent", contents::parcels_hold_what_was_sent),
    ("money_sums", money::money_sums),
    ("fresh_enough", freshness::fresh_enough),
    ("tracking_links_are_safe", carriers::tracking_links_are_safe),
    ("second_source_agrees", second::second_source_agrees),
];

/// What checks compare an order with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) number: &'a OrderNumber,
    /// Whether the proof is worth more than knowing a number and an address.
    pub(super) confirmed: Option<Confirmed>,
    pub(super) now: OffsetDateTime,
    pub(super) clock_tolerance: Duration,
    pub(super) max_staleness: Option<Duration>,
    pub(super) tracking_hosts: &'a [String],
    pub(super) source: &'a str,
    /// What a second source says, where one is configured.
    pub(super) second: Option<&'a Second<'a>>,
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

/// The checks on the way from a reading to facts.
const READ: [&str; 4] = ["one_row", "readable_values", "number_as_asked", "known_state"];

/// Makes a verified order of a reading whose proof fitted, or says which check failed first.
pub(super) fn verify(
    reading: Reading,
    context: &Context<'_>,
) -> Result<VerifiedOrder, FailedCheck> {
    let facts = facts(reading, context)?;
    let mut passed = READ.to_vec();
    for (check, run) in CHECKS {
        match run(&facts, context) {
            Verdict::Holds => passed.push(check),
            Verdict::NothingToCheck => {}
            Verdict::Fails(detail) => return Err(FailedCheck { check, detail }),
        }
    }
    Ok(VerifiedOrder::new(facts, passed, context))
}

/// One order of a known state, and the one that was asked for.
fn facts(reading: Reading, context: &Context<'_>) -> Result<Facts, FailedCheck> {
    let [one, readable, asked, known] = READ;
    let Reading { orders, records, read_until, .. } = reading;
    named(one, one_row(orders))?;
    let records = records.unwrap_or_else(|| Err("nothing of the order was read".to_owned()));
    let Records { order, items, parcels } = named(readable, records)?;
    named(asked, number_as_asked(&order, context.number))?;
    let state = named(known, known_state(&order))?;
    Ok(Facts { order, state, items, parcels, read_until })
}

fn named<T>(check: &'static str, result: Result<T, String>) -> Result<T, FailedCheck> {
    result.map_err(|detail| FailedCheck { check, detail })
}

fn one_row(orders: usize) -> Result<(), String> {
    if orders == 1 {
        return Ok(());
    }
    Err(format!("the store has {orders} orders under one number"))
}

/// A query that compares loosely must not open another order.
fn number_as_asked(order: &OrderRecord, asked: &OrderNumber) -> Result<(), String> {
    if normalise_number(&order.number) == asked.as_str() {
        return Ok(());
    }
    Err(format!("asked for {}, but the store gave {}", asked.as_str(), order.number))
}

fn known_state(order: &OrderRecord) -> Result<OrderState, String> {
    order.state.means.ok_or_else(|| format!("unknown state {:?}", order.state.name))
}
