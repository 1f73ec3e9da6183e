//! JSON text for requests, through the browser's own `JSON.stringify`.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// A JavaScript object of these fields.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// The value as JSON text. Only called with plain objects, which always have one.
pub fn to_json(value: &JsValue) -> String {
    JSON::stringify(value).map(String::from).unwrap_or_default()
}
