//! The settings of a preset that an owner may change, checked before they get into SQL.

use super::file::{OptionFile, OptionKind};
use crate::orders::error::OrdersError;
use std::collections::BTreeMap;

/// The longest value, in bytes.
const MAX_BYTES: usize = 40;

/// The value of each option: the owner's, or the preset's own.
pub(super) fn values(
    known: &BTreeMap<String, OptionFile>,
    given: &BTreeMap<String, toml::Value>,
) -> Result<BTreeMap<String, String>, OrdersError> {
    if let Some(name) = given.keys().find(|name| !known.contains_key(*name)) {
        let known: Vec<&str> = known.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(OrdersError::UnknownOption { name: name.clone(), known });
    }
    let value = |(name, option): (&String, &OptionFile)| {
        let value = match given.get(name) {
            None => option.default.clone(),
            Some(value) => checked(name, option.kind, value)?,
        };
        Ok((name.clone(), value))
    };
    known.iter().map(value).collect()
}

fn checked(name: &str, kind: OptionKind, value: &toml::Value) -> Result<String, OrdersError> {
    let bad = |wanted| OrdersError::BadOption { name: name.to_owned(), wanted };
    match kind {
        OptionKind::Integer => match value.as_integer() {
            Some(number) if number >= 0 => Ok(number.to_string()),
            _ => Err(bad("a whole number that is not negative")),
        },
        OptionKind::Identifier => {
            plain(value, "_").ok_or_else(|| bad("letters, digits and _, 40 at the most"))
        }
        OptionKind::Code => {
            plain(value, "_-").ok_or_else(|| bad("letters, digits, - and _, 40 at the most"))
        }
    }
}

/// A short text of letters, digits and the characters of `others`.
fn plain(value: &toml::Value, others: &str) -> Option<String> {
    let text = value.as_str().filter(|text| text.len() <= MAX_BYTES)?;
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c));
    plain.then(|| text.to_owned())
}

/// A text with the values in place of `{{name}}`.
pub(super) fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    })
}
