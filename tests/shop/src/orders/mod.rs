//! The shop's database of orders: made from a seed and a moment, the same every time, and as
//! consistent as a real shop's should be, but for the orders in [`broken_orders`].

mod broken;
mod life;
mod people;
mod random;
mod rows;
mod sample;
mod status;
mod write;

pub use broken::{BrokenOrder, broken_orders};
pub use sample::{SampleOrder, sample_orders};

use crate::catalogue::Catalogue;
use anyhow::Result;
use life::{Start, Teller};
use random::Random;
use rows::Rows;
use std::path::Path;
use time::OffsetDateTime;

const SEED: u64 = 0xfe11_3a2d;
const CUSTOMERS: i64 = 6_000;
/// Orders beside those of [`sample_orders`] and [`broken_orders`].
const ORDERS: i64 = 20_000;
/// The number of the first of them; samples have lower numbers, broken orders higher ones.
const FIRST_NUMBER: i64 = 100_101;
const HOUR: i64 = 3_600;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    pub orders: usize,
}

/// Writes the database, in place of any that is there. All times lie before `now`.
pub async fn seed(database: &Path, now: OffsetDateTime) -> Result<Seeded> {
    let rows = rows(now.unix_timestamp())?;
    let orders = rows.orders.len();
    write::write(database, rows).await?;
    Ok(Seeded { orders })
}

fn rows(now: i64) -> Result<Rows> {
    let catalogue = Catalogue::load()?;
    let mut teller =
        Teller { random: Random::new(SEED), catalogue: &catalogue, now, rows: Rows::default() };
    for id in 1..=CUSTOMERS {
        let customer = people::customer(&mut teller.random, id);
        teller.rows.customers.push(customer);
    }
    sample::tell(&mut teller);
    broken::tell(&mut teller);
    for (number, start) in (FIRST_NUMBER..).zip(starts(&mut teller)) {
        teller.tell(Start { number: format!("FW-{number}"), ..start });
    }
    Ok(teller.rows)
}

/// State, moment and customer of every ordinary order, oldest first.
fn starts(teller: &mut Teller<'_>) -> Vec<Start> {
    let mut starts: Vec<_> = (0..ORDERS)
        .map(|at| {
            let status = status_at(at);
            let (least, most) = status.age_hours();
            let age = teller.random.between(least * HOUR, most * HOUR);
            let customer = teller.random.pick(&teller.rows.customers).clone();
            let parcels = match teller.random.between(0, 100) {
                0..=2 => 3,
                3..=19 => 2,
                _ => 1,
            };
            Start { number: String::new(), status, placed: teller.now - age, customer, parcels }
        })
        .collect();
    starts.sort_by_key(|start| start.placed);
    starts
}

/// The state of the order at that place, so that every hundred hold the same mix.
fn status_at(at: i64) -> status::Status {
    let mut place = at % 100;
    for (status, share, _) in status::MIX {
        if place < share {
            return status;
        }
        place -= share;
    }
    status::Status::Complete
}
