//! One look at a store's database: a read-only transaction in which every query sees the same
//! moment. It is rolled back when it is dropped: the pool does that after the reply, before it
//! gives the connection to anybody else.

use super::database::Engine;
use super::field::Key;
use super::placeholders::placeholders;
use futures_util::TryStreamExt;
use sqlx::any::{Any, AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, AssertSqlSafe, Column, Connection, Executor, Row, Transaction};
use std::time::Duration;

/// A transaction in which queries are asked.
pub(crate) struct Look<'c> {
    pub(crate) engine: Engine,
    transaction: Transaction<'c, Any>,
    asked: Vec<&'static str>,
}

impl<'c> Look<'c> {
    /// Begins a look.
    pub(crate) async fn begin(
        engine: Engine,
        timeout: Duration,
        connection: &'c mut AnyConnection,
    ) -> sqlx::Result<Self> {
        if let Some(sql) = engine.before(timeout) {
            connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
        }
        let begin = AssertSqlSafe(engine.begin(timeout).into_owned());
        let transaction = connection.begin_with(begin).await?;
        Ok(Self { engine, transaction, asked: Vec::new() })
    }

    /// Runs a query and takes at most one row more than `limit`.
    pub(crate) async fn ask(
        &mut self,
        name: &'static str,
        sql: &str,
        value: Option<&Key>,
        limit: usize,
    ) -> sqlx::Result<Vec<AnyRow>> {
        self.asked.push(name);
        let (sql, binds) = placeholders(self.engine, sql);
        let mut query = sqlx::query(AssertSqlSafe(sql.into_owned()));
        if let Some(value) = value {
            for _ in 0..binds {
                query = match value {
                    Key::Integer(id) => query.bind(*id),
                    Key::Text(id) => query.bind(id.clone()),
                };
            }
        }
        let mut stream = query.fetch(&mut *self.transaction);
        let mut rows = Vec::new();
        while let Some(row) = stream.try_next().await? {
            rows.push(row);
            if rows.len() > limit {
                break;
            }
        }
        Ok(rows)
    }

    /// The type of one column of a query, even when the query gives no row.
    pub(crate) async fn kind(
        &mut self,
        sql: &str,
        column: &str,
        value: Option<&Key>,
    ) -> sqlx::Result<AnyTypeInfoKind> {
        let row = self.probe(sql, column, value).await?;
        Ok(row.try_column(0)?.type_info().kind())
    }

    /// The type of the order query's ids. All columns are asked for: one that cannot be read would
    /// otherwise be met only where there is an order, and so tell that there is one.
    pub(crate) async fn id_kind(
        &mut self,
        sql: &str,
        number: &Key,
    ) -> sqlx::Result<AnyTypeInfoKind> {
        let row = self.probe(sql, "*", Some(number)).await?;
        Ok(row.try_column("id")?.type_info().kind())
    }

    /// A row of the query, or of nulls where it gives none.
    async fn probe(
        &mut self,
        sql: &str,
        columns: &str,
        value: Option<&Key>,
    ) -> sqlx::Result<AnyRow> {
        let sql = sql.trim_end().trim_end_matches(';');
        let sql = format!(
            "SELECT vouch.{columns} FROM (SELECT 1 AS one) AS vouch_one \
             LEFT JOIN (\n{sql}\n) AS vouch ON 1 = 1"
        );
        let rows = self.ask("probe", &sql, value, 1).await?;
        rows.into_iter().next().ok_or(sqlx::Error::RowNotFound)
    }

    /// The queries that were asked, in their order.
    pub(crate) fn into_asked(self) -> Vec<&'static str> {
        self.asked
    }
}
