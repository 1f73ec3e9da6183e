//! The documented columns of the three queries, and rows read into typed records. A value of the
//! wrong type is named by query and column.

use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Row, TypeInfo, ValueRef};
use std::fmt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The longest text in a column, in characters. Anything longer is not what the column is for.
const MAX_TEXT_CHARS: usize = 1_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Text,
    Integer,
    Time,
}

/// One documented column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether the query has to give it at all; the rest may be left out.
    pub(crate) required: bool,
}

const fn required(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

pub(crate) const ORDER: &[Column] = &[
    required("id", Kind::Id),
    required("number", Kind::Text),
    required("email", Kind::Text),
    required("postcode", Kind::Text),
    required("state", Kind::Text),
    required("placed_at", Kind::Time),
    optional("paid_at", Kind::Time),
    optional("packed_at", Kind::Time),
    optional("shipped_at", Kind::Time),
    optional("delivered_at", Kind::Time),
    optional("returned_at", Kind::Time),
    optional("cancelled_at", Kind::Time),
    optional("refunded_at", Kind::Time),
    optional("expected_at", Kind::Time),
    optional("updated_at", Kind::Time),
    optional("currency", Kind::Text),
    optional("total_minor", Kind::Integer),
    optional("lines_minor", Kind::Integer),
    optional("shipping_minor", Kind::Integer),
    optional("discount_minor", Kind::Integer),
    optional("refunded_minor", Kind::Integer),
];

pub(crate) const ITEMS: &[Column] = &[
    required("order_id", Kind::Id),
    required("line_id", Kind::Id),
    required("name", Kind::Text),
    required("quantity", Kind::Integer),
    required("shipped", Kind::Integer),
    required("returned", Kind::Integer),
    optional("unit_minor", Kind::Integer),
];

pub(crate) const PARCELS: &[Column] = &[
    required("order_id", Kind::Id),
    required("parcel_id", Kind::Id),
    required("carrier", Kind::Text),
    optional("tracking_number", Kind::Text),
    optional("tracking_url", Kind::Text),
    optional("shipped_at", Kind::Time),
    optional("expected_at", Kind::Time),
    optional("delivered_at", Kind::Time),
];

pub(crate) const FRESHNESS: &[Column] = &[required("read_until", Kind::Time)];

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

/// What the order query tells, apart from the proofs.
#[derive(Clone, Debug)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) state: String,
    pub(crate) placed_at: OffsetDateTime,
    pub(crate) paid_at: Option<OffsetDateTime>,
    pub(crate) packed_at: Option<OffsetDateTime>,
    pub(crate) shipped_at: Option<OffsetDateTime>,
    pub(crate) delivered_at: Option<OffsetDateTime>,
    pub(crate) returned_at: Option<OffsetDateTime>,
    pub(crate) cancelled_at: Option<OffsetDateTime>,
    pub(crate) refunded_at: Option<OffsetDateTime>,
    pub(crate) updated_at: Option<OffsetDateTime>,
    pub(crate) total_minor: Option<i64>,
    pub(crate) lines_minor: Option<i64>,
    pub(crate) shipping_minor: Option<i64>,
    pub(crate) discount_minor: Option<i64>,
    pub(crate) refunded_minor: Option<i64>,
}

/// One line of an order.
#[derive(Clone, Debug)]
pub(crate) struct ItemRecord {
    pub(crate) order_id: String,
    pub(crate) line_id: String,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) shipped: u32,
    pub(crate) returned: u32,
    pub(crate) unit_minor: Option<i64>,
}

/// One parcel of an order.
#[derive(Clone, Debug)]
pub(crate) struct ParcelRecord {
    pub(crate) order_id: String,
    pub(crate) parcel_id: String,
    pub(crate) carrier: String,
    pub(crate) tracking_number: Option<String>,
    pub(crate) tracking_url: Option<String>,
    pub(crate) shipped_at: Option<OffsetDateTime>,
    pub(crate) expected_at: Option<OffsetDateTime>,
    pub(crate) delivered_at: Option<OffsetDateTime>,
}

impl OrderRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "order", row };
        Ok(Self {
            id: fields.needed("id", Fields::id)?.to_string(),
            number: fields.needed("number", Fields::text)?,
            state: fields.needed("state", Fields::text)?,
            placed_at: fields.needed("placed_at", Fields::time)?,
            paid_at: fields.time("paid_at")?,
            packed_at: fields.time("packed_at")?,
            shipped_at: fields.time("shipped_at")?,
            delivered_at: fields.time("delivered_at")?,
            returned_at: fields.time("returned_at")?,
            cancelled_at: fields.time("cancelled_at")?,
            refunded_at: fields.time("refunded_at")?,
            updated_at: fields.time("updated_at")?,
            total_minor: fields.integer("total_minor")?,
            lines_minor: fields.integer("lines_minor")?,
            shipping_minor: fields.integer("shipping_minor")?,
            discount_minor: fields.integer("discount_minor")?,
            refunded_minor: fields.integer("refunded_minor")?,
        })
    }
}

impl ItemRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "items", row };
        Ok(Self {
            order_id: fields.needed("order_id", Fields::id)?.to_string(),
            line_id: fields.needed("line_id", Fields::id)?.to_string(),
            name: fields.needed("name", Fields::text)?,
            quantity: fields.needed("quantity", Fields::count)?,
            shipped: fields.needed("shipped", Fields::count)?,
            returned: fields.needed("returned", Fields::count)?,
            unit_minor: fields.integer("unit_minor")?,
        })
    }
}

