//! What a widget learns about its site.

use crate::decode::{FromJs, from_js};
use js_sys::{Array, Object};
use std::collections::BTreeMap;
use vouch_shared::site::SiteConfig;
use wasm_bindgen::{JsCast, JsValue};

from_js! {
    SiteConfig {
        site, name, locale, direction, theme, accent, logo, resume_across_visits, max_text_chars,
        quick_replies, expected_by, texts, keys,
    }
}

impl FromJs for BTreeMap<String, String> {
    fn from_js(value: &JsValue) -> Option<Self> {
        let entries = Object::entries(value.dyn_ref::<Object>()?);
        // One by one: `collect` would bring a sorting algorithm along.
        let mut map = Self::new();
        for entry in entries.iter() {
            let entry: Array = entry.dyn_into().ok()?;
            map.insert(entry.get(0).as_string()?, entry.get(1).as_string()?);
        }
        Some(map)
    }
}
