//! What reading an order costs, as ratios within one run: how the time grows with the number of
//! orders, and what the checks and the transaction add to the bare queries.
//! `cargo xtask bench --orders` runs it.

mod bare;
mod shop;
mod turn;

use anyhow::{Context, Result, ensure};
use bare::Bare;
use shop::{Engine, Shop};
use std::fmt::Write as _;
use std::io::{Write as _, stdout};
use std::time::{Duration, Instant};
use time::OffsetDateTime;
use time::macros::datetime;
use turn::Turns;
use vouch_server::orders::{Claim, Email, Lookup, OrderNumber, OrderReader, Proof};
use vouch_tests::demo::Database;

/// How often each shop is asked, in turns with the others, so that all see the same noise.
const ROUNDS: u64 = 400;
/// After everything that happened to the orders.
const NOW: OffsetDateTime = datetime!(2026-12-01 12:00:00 UTC);
/// Rounds before the clock runs.
const WARM_UP: u64 = 40;
/// In which a connection gets back to its pool, so that what follows a look-up is not counted to
/// the bare queries.
const SETTLE: Duration = Duration::from_millis(2);

/// A shop with everything that is timed, and the times in microseconds.
struct Subject {
    shop: Shop,
    orders: u64,
    reader: OrderReader,
    bare: Bare,
    look_ups: Vec<f64>,
    queries: Vec<f64>,
}

impl Subject {
    async fn new(engine: &Engine, orders: u64) -> Result<Self> {
        let shop = engine.shop(orders).await.with_context(|| format!("{orders} orders"))?;
        let reader = OrderReader::new(&shop.config()?)?;
        let bare = Bare::connect(&shop).await?;
        Ok(Self { shop, orders, reader, bare, look_ups: Vec::new(), queries: Vec::new() })
    }

    async fn round(&mut self, round: u64) -> Result<()> {
        let [order, other] = some_order(round, self.orders);
        let claim = Claim {
            number: OrderNumber::parse(&shop::number(order))?,
            proof: Proof::Email(Email::parse(&shop::email(order))?),
        };
        let (look_up, found) = timed(Box::pin(self.reader.look_up(&claim, NOW))).await;
        ensure!(matches!(found, Lookup::Verified(_)), "{}: {found:?}", self.orders);
        tokio::time::sleep(SETTLE).await;
        let number = shop::number(other);
        let (queries, done) = timed(self.bare.ask(&number)).await;
        done?;
        if round >= WARM_UP {
            self.look_ups.push(look_up);
            self.queries.push(queries);
        }
        Ok(())
    }
}

/// Two orders, one after the other: of the same, the second reader would find the first one's
/// pages in the cache. They are spread over the whole table, and differ from round to round.
fn some_order(round: u64, orders: u64) -> [u64; 2] {
    let order = (round.wrapping_mul(0x9E37_79B9_7F4A_7C15) % orders) + 1;
    [order, (order + orders / 2) % orders + 1]
}

/// How long something takes, in microseconds, and what it gives.
async fn timed<T>(work: impl Future<Output = T>) -> (f64, T) {
    let begun = Instant::now();
    let done = work.await;
    (begun.elapsed().as_secs_f64() * 1e6, done)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    // `cargo test --benches` runs benches too; there is nothing to test.
    // Only `cargo bench` says so; tests that are run with all targets have nothing to do here.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    for (engine, sizes) in [
        (Engine::sqlite()?, &[10_000, 1_000_000][..]),
        (Engine::mariadb()?, &[10_000, 1_000_000]),
        (Engine::postgres()?, &[10_000, 1_000_000, 5_000_000]),
    ] {
        measure(&engine, sizes).await.with_context(|| engine.name())?;
    }
    Ok(())
}

async fn measure(engine: &Engine, sizes: &[u64]) -> Result<()> {
    let mut subjects = Vec::new();
    for &orders in sizes {
        subjects.push(Subject::new(engine, orders).await?);
    }
    for round in 0..WARM_UP + ROUNDS {
        for subject in &mut subjects {
            subject.round(round).await?;
        }
    }
    let mut smallest = None;
    let mut table = String::new();
    for subject in &mut subjects {
        let (look_up, queries) = (median(&mut subject.look_ups), median(&mut subject.queries));
        let growth = look_up / *smallest.get_or_insert(look_up);
        writeln!(
            table,
            "{:<10} {:>9} orders: look-up {look_up:>6.0} us, {growth:.2} times the smallest; \
             bare queries {queries:>6.0} us, look-up {:.2} times that",
            engine.name(),
            subject.orders,
            look_up / queries,
        )?;
    }
    // The smallest shop's bare queries are the fastest, so all else weighs most beside them.
    if let Some(smallest) = subjects.first() {
        for ledger in [Database::Sqlite, Database::Postgres] {
            let mut turns = Turns::new(&smallest.shop, smallest.orders, ledger).await?;
            turns.measure().await.with_context(|| format!("ledger on {ledger:?}"))?;
            table.push_str(&turns.line());
        }
    }
    Ok(stdout().lock().write_all(table.as_bytes())?)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
