//! Writes rows into a new SQLite file: one transaction, many rows a statement, and the file takes
//! its name only when it is whole.

use super::broken;
use super::rows::{Moment, PartRow, Rows};
use anyhow::{Context as _, Result};
use sqlx::query_builder::Separated;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, QueryBuilder, Sqlite, SqliteConnection};
use std::path::Path;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const SCHEMA: &str = include_str!("schema.sql");
const INDEXES: &str = include_str!("indexes.sql");
/// Rows a statement. SQLite takes 32,766 values, and no table has more than 17 columns.
const BATCH: usize = 500;

pub(super) async fn write(database: &Path, rows: Rows) -> Result<()> {
    let unfinished = database.with_extension("seeding");
    remove(&unfinished)?;
    // Nothing is lost by a crash but a file that can be made again.
    let options = SqliteConnectOptions::new()
        .filename(&unfinished)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off);
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .with_context(|| format!("cannot write {}", unfinished.display()))?;
    sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
    fill(&mut connection, &rows).await?;
    sqlx::raw_sql(INDEXES).execute(&mut connection).await?;
    for (number, fault) in broken::faults() {
        sqlx::query(fault).bind(number).execute(&mut connection).await?;
    }
    connection.close().await?;
    for suffix in ["-wal", "-shm", "-journal"] {
        let mut beside = database.as_os_str().to_owned();
        beside.push(suffix);
        remove(Path::new(&beside))?;
    }
    std::fs::rename(&unfinished, database)
        .with_context(|| format!("cannot put the orders at {}", database.display()))
}

fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot replace {}", file.display()))
        }
        _ => Ok(()),
    }
}

async fn fill(connection: &mut SqliteConnection, rows: &Rows) -> Result<()> {
    let mut transaction = connection.begin().await?;
    let c = &mut *transaction;
    insert(c, "customers", &rows.customers, |v, row| {
        v.push_bind(row.id).push_bind(&row.email).push_bind(&row.name).push_bind(row.country);
        v.push_bind(row.city).push_bind(&row.postcode);
    })
    .await?;
    insert(c, "orders", &rows.orders, |v, row| {
        let who = &row.customer;
        v.push_bind(row.id).push_bind(&row.number).push_bind(who.id).push_bind(&who.email);
        v.push_bind(&who.name).push_bind(who.city).push_bind(&who.postcode).push_bind(who.country);
        v.push_bind(row.status.as_str()).push_bind(row.currency.code());
        v.push_bind(row.shipping_minor).push_bind(row.discount_minor).push_bind(row.total_minor);
        v.push_bind(iso(row.created_at)).push_bind(iso(row.promised_by));
        v.push_bind(row.cancelled_at.map(iso)).push_bind(iso(row.updated_at));
    })
    .await?;
    insert(c, "order_lines", &rows.lines, |v, row| {
        v.push_bind(row.id).push_bind(row.order_id).push_bind(&row.sku).push_bind(&row.title);
        v.push_bind(row.quantity).push_bind(row.unit_minor);
    })
    .await?;
    insert(c, "payments", &rows.payments, |v, row| {
        v.push_bind(None::<i64>).push_bind(row.order_id).push_bind(row.method);
        v.push_bind(row.status).push_bind(row.amount_minor);
        v.push_bind(iso(row.created_at)).push_bind(row.captured_at.map(iso));
    })
    .await?;
    insert(c, "shipments", &rows.shipments, |v, row| {
        v.push_bind(row.id).push_bind(row.order_id).push_bind(row.carrier);
        v.push_bind(&row.tracking_number).push_bind(&row.tracking_url);
        v.push_bind(iso(row.label_created_at)).push_bind(row.dispatched_at.map(iso));
        v.push_bind(iso(row.estimated_at)).push_bind(row.delivered_at.map(iso));
    })
    .await?;
    insert(c, "shipment_lines", &rows.shipment_lines, part).await?;
    insert(c, "returns", &rows.returns, |v, row| {
        v.push_bind(row.id).push_bind(row.order_id).push_bind(row.reason);
        v.push_bind(iso(row.requested_at)).push_bind(row.received_at.map(iso));
    })
    .await?;
    insert(c, "return_lines", &rows.return_lines, part).await?;
    insert(c, "refunds", &rows.refunds, |v, row| {
        v.push_bind(None::<i64>).push_bind(row.order_id).push_bind(row.amount_minor);
        v.push_bind(row.reason).push_bind(iso(row.created_at));
    })
    .await?;
    transaction.commit().await?;
    Ok(())
}

fn part(values: &mut Separated<'_, Sqlite, &'static str>, row: &PartRow) {
    values.push_bind(row.owner_id).push_bind(row.line_id).push_bind(row.quantity);
}

async fn insert<T>(
    connection: &mut SqliteConnection,
    table: &'static str,
    rows: &[T],
    bind: impl Fn(&mut Separated<'_, Sqlite, &'static str>, &T),
) -> Result<()> {
    for batch in rows.chunks(BATCH) {
        let mut query = QueryBuilder::<Sqlite>::new(format!("INSERT INTO {table} "));
        query.push_values(batch, |mut values, row| bind(&mut values, row));
        query.build().execute(&mut *connection).await.with_context(|| table)?;
    }
    Ok(())
}

/// ISO 8601 in UTC. Moments that no calendar has do not come up: all are made from the clock.
fn iso(moment: Moment) -> String {
    OffsetDateTime::from_unix_timestamp(moment)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// The id after that many; ids count from one.
pub(super) fn id_after(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX - 1) + 1
}
