//! What one read of a store gave, whatever it was read through. The checks run on this.

use crate::orders::claim::Proof;
use crate::orders::record::{ItemRecord, OrderRecord, ParcelRecord};
use time::OffsetDateTime;

/// The most rows that are taken for one number; a store that gives more is wrong.
pub(crate) const MAX_ORDERS: usize = 10;
pub(crate) const MAX_ITEMS: usize = 500;
pub(crate) const MAX_PARCELS: usize = 200;
/// The longest text of one value, in characters. Anything longer is not what the value is for.
pub(crate) const MAX_TEXT_CHARS: usize = 1_000;

/// Who asks for an order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asker<'a> {
    /// Somebody who has to prove it.
    Shopper(&'a Proof),
    /// The owner, who checks the connector and is shown nothing of the order.
    Owner,
}

/// The result of one consistent read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// How many orders the store has under the number that was asked for.
    pub(crate) orders: usize,
    /// What the store holds of the order that the proof fits, or what of it cannot be read.
    /// Absent where the proof fits none: then nothing of an order was read.
    pub(crate) records: Option<Result<Records, String>>,
    /// Everything that happened before can be seen, where the store tells.
    pub(crate) read_until: Option<OffsetDateTime>,
    /// What was asked of the store, in order. It is the same for every claim.
    pub(crate) asked: Vec<&'static str>,
}

/// One order as the store has it.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    pub(crate) order: OrderRecord,
    pub(crate) items: Vec<ItemRecord>,
    pub(crate) parcels: Vec<ParcelRecord>,
}

impl Reading {
    /// Whether the proof fits one of the orders.
    pub(crate) fn is_proven(&self) -> bool {
        self.records.is_some()
    }
}
