//! The latest orders of an address that the shop vouches for, to pick from.

use crate::clock::timestamp;
use crate::orders::claim::Email;
use crate::orders::proof;
use crate::orders::record::RecentRecord;
use time::OffsetDateTime;
use vouch_shared::order::RecentOrder;

/// The most orders that are offered.
pub(crate) const MAX_RECENT: usize = 10;

/// Orders of one address, newest first. Only the reader makes one.
#[derive(Clone)]
pub struct RecentOrders {
    orders: Vec<RecentRecord>,
    source: String,
    read_at: OffsetDateTime,
}

impl RecentOrders {
    /// A query that compares loosely must not list somebody else's orders, so rows of another
    /// address are dropped.
    pub(super) fn of(
        email: &Email,
        mut orders: Vec<RecentRecord>,
        (source, read_at): (&str, OffsetDateTime),
    ) -> Self {
        orders.retain(|order| proof::is_of(email, &order.email));
        orders.sort_by_key(|order| std::cmp::Reverse(order.placed_at));
        orders.truncate(MAX_RECENT);
        Self { orders, source: source.to_owned(), read_at }
    }

    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// Preset and engine, such as `custom:postgres`.
    pub fn source(&self) -> &str {
        &self.source
    }

    pub fn read_at(&self) -> OffsetDateTime {
        self.read_at
    }

    /// The checks that each of the orders passed.
    pub fn checks(&self) -> [&'static str; 1] {
        ["address_as_asked"]
    }

    /// The orders as a card lists them; `text` gives the wording of a key in the card's language.
    pub fn to_card(&self, text: &dyn Fn(&str) -> String) -> Vec<RecentOrder> {
        let order = |order: &RecentRecord| RecentOrder {
            number: order.number.clone(),
            placed_at: timestamp(order.placed_at),
            state_label: order.state.map(|state| text(&format!("state.{}", state.as_str()))),
        };
        self.orders.iter().map(order).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    #[test]
    fn only_the_orders_of_the_address_are_listed_newest_first() {
        let record = |number: usize, email: &str| RecentRecord {
            number: number.to_string(),
            email: email.to_owned(),
            placed_at: NOW - time::Duration::days(i64::try_from(number).unwrap()),
            state: None,
        };
        let mut records: Vec<_> = (1..=12).rev().map(|n| record(n, "ADA@example.com ")).collect();
        records.push(record(0, "äda@example.com"));
        records.push(record(0, ""));
        let email = Email::parse("ada@example.com").unwrap();
        let recent = RecentOrders::of(&email, records, ("custom:sqlite", NOW));
        let numbers: Vec<_> =
            recent.to_card(&str::to_owned).into_iter().map(|order| order.number).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    }
}
