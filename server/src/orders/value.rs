//! Values as stores write them in JSON, checked where they come in.

use crate::orders::moment::parse_time;
use crate::orders::reading::MAX_TEXT_CHARS;
use crate::orders::record::PackedItem;
use serde::{Deserialize, Deserializer};
use time::OffsetDateTime;

/// A text that says something and is not too long.
#[derive(Debug)]
pub(crate) struct Text(pub(crate) String);

/// A store's own id: a text or an integer.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

/// A time in RFC 3339; without a zone it is UTC.
#[derive(Debug)]
pub(crate) struct Time(pub(crate) OffsetDateTime);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let trimmed = text.trim();
        match trimmed.chars().count() {
            0 => Err(serde::de::Error::custom("is empty; give null where there is nothing")),
            1..=MAX_TEXT_CHARS => Ok(Self(trimmed.to_owned())),
            _ => Err(serde::de::Error::custom("is longer than 1000 characters")),
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "an id is a text or an integer")]
        enum Written {
            Integer(i64),
            Text(Text),
        }
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Integer(id) => id.to_string(),
            Written::Text(text) => text.0,
        }))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_time(text.trim())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("is no time such as 2026-11-01T10:00:00Z"))
    }
}

/// So many units of a line, in a parcel.
#[derive(Debug, Deserialize)]
pub(crate) struct Packed {
    line_id: Id,
    quantity: u32,
}

/// What a parcel holds, each line once; absent where that is nothing.
pub(crate) fn packed(parts: Vec<Packed>) -> Option<Vec<PackedItem>> {
    let mut items: Vec<PackedItem> = Vec::new();
    for Packed { line_id: Id(line_id), quantity } in parts {
        match items.iter_mut().find(|item| item.line_id == line_id) {
            Some(item) => item.quantity = item.quantity.saturating_add(quantity),
            None => items.push(PackedItem { line_id, quantity }),
        }
    }
    Some(items).filter(|items| !items.is_empty())
}
