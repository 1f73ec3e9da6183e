//! Values of a row, taken by query and column so that a message says where a bad one stands.

use super::amount::{self, Amount};
use crate::orders::moment::parse_time;
use crate::orders::reading::{MAX_ITEMS, MAX_TEXT_CHARS};
use crate::orders::record::PackedItem;
use crate::orders::value;
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Row, TypeInfo, ValueRef};
use std::fmt;
use time::OffsetDateTime;

/// The longest list that is read, in characters: room for every line of an order.
const MAX_LIST_CHARS: usize = MAX_ITEMS * 200;

/// A store's own id of something, in the type in which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Integer(i64),
    Text(String),
}

impl Key {
    /// An id that no row has: for integers a negative one, for texts the nil UUID, which also
    /// survives a cast to UUID.
    pub(crate) fn of_nothing(kind: AnyTypeInfoKind) -> Self {
        if kind.is_integer() {
            Self::Integer(-1)
        } else {
            Self::Text("00000000-0000-0000-0000-000000000000".to_owned())
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(id) => write!(f, "{id}"),
            Self::Text(id) => f.write_str(id),
        }
    }
}

/// A row of a named query, for messages that say where a bad value stands. A column that the query
/// does not give reads like a null.
pub(crate) struct Fields<'r> {
    pub(crate) query: &'static str,
    pub(crate) row: &'r AnyRow,
}

impl Fields<'_> {
    fn kind(&self, column: &str) -> Option<AnyTypeInfoKind> {
        let value = self.row.try_get_raw(column).ok()?;
        (!value.is_null() && !value.type_info().is_null()).then(|| value.type_info().kind())
    }

    /// Whether the query has such a column at all.
    pub(crate) fn gives(&self, column: &str) -> bool {
        self.row.try_column(column).is_ok()
    }

    fn wrong(&self, column: &str, wanted: &str, got: impl fmt::Display) -> String {
        format!("{}.{column} must be {wanted}, but is {got}", self.query)
    }

    pub(crate) fn needed<T>(
        &self,
        column: &'static str,
        get: fn(&Self, &'static str) -> Result<Option<T>, String>,
    ) -> Result<T, String> {
        get(self, column)?.ok_or_else(|| format!("{}.{column} is missing or empty", self.query))
    }

    pub(crate) fn id(&self, column: &'static str) -> Result<Option<Key>, String> {
        match self.kind(column) {
            Some(kind) if kind.is_integer() => Ok(self.integer(column)?.map(Key::Integer)),
            _ => Ok(self.text(column)?.map(Key::Text)),
        }
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<Option<String>, String> {
        self.text_within(column, MAX_TEXT_CHARS)
    }

    fn text_within(&self, column: &'static str, most: usize) -> Result<Option<String>, String> {
        match self.kind(column) {
            None => Ok(None),
            Some(AnyTypeInfoKind::Text) => {
                let text: String =
                    self.row.try_get(column).map_err(|e| self.wrong(column, "text", e))?;
                if text.chars().count() > most {
                    let got = format!("longer than {most} characters");
                    return Err(self.wrong(column, "a short text", got));
                }
                Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
            }
            Some(kind) => Err(self.wrong(column, "TEXT", format!("{kind:?}"))),
        }
    }

    pub(crate) fn integer(&self, column: &'static str) -> Result<Option<i64>, String> {
        match self.kind(column) {
            None => Ok(None),
            Some(kind) if kind.is_integer() => {
                self.row.try_get(column).map(Some).map_err(|e| self.wrong(column, "INTEGER", e))
            }
            Some(kind) => Err(self.wrong(column, "INTEGER", format!("{kind:?}"))),
        }
    }

    pub(crate) fn count(&self, column: &'static str) -> Result<Option<u32>, String> {
        let Some(number) = self.integer(column)? else { return Ok(None) };
        u32::try_from(number).map(Some).map_err(|_| self.wrong(column, "a count", number))
    }

    /// An amount in minor units, or as the store writes it with decimals of the currency.
    pub(crate) fn amount(
        &self,
        minor: &'static str,
        whole: &'static str,
        currency: Option<&str>,
    ) -> Result<Option<Amount>, String> {
        if let Some(minor) = self.integer(minor)? {
            return Ok(Some(Amount { minor, exact: true }));
        }
        let Some(text) = self.text(whole)? else { return Ok(None) };
        let wrong = |wanted: &str| self.wrong(whole, wanted, format!("{text:?}"));
        let currency = currency.ok_or_else(|| wrong("given with order.currency"))?;
        let amount = amount::parse(&text, currency);
        amount.map(Some).ok_or_else(|| wrong("an amount such as 12.50"))
    }

    /// What a parcel holds, as JSON.
    pub(crate) fn packed(&self, column: &'static str) -> Result<Option<Vec<PackedItem>>, String> {
        let Some(text) = self.text_within(column, MAX_LIST_CHARS)? else { return Ok(None) };
        serde_json::from_str(&text).map(value::packed).map_err(|error| {
            self.wrong(column, "JSON such as [{\"line_id\": 7, \"quantity\": 2}]", error)
        })
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<Option<OffsetDateTime>, String> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        parse_time(&text).map(Some).ok_or_else(|| {
            self.wrong(column, "a UTC time such as 2026-11-01T10:00:00Z", format!("{text:?}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_nothing_has_the_type_of_ids() {
        assert_eq!(Key::of_nothing(AnyTypeInfoKind::BigInt), Key::Integer(-1));
        assert!(matches!(Key::of_nothing(AnyTypeInfoKind::Text), Key::Text(_)));
        assert!(matches!(Key::of_nothing(AnyTypeInfoKind::Null), Key::Text(_)));
    }
}
