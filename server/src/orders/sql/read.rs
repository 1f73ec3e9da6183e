//! One consistent read: the same queries, in one transaction on one connection, whether or not
//! there is such an order and whether or not the proof fits it.

use super::field::Key;
use super::look::Look;
use super::record::{self, Around, order_key, read_until, stored_proof};
use super::states::States;
use crate::orders::claim::OrderNumber;
use crate::orders::config::Queries;
use crate::orders::proof;
use crate::orders::reading::{Asker, MAX_ITEMS, MAX_ORDERS, MAX_PARCELS, Reading, Records};
use crate::orders::record::ParcelRecord;
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use subtle::Choice;
use time::OffsetDateTime;

/// The rows of one read.
pub(crate) struct Rows {
    /// Which of the orders the proof fits.
    pub(crate) proven: Option<usize>,
    orders: Vec<AnyRow>,
    pub(crate) items: Vec<AnyRow>,
    pub(crate) parcels: Vec<AnyRow>,
    /// Absent without a freshness query.
    freshness: Option<Vec<AnyRow>>,
    /// The queries that were run, in their order.
    pub(crate) asked: Vec<&'static str>,
}

impl Rows {
    /// Reads what a claim names. Items and parcels of an order that the proof does not fit are
    /// not read: an id that matches nothing stands in for it, as it does for no order. It has the
    /// type of the store's ids, or a strict engine would refuse to compare them.
    pub(crate) async fn read(
        mut look: Look<'_>,
        queries: &Queries,
        id_kind: AnyTypeInfoKind,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> sqlx::Result<Self> {
        let number = Key::Text(number.as_str().to_owned());
        let orders = look.ask("order", &queries.order, Some(&number), MAX_ORDERS).await?;
        let proven = proven_order(by, &orders);
        let id = proven.and_then(|at| order_key(&orders[at]));
        let id = id.unwrap_or_else(|| Key::of_nothing(id_kind));
        let items = look.ask("items", &queries.items, Some(&id), MAX_ITEMS).await?;
        let parcels = look.ask("parcels", &queries.parcels, Some(&id), MAX_PARCELS).await?;
        let freshness = match &queries.freshness {
            Some(sql) => Some(look.ask("freshness", sql, None, 1).await?),
            None => None,
        };
        Ok(Self { proven, orders, items, parcels, freshness, asked: look.into_asked() })
    }

    /// What the rows say.
    pub(crate) fn reading(self, states: &States) -> Reading {
        let until = self.freshness.as_deref().map(moment).transpose();
        let records = self.proven.map(|at| {
            until.as_ref().map_err(Clone::clone)?;
            self.records(&self.orders[at], states)
        });
        let read_until = until.unwrap_or_default();
        Reading { orders: self.orders.len(), records, read_until, asked: self.asked }
    }

    fn records(&self, order: &AnyRow, states: &States) -> Result<Records, String> {
        for (query, rows, most) in
            [("items", &self.items, MAX_ITEMS), ("parcels", &self.parcels, MAX_PARCELS)]
        {
            if rows.len() > most {
                return Err(format!("the {query} query gave more than {most} rows"));
            }
        }
        let currency = record::currency(order)?;
        let order = record::order(order, states, currency.as_deref())?;
        let parcels: Vec<ParcelRecord> =
            self.parcels.iter().map(record::parcel).collect::<Result<_, _>>()?;
        let around = Around {
            state: order.state.means,
            sent: parcels.iter().any(|parcel| parcel.shipped_at.is_some()),
            currency: currency.as_deref(),
        };
        let items = self.items.iter().map(|row| record::item(row, around));
        Ok(Records { items: items.collect::<Result<_, _>>()?, parcels, order })
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

fn moment(freshness: &[AnyRow]) -> Result<OffsetDateTime, String> {
    match freshness {
        [row] => read_until(row),
        _ => Err("the freshness query must give exactly one row".to_owned()),
    }
}
