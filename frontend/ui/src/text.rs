//! The wording that the server sent for the page's language.

use leptos::prelude::*;
use std::collections::BTreeMap;

/// Looks up wording by key. Cheap to copy; components take it from the context.
#[derive(Clone, Copy)]
pub struct Texts {
    by_key: StoredValue<BTreeMap<String, String>>,
    page_locale: StoredValue<String>,
}

impl Texts {
    /// Wording of a shop, for a page in that locale. `{shop}` is filled in once and for all.
    pub fn new(texts: BTreeMap<String, String>, shop: &str, page_locale: String) -> Self {
        let fill_shop = |(key, text): (String, String)| (key, fill(&text, &[("shop", shop)]));
        Self {
            by_key: StoredValue::new(texts.into_iter().map(fill_shop).collect()),
            page_locale: StoredValue::new(page_locale),
        }
    }

    /// How the page's country writes numbers.
    pub fn page_locale(self) -> String {
        self.page_locale.get_value()
    }

    /// The wording of the program around the component.
    pub fn of_context() -> Self {
        expect_context()
    }

    /// The text of that key, or the key itself where the server sent none.
    pub fn get(self, key: &str) -> String {
        self.by_key.with_value(|texts| texts.get(key).cloned().unwrap_or_else(|| key.to_owned()))
    }

    /// The text of that key with `{name}` replaced by each value.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(&self.get(key), values)
    }
}

/// Replaces every `{name}` in one pass, so that a value that holds braces stays as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail))
        });
        let (value, tail) = named.unwrap_or(("{", after));
        filled.push_str(value);
        rest = tail;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fill_their_places_only() {
        let values = [("shop", "Fjell & {co}"), ("n", "2")];
        for (text, expected) in [
            ("Ask {shop}", "Ask Fjell & {co}"),
            ("{n} of {n}", "2 of 2"),
            ("{unknown} {n", "{unknown} {n"),
            ("plain", "plain"),
        ] {
            assert_eq!(fill(text, &values), expected);
        }
    }
}
