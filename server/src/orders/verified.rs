//! An order that every check agreed with, and how it becomes a card.

use crate::clock::timestamp;
use crate::orders::amounts::amounts;
use crate::orders::checks::{Context, Facts};
use crate::orders::proof::Confirmed;
use crate::orders::record::PackedItem;
use std::fmt;
use time::OffsetDateTime;
use vouch_shared::order::{
    Order, OrderDetails, OrderItem, OrderState, OrderStep, Parcel, ParcelItem,
};

/// Only the checks make one, so whoever holds it may show it to the shopper who proved it.
#[derive(Clone)]
pub struct VerifiedOrder {
    facts: Facts,
    checks: Vec<&'static str>,
    source: String,
    read_at: OffsetDateTime,
    confirmed: Option<Confirmed>,
}

impl VerifiedOrder {
    pub(super) fn new(facts: Facts, checks: Vec<&'static str>, context: &Context<'_>) -> Self {
        let source = context.source.to_owned();
        Self { facts, checks, source, read_at: context.now, confirmed: context.confirmed }
    }

    /// The number as the store writes it.
    pub fn number(&self) -> &str {
        &self.facts.order.number
    }

    pub fn state(&self) -> OrderState {
        self.facts.state
    }

    /// Nothing that happened after this moment is missing by our fault: the read began then.
    pub fn read_at(&self) -> OffsetDateTime {
        self.read_at
    }

    /// Preset and engine, such as `custom:postgres`.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The checks that had something to check, all of which hold.
    pub fn checks(&self) -> &[&'static str] {
        &self.checks
    }

    /// The order as a card shows it; `text` gives the wording of a key in the card's language.
    pub fn to_card(&self, text: &dyn Fn(&str) -> String) -> Order {
        let state = self.facts.state.as_str();
        let state_label = text(&format!("state.{state}"));
        Order {
            number: self.number().to_owned(),
            state: self.facts.state,
            store_state: self.store_state(&state_label),
            state_label,
            state_text: text(&format!("state_text.{state}")),
            placed_at: timestamp(self.facts.order.placed_at),
            steps: self.steps(text),
            items: self.items(),
            parcels: self.parcels(),
            read_at: timestamp(self.read_at),
            details: self.confirmed.map(|confirmed| Box::new(self.details(confirmed))),
        }
    }

    /// What the store calls the state, unless that is our own name or says the same as our label.
    fn store_state(&self, label: &str) -> Option<String> {
        let plain = |text: &str| text.to_lowercase().replace(['_', '-'], " ");
        let name = &self.facts.order.state.name;
        let same = [label, self.facts.state.as_str()].map(plain).contains(&plain(name));
        (!same).then(|| name.clone())
    }

    /// Address lines and amounts. This is the only place that reads them for a card, and it takes
    /// the evidence that the shopper may see them.
    fn details(&self, _: Confirmed) -> OrderDetails {
        let address = self.facts.order.delivery_address.as_deref().unwrap_or_default();
        let lines = address.lines().map(str::trim).filter(|line| !line.is_empty());
        OrderDetails {
            address: lines.map(str::to_owned).collect(),
            amounts: amounts(&self.facts.order),
        }
    }

    /// What happened to the whole order, each with its time, and what is still to come. A step
    /// that must have happened but has no time is left out rather than guessed.
    fn steps(&self, text: &dyn Fn(&str) -> String) -> Vec<OrderStep> {
        let order = &self.facts.order;
        let way = [
            ("placed", Some(order.placed_at)),
            ("paid", order.paid_at),
            ("packed", order.packed_at),
            ("shipped", self.all_shipped_at()),
            ("delivered", order.delivered_at),
        ];
        let last_done = way.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
        let last_done = last_done.max(self.steps_behind());
        let ahead = |at: usize| at > last_done && self.moves_on();
        let way = way.into_iter().enumerate();
        let ends = [
            ("returned", order.returned_at.filter(|_| self.all_returned())),
            ("cancelled", order.cancelled_at),
            ("refunded", order.refunded_at.filter(|_| self.all_refunded())),
        ];
        way.filter(|(at, (_, time))| time.is_some() || ahead(*at))
            .map(|(_, step)| step)
            .chain(ends.into_iter().filter(|(_, time)| time.is_some()))
            .map(|(name, at)| OrderStep {
                label: text(&format!("step.{name}")),
                at: at.map(timestamp),
                done: at.is_some(),
            })
            .collect()
    }

    /// How many steps after `placed` the state says are done, whether or not the store keeps when.
    fn steps_behind(&self) -> usize {
        use OrderState::{Delivered, Packed, Paid, PartlyShipped, Shipped};
        match self.facts.state {
            Paid => 1,
            Packed | PartlyShipped => 2,
            Shipped => 3,
            Delivered => 4,
            _ => 0,
        }
    }

    fn moves_on(&self) -> bool {
        use OrderState::{Delayed, Packed, Paid, PartlyShipped, Shipped, Unpaid};
        matches!(self.facts.state, Unpaid | Paid | Packed | PartlyShipped | Shipped | Delayed)
    }

    /// When the last part left, once everything has.
    fn all_shipped_at(&self) -> Option<OffsetDateTime> {
        let all = self.facts.items.iter().all(|item| item.shipped == item.quantity);
        let parcels = self.facts.parcels.iter().filter_map(|parcel| parcel.shipped_at).max();
        parcels.or(self.facts.order.shipped_at).filter(|_| all)
    }

    fn all_returned(&self) -> bool {
        self.facts.items.iter().all(|item| item.returned == item.quantity)
    }

    fn all_refunded(&self) -> bool {
        let order = &self.facts.order;
        let whole = order.refunded_minor.is_some() && order.refunded_minor == order.total_minor;
        whole || self.facts.state == OrderState::Refunded
    }

    fn items(&self) -> Vec<OrderItem> {
        let item = |item: &super::record::ItemRecord| OrderItem {
            name: item.name.clone(),
            quantity: item.quantity,
            shipped: item.shipped,
            returned: item.returned,
        };
        self.facts.items.iter().map(item).collect()
    }

    fn parcels(&self) -> Vec<Parcel> {
        let parcel = |parcel: &super::record::ParcelRecord| Parcel {
            carrier: parcel.carrier.clone(),
            tracking_number: parcel.tracking_number.clone(),
            tracking_url: parcel.tracking_url.clone(),
            shipped_at: parcel.shipped_at.map(timestamp),
            expected_at: parcel.expected_at.map(timestamp),
            delivered_at: parcel.delivered_at.map(timestamp),
            items: parcel.items.as_ref().map(|items| self.packed(items)),
        };
        self.facts.parcels.iter().map(parcel).collect()
    }

    /// What a parcel holds, by the names of the order's lines.
    fn packed(&self, items: &[PackedItem]) -> Vec<ParcelItem> {
        let named = |packed: &PackedItem| {
            let line = self.facts.items.iter().find(|item| item.line_id == packed.line_id)?;
            Some(ParcelItem { name: line.name.clone(), quantity: packed.quantity })
        };
        items.iter().filter_map(named).collect()
    }
}

/// What was ordered stays out of logs.
impl fmt::Debug for VerifiedOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedOrder").field("checks", &self.checks).finish_non_exhaustive()
    }
}
