//! Connections that the database cuts while they rest in the pool: after a restart, an idle limit
//! or an administrator's hand. The next shopper must not notice.

use crate::shop::{Engine, Shop, by_email, expected, outcome};
use anyhow::{Context, Result, ensure};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use vouch_server::orders::OrderReader;

/// More look-ups at once than the pool holds connections.
const AT_ONCE: usize = 8;
/// A store that is on all engines.
const STORE: &str = "vendure";

#[tokio::test]
async fn postgres_may_cut_them() -> Result<()> {
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
               WHERE usename = 'vendure_reader'";
    nobody_notices(&Engine::postgres()?, cut, "SELECT 1").await
}

#[tokio::test]
async fn mariadb_may_cut_them() -> Result<()> {
    let count = "SELECT count(*) FROM information_schema.processlist WHERE user = 'vendure_reader'";
    nobody_notices(&Engine::mariadb()?, count, "KILL USER 'vendure_reader'").await
}

#[tokio::test]
async fn postgres_may_be_started_again() -> Result<()> {
    let mut engine = Engine::postgres()?;
    let shop = engine.shop(STORE).await?;
    let reader = Arc::new(shop.reader("")?);
    let order = Order::of(&engine)?;
    order.read_at_once(&reader).await?;
    let Engine::Postgres(server) = &mut engine else { unreachable!("it was started as one") };
    server.restart()?;
    order.read_at_once(&reader).await
}

/// `count` gives the number of connections; it or `cut` ends them.
async fn nobody_notices(engine: &Engine, count: &'static str, cut: &str) -> Result<()> {
    let shop = engine.shop(STORE).await?;
    let reader = Arc::new(shop.reader("")?);
    let order = Order::of(engine)?;
    for round in 0..3 {
        order.read_at_once(&reader).await.with_context(|| format!("round {round}"))?;
        // They come back to the pool only after the replies.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let resting = number(&shop, count).await?;
        ensure!(resting > 1, "only {resting} connections rest");
        shop.run(cut).await?;
    }
    order.read_at_once(&reader).await
}

async fn number(shop: &Shop, sql: &'static str) -> Result<i64> {
    let mut connection = AnyConnection::connect(&shop.owner).await?;
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await?)
}

/// One that every check holds for.
struct Order {
    number: String,
    email: String,
    state: String,
}

impl Order {
    fn of(engine: &Engine) -> Result<Self> {
        let mut orders = expected(STORE, engine)?.into_iter();
        let order = orders.find(|order| order.expect_state.is_some()).context("no such order")?;
        let state = order.expect_state.context("no state")?;
        Ok(Self { number: order.number, email: order.email, state })
    }

    async fn read_at_once(&self, reader: &Arc<OrderReader>) -> Result<()> {
        let mut look_ups = JoinSet::new();
        for _ in 0..AT_ONCE {
            let (reader, number, email) =
                (Arc::clone(reader), self.number.clone(), self.email.clone());
            look_ups.spawn(async move { outcome(&by_email(&reader, &number, &email).await) });
        }
        for found in look_ups.join_all().await {
            ensure!(found == self.state, "{found}");
        }
        Ok(())
    }
}
