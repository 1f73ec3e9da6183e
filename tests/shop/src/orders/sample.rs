//! Orders to try, with fixed numbers at the start of the range: one for each state, and a few more.

use super::life::{Start, Teller};
use super::rows::CustomerRow;
use super::status::Status::{
    self, AllReturned, AwaitingPayment, Cancelled, Complete, Dispatched, HeldUp, MoneyBack,
    PartDispatched, PartReturned, Processing, Ready,
};

/// An order to try in the demo and in tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleOrder {
    pub number: &'static str,
    pub email: &'static str,
    pub postcode: &'static str,
    /// The state that Vouch shows, by its name on the wire.
    pub state: &'static str,
    /// What is special about it.
    pub note: &'static str,
}

struct Sample {
    order: SampleOrder,
    status: Status,
    parcels: i64,
    /// Name, country and city of the customer.
    person: (&'static str, &'static str, &'static str),
}

const SAMPLES: [Sample; 14] = [
    sample(
        "FW-100001",
        AwaitingPayment,
        1,
        ("Nora Solberg", "NO", "Bergen"),
        "nora.solberg@mail.example",
        "5003",
        "bank transfer not there yet",
    ),
    sample(
        "FW-100002",
        Processing,
        1,
        ("Elin Lindqvist", "SE", "Uppsala"),
        "elin.lindqvist@mail.example",
        "753 10",
        "paid today",
    ),
    sample(
        "FW-100003",
        Ready,
        1,
        ("Jonas Keller", "DE", "Freiburg"),
        "jonas.keller@mail.example",
        "79098",
        "waits for the carrier",
    ),
    sample(
        "FW-100004",
        PartDispatched,
        2,
        ("Amelie Moreau", "FR", "Grenoble"),
        "amelie.moreau@mail.example",
        "38000",
        "one parcel has left",
    ),
    sample(
        "FW-100005",
        Dispatched,
        1,
        ("Grace Ashworth", "GB", "Sheffield"),
        "grace.ashworth@mail.example",
        "S10 2QT",
        "on its way",
    ),
    sample(
        "FW-100006",
        HeldUp,
        1,
        ("Wyatt Parker", "US", "Bozeman"),
        "wyatt.parker@mail.example",
        "59715",
        "later than planned",
    ),
    sample(
        "FW-100007",
        Complete,
        1,
        ("Ingrid Dahl", "NO", "Bergen"),
        "ingrid.dahl@mail.example",
        "5014",
        "delivered",
    ),
    sample(
        "FW-100008",
        PartReturned,
        1,
        ("Pieter de Vries", "NL", "Utrecht"),
        "pieter.devries@mail.example",
        "3511 AB",
        "one item came back",
    ),
    sample(
        "FW-100009",
        AllReturned,
        1,
        ("Clara Huber", "AT", "Innsbruck"),
        "clara.huber@mail.example",
        "6020",
        "refund still to come",
    ),
    sample(
        "FW-100010",
        Cancelled,
        1,
        ("Declan Byrne", "IE", "Galway"),
        "declan.byrne@mail.example",
        "H91 X2Y4",
        "never paid",
    ),
    sample(
        "FW-100011",
        MoneyBack,
        1,
        ("Aino Virtanen", "FI", "Tampere"),
        "aino.virtanen@mail.example",
        "33100",
        "all money returned",
    ),
    sample(
        "FW-100012",
        Dispatched,
        2,
        ("Signe Holm", "DK", "Aarhus"),
        "signe.holm@mail.example",
        "8000",
        "two parcels",
    ),
    sample(
        "FW-100013",
        Complete,
        3,
        ("Callum Fraser", "GB", "Sheffield"),
        "callum.fraser@mail.example",
        "S11 8QT",
        "three parcels",
    ),
    sample(
        "FW-100014",
        PartDispatched,
        2,
        ("Maja Berg", "SE", "Uppsala"),
        "maja.berg@mail.example",
        "752 28",
        "in Swedish kronor",
    ),
];

const fn sample(
    number: &'static str,
    status: Status,
    parcels: i64,
    person: (&'static str, &'static str, &'static str),
    email: &'static str,
    postcode: &'static str,
    note: &'static str,
) -> Sample {
    let state = status.vouch_name();
    Sample { order: SampleOrder { number, email, postcode, state, note }, status, parcels, person }
}

/// Every order to try.
pub fn sample_orders() -> Vec<SampleOrder> {
    SAMPLES.iter().map(|sample| sample.order).collect()
}

pub(super) fn tell(teller: &mut Teller<'_>) {
    for sample in &SAMPLES {
        let (name, country, city) = sample.person;
        let customer = CustomerRow {
            id: super::write::id_after(teller.rows.customers.len()),
            email: sample.order.email.to_owned(),
            name: name.to_owned(),
            country,
            city,
            postcode: sample.order.postcode.to_owned(),
        };
        teller.rows.customers.push(customer.clone());
        let (least, most) = sample.status.age_hours();
        // Recent enough to be of interest, old enough for what has happened.
        let hours = (least + least / 8 + 1).min(most);
        teller.tell(Start {
            number: sample.order.number.to_owned(),
            status: sample.status,
            placed: teller.now - hours * super::HOUR,
            customer,
            parcels: sample.parcels,
        });
    }
}
