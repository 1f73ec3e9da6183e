//! One consistent read: the same queries, in one transaction on one connection, whether or not
//! there is such an order and whether or not the proof fits it.

use super::database::Engine;
use super::field::Key;
use super::placeholders::placeholders;
use super::record::{self, order_key, read_until, stored_proof};
use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::Queries;
use crate::orders::proof;
use crate::orders::reading::{Asker, MAX_ITEMS, MAX_ORDERS, MAX_PARCELS, Reading, Records};
use crate::orders::recent::MAX_RECENT;
use futures_util::TryStreamExt;
use sqlx::any::{Any, AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, AssertSqlSafe, Column, Connection, Executor, Row, Transaction};
use std::time::Duration;
use subtle::Choice;
use time::OffsetDateTime;
use tokio::sync::OnceCell;

/// How to read a store.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) engine: Engine,
    pub(crate) queries: Queries,
    pub(crate) timeout: Duration,
    /// The type of the store's order ids, learned by the first read: an id that matches nothing
    /// must have it too, or a strict engine would refuse to compare them.
    pub(crate) id_kind: OnceCell<AnyTypeInfoKind>,
}

/// The rows of one read.
pub(crate) struct Rows {
    /// Which of the orders the proof fits.
    proven: Option<usize>,
    orders: Vec<AnyRow>,
    pub(crate) items: Vec<AnyRow>,
    pub(crate) parcels: Vec<AnyRow>,
    /// Absent without a freshness query.
    freshness: Option<Vec<AnyRow>>,
    /// The queries that were run, in their order.
    pub(crate) asked: Vec<&'static str>,
}

impl Plan {
    /// Reads what a claim names. Items and parcels of an order that the proof does not fit are
    /// not read: an id that matches nothing stands in for it, as it does for no order.
    pub(crate) async fn read(
        &self,
        connection: &mut AnyConnection,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> sqlx::Result<Rows> {
        let mut look = self.begin(connection).await?;
        let number = Key::Text(number.as_str().to_owned());
        let id_kind =
            *self.id_kind.get_or_try_init(|| look.id_kind(&self.queries.order, &number)).await?;
        let orders = look.ask("order", &self.queries.order, Some(&number), MAX_ORDERS).await?;
        let proven = proven_order(by, &orders);
        let id = proven.and_then(|at| order_key(&orders[at]));
        let id = id.unwrap_or_else(|| Key::of_nothing(id_kind));
        let items = look.ask("items", &self.queries.items, Some(&id), MAX_ITEMS).await?;
        let parcels = look.ask("parcels", &self.queries.parcels, Some(&id), MAX_PARCELS).await?;
        let freshness = match &self.queries.freshness {
            Some(sql) => Some(look.ask("freshness", sql, None, 1).await?),
            None => None,
        };
        let asked = look.end().await?;
        Ok(Rows { proven, orders, items, parcels, freshness, asked })
    }

    /// Reads the latest orders of an address; none without a query for that.
    pub(crate) async fn recent(
        &self,
        connection: &mut AnyConnection,
        email: &Email,
    ) -> sqlx::Result<Vec<AnyRow>> {
        let Some(sql) = &self.queries.recent else { return Ok(Vec::new()) };
        let mut look = self.begin(connection).await?;
        let email = Key::Text(email.as_str().to_owned());
        let rows = look.ask("recent", sql, Some(&email), MAX_RECENT).await?;
        look.end().await?;
        Ok(rows)
    }

    /// Begins a look at one moment of the store.
    pub(crate) async fn begin<'c>(
        &self,
        connection: &'c mut AnyConnection,
    ) -> sqlx::Result<Look<'c>> {
        if let Some(sql) = self.engine.before(self.timeout) {
            connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
        }
        let mut transaction = connection.begin_with(self.engine.begin()).await?;
        if let Some(sql) = self.engine.within(self.timeout) {
            transaction.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
        }
        Ok(Look { engine: self.engine, transaction, asked: Vec::new() })
    }
}

/// The order that the proof fits. Every row is compared, so that the time tells nothing.
fn proven_order(by: Asker<'_>, orders: &[AnyRow]) -> Option<usize> {
    let Asker::Shopper(proof) = by else { return (!orders.is_empty()).then_some(0) };
    let mut found = None;
    for (at, row) in orders.iter().enumerate() {
        let (email, postcode) = (stored_proof(row, "email"), stored_proof(row, "postcode"));
        let fits: Choice = proof::fits(proof, &email, &postcode);
        found = if bool::from(fits) { Some(at) } else { found };
    }
    found
}

impl Rows {
    /// What the rows say.
    pub(crate) fn reading(self) -> Reading {
        let until = self.freshness.as_deref().map(moment).transpose();
        let records = self.proven.map(|at| {
            until.as_ref().map_err(Clone::clone)?;
            self.records(&self.orders[at])
        });
        let read_until = until.unwrap_or_default();
        Reading { orders: self.orders.len(), records, read_until, asked: self.asked }
    }

    fn records(&self, order: &AnyRow) -> Result<Records, String> {
        for (query, rows, most) in
            [("items", &self.items, MAX_ITEMS), ("parcels", &self.parcels, MAX_PARCELS)]
        {
            if rows.len() > most {
                return Err(format!("the {query} query gave more than {most} rows"));
            }
        }
        Ok(Records {
            order: record::order(order)?,
            items: self.items.iter().map(record::item).collect::<Result<_, _>>()?,
            parcels: self.parcels.iter().map(record::parcel).collect::<Result<_, _>>()?,
        })
    }
}

fn moment(freshness: &[AnyRow]) -> Result<OffsetDateTime, String> {
    match freshness {
        [row] => read_until(row),
        _ => Err("the freshness query must give exactly one row".to_owned()),
    }
}

/// A transaction in which queries are asked.
pub(crate) struct Look<'c> {
    engine: Engine,
    transaction: Transaction<'c, Any>,
    asked: Vec<&'static str>,
}

impl Look<'_> {
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
    async fn id_kind(&mut self, sql: &str, number: &Key) -> sqlx::Result<AnyTypeInfoKind> {
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

    /// Ends the look; there is nothing to keep.
    pub(crate) async fn end(self) -> sqlx::Result<Vec<&'static str>> {
        self.transaction.rollback().await?;
        Ok(self.asked)
    }
}