impl ParcelRecord {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, String> {
        let fields = Fields { query: "parcels", row };
        Ok(Self {
            order_id: fields.needed("order_id", Fields::id)?.to_string(),
            parcel_id: fields.needed("parcel_id", Fields::id)?.to_string(),
            carrier: fields.needed("carrier", Fields::text)?,
            tracking_number: fields.text("tracking_number")?,
            tracking_url: fields.text("tracking_url")?,
            shipped_at: fields.time("shipped_at")?,
            expected_at: fields.time("expected_at")?,
            delivered_at: fields.time("delivered_at")?,
        })
    }
}

/// The id in a row, if it has a usable one.
pub(crate) fn order_key(row: &AnyRow) -> Option<Key> {
    Fields { query: "order", row }.id("id").ok().flatten()
}

/// A proof column of an order row; empty where there is none.
pub(crate) fn stored_proof(row: &AnyRow, column: &'static str) -> String {
    Fields { query: "order", row }.text(column).ok().flatten().unwrap_or_default()
}

/// The time in the freshness query's row.
pub(crate) fn read_until(row: &AnyRow) -> Result<OffsetDateTime, String> {
    Fields { query: "freshness", row }.needed("read_until", Fields::time)
}

/// A row of a named query, for messages that say where a bad value stands. A column that the query
/// does not give reads like a null.
struct Fields<'r> {
    query: &'static str,
    row: &'r AnyRow,
}

impl Fields<'_> {
    fn kind(&self, column: &str) -> Option<AnyTypeInfoKind> {
        let value = self.row.try_get_raw(column).ok()?;
        (!value.is_null() && !value.type_info().is_null()).then(|| value.type_info().kind())
    }

    fn wrong(&self, column: &str, wanted: &str, got: impl fmt::Display) -> String {
        format!("{}.{column} must be {wanted}, but is {got}", self.query)
    }

    fn needed<T>(
        &self,
        column: &'static str,
        get: fn(&Self, &'static str) -> Result<Option<T>, String>,
    ) -> Result<T, String> {
        get(self, column)?.ok_or_else(|| format!("{}.{column} is missing or empty", self.query))
    }

    fn id(&self, column: &'static str) -> Result<Option<Key>, String> {
        match self.kind(column) {
            Some(kind) if kind.is_integer() => Ok(self.integer(column)?.map(Key::Integer)),
            _ => Ok(self.text(column)?.map(Key::Text)),
        }
    }

    fn text(&self, column: &'static str) -> Result<Option<String>, String> {
        match self.kind(column) {
            None => Ok(None),
            Some(AnyTypeInfoKind::Text) => {
                let text: String =
                    self.row.try_get(column).map_err(|e| self.wrong(column, "text", e))?;
                if text.chars().count() > MAX_TEXT_CHARS {
                    return Err(self.wrong(column, "a short text", "longer than 1000 characters"));
                }
                Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
            }
            Some(kind) => Err(self.wrong(column, "TEXT", format!("{kind:?}"))),
        }
    }

    fn integer(&self, column: &'static str) -> Result<Option<i64>, String> {
        match self.kind(column) {
            None => Ok(None),
            Some(kind) if kind.is_integer() => {
                self.row.try_get(column).map(Some).map_err(|e| self.wrong(column, "INTEGER", e))
            }
            Some(kind) => Err(self.wrong(column, "INTEGER", format!("{kind:?}"))),
        }
    }

    fn count(&self, column: &'static str) -> Result<Option<u32>, String> {
        let Some(number) = self.integer(column)? else { return Ok(None) };
        u32::try_from(number).map(Some).map_err(|_| self.wrong(column, "a count", number))
    }

    fn time(&self, column: &'static str) -> Result<Option<OffsetDateTime>, String> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        parse_time(&text).map(Some).ok_or_else(|| {
            self.wrong(column, "a UTC time such as 2026-11-01T10:00:00Z", format!("{text:?}"))
        })
    }
}

/// ISO 8601 with `T` or a space between date and time; without a zone it is UTC.
fn parse_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.replacen(' ', "T", 1);
    let (_, clock) = text.split_once('T')?;
    let zoned = if clock.contains(['Z', '+', '-']) { text.clone() } else { format!("{text}Z") };
    let time = OffsetDateTime::parse(&zoned, &Rfc3339).ok()?;
    Some(time.to_offset(time::UtcOffset::UTC))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn times_are_read_as_utc() {
        let ten = datetime!(2026-11-01 10:00:00 UTC);
        for text in [
            "2026-11-01T10:00:00Z",
            "2026-11-01 10:00:00",
            "2026-11-01T10:00:00.000Z",
            "2026-11-01 10:00:00+00:00",
            "2026-11-01T12:00:00+02:00",
        ] {
            assert_eq!(parse_time(text), Some(ten), "{text}");
        }
        for text in ["", "2026-11-01", "1793527200", "yesterday", "2026-13-01 10:00:00", "T"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn an_id_of_nothing_has_the_type_of_ids() {
        assert_eq!(Key::of_nothing(AnyTypeInfoKind::BigInt), Key::Integer(-1));
        assert!(matches!(Key::of_nothing(AnyTypeInfoKind::Text), Key::Text(_)));
        assert!(matches!(Key::of_nothing(AnyTypeInfoKind::Null), Key::Text(_)));
    }
}
