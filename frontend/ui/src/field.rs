//! Fields of forms.

use crate::drawing::{Drawing, draw};
use crate::text::Texts;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A field under its label, and the field itself.
pub(crate) fn field(label: &str, tag: &str, test_id: &str) -> (Drawing, Drawing) {
    let input = draw(tag).test_id(test_id).set("dir", "auto");
    let label = draw("span").text(&Texts::of_context().get(label));
    (draw("label").class("field").child(label).child(input.clone()), input)
}

/// What stands in a field.
pub(crate) fn value_of(input: &Element) -> String {
    property(input, "value").as_string().unwrap_or_default()
}

/// Writes into a field.
pub(crate) fn set_value(input: &Element, value: &str) {
    // A field always takes text.
    let _ = Reflect::set(input, &JsValue::from_str("value"), &JsValue::from_str(value));
}

/// Whether a box is ticked.
pub(crate) fn is_ticked(input: &Element) -> bool {
    property(input, "checked").is_truthy()
}

fn property(input: &Element, name: &str) -> JsValue {
    Reflect::get(input, &JsValue::from_str(name)).unwrap_or_default()
}
