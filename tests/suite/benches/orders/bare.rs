//! The same three queries on one connection, with nothing around them.

use crate::shop::{ITEMS, ORDER, PARCELS, Shop};
use anyhow::Result;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

pub(crate) struct Bare {
    connection: AnyConnection,
    queries: [String; 3],
}

impl Bare {
    pub(crate) async fn connect(shop: &Shop) -> Result<Self> {
        let connection = AnyConnection::connect(&shop.url).await?;
        let placeholder = if shop.url.starts_with("mysql") { "?" } else { "$1" };
        let queries = [ORDER, ITEMS, PARCELS].map(|sql| sql.replace("$1", placeholder));
        Ok(Self { connection, queries })
    }

    pub(crate) async fn ask(&mut self, number: &str) -> Result<()> {
        let [order, items, parcels] = self.queries.clone();
        let order = sqlx::query(AssertSqlSafe(order))
            .bind(number.to_owned())
            .fetch_one(&mut self.connection)
            .await?;
        let id: i64 = order.try_get("id")?;
        for sql in [items, parcels] {
            sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_all(&mut self.connection).await?;
        }
        Ok(())
    }
}
