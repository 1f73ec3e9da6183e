//! Orders that are wrong on purpose, for tests of the checks that stand before an order card. Each
//! is told like any other and then broken by one statement.

use super::life::{Start, Teller};
use super::rows::CustomerRow;
use super::status::Status::{self, Complete, Dispatched, PartReturned, Processing};

/// An order whose records contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenOrder {
    pub number: &'static str,
    pub email: &'static str,
    pub postcode: &'static str,
    /// What is wrong with it.
    pub fault: &'static str,
}

const EMAIL: &str = "broken.orders@mail.example";
const POSTCODE: &str = "413 04";

/// Number, state, fault, and the statement that breaks it; `$1` is the number.
const BROKEN: [(&str, Status, &str, &str); 9] = [
    (
        "FW-190001",
        Complete,
        "delivered without a date",
        "UPDATE shipments SET delivered_at = NULL
         WHERE order_id = (SELECT id FROM orders WHERE number = $1)",
    ),
    (
        "FW-190002",
        Dispatched,
        "a parcel of another order",
        "UPDATE shipments SET order_id = (SELECT id FROM orders WHERE number = 'FW-190001')
         WHERE order_id = (SELECT id FROM orders WHERE number = $1)",
    ),
    (
        "FW-190003",
        Complete,
        "two orders with the same number",
        "UPDATE orders SET number = $1 WHERE number = 'FW-190004'",
    ),
    ("FW-190004", Processing, "absorbed by FW-190003", "SELECT $1"),
    (
        "FW-190005",
        Processing,
        "sums that do not add up",
        "UPDATE orders SET grand_total_minor = grand_total_minor + 1000 WHERE number = $1",
    ),
    (
        "FW-190006",
        Dispatched,
        "sent in the future",
        "UPDATE shipments SET dispatched_at = '2999-01-01T00:00:00Z'
         WHERE order_id = (SELECT id FROM orders WHERE number = $1)",
    ),
    (
        "FW-190007",
        PartReturned,
        "more returned than sent",
        "UPDATE return_lines SET quantity = 99 WHERE return_id IN (SELECT r.id FROM returns r
         JOIN orders o ON o.id = r.order_id WHERE o.number = $1)",
    ),
    (
        "FW-190008",
        Processing,
        "a state that nobody knows",
        "UPDATE orders SET status = 'on_the_moon' WHERE number = $1",
    ),
    (
        "FW-190009",
        Dispatched,
        "a tracking link to a stranger",
        "UPDATE shipments SET tracking_url = 'http://parcels.example.net/?steal=1'
         WHERE order_id = (SELECT id FROM orders WHERE number = $1)",
    ),
];

/// Every order that is wrong on purpose and can be asked for.
pub fn broken_orders() -> Vec<BrokenOrder> {
    BROKEN
        .iter()
        .filter(|(number, ..)| *number != "FW-190004")
        .map(|&(number, _, fault, _)| BrokenOrder {
            number,
            email: EMAIL,
            postcode: POSTCODE,
            fault,
        })
        .collect()
}

/// The statements that break them, each with the number to bind.
pub(super) fn faults() -> impl Iterator<Item = (&'static str, &'static str)> {
    BROKEN.iter().map(|&(number, _, _, sql)| (number, sql))
}

pub(super) fn tell(teller: &mut Teller<'_>) {
    let customer = CustomerRow {
        id: super::write::id_after(teller.rows.customers.len()),
        email: EMAIL.to_owned(),
        name: "Test Person".to_owned(),
        country: "SE",
        city: "Gothenburg",
        postcode: POSTCODE.to_owned(),
    };
    teller.rows.customers.push(customer.clone());
    for (number, status, ..) in BROKEN {
        let (least, _) = status.age_hours();
        teller.tell(Start {
            number: number.to_owned(),
            status,
            placed: teller.now - (least + 2) * super::HOUR,
            customer: customer.clone(),
            parcels: 1,
        });
    }
}
