//! JSON into the contract's types by way of the browser's own parser. This replaces `serde_json`
//! in the browser, which would cost every page about 19 KB after compression.

mod card;
pub(crate) use card::is_known_kind;
mod conversation;
mod keys;
mod order;
mod site;
mod staff;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A type that can be read from a parsed JSON value.
pub trait FromJs: Sized {
    /// `None` where the value does not have the type's shape.
    fn from_js(value: &JsValue) -> Option<Self>;
}

/// Parses JSON text into `T`; `None` for broken JSON and for any other shape.
pub fn from_json<T: FromJs>(text: &str) -> Option<T> {
    T::from_js(&JSON::parse(text).ok()?)
}

/// Reads one field of an object; an absent one reads as `undefined`.
pub fn field<T: FromJs>(object: &JsValue, name: &str) -> Option<T> {
    T::from_js(&Reflect::get(object, &JsValue::from_str(name)).ok()?)
}

/// Implements [`FromJs`] for structs by listing their fields. The struct literal it expands to
/// makes the compiler insist on every field; `field = "name"` gives another name on the wire.
macro_rules! from_js {
    ($($type:ident { $($field:ident $(= $name:literal)?),* $(,)? })*) => {$(
        impl $crate::decode::FromJs for $type {
            fn from_js(value: &wasm_bindgen::JsValue) -> Option<Self> {
                Some(Self { $($field: $crate::decode::field(value, from_js!(@ $field $($name)?))?),* })
            }
        }
    )*};
    (@ $field:ident) => { stringify!($field) };
    (@ $field:ident $name:literal) => { $name };
}
/// Implements [`FromJs`] for newtypes over text.
macro_rules! text_from_js {
    ($($type:ident)*) => {$(
        impl $crate::decode::FromJs for $type {
            fn from_js(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_string().map(Self)
            }
        }
    )*};
}
/// Implements [`FromJs`] for enums without data, by their names on the wire.
macro_rules! names_from_js {
    ($($type:ident { $($name:literal => $variant:ident),* $(,)? })*) => {$(
        impl $crate::decode::FromJs for $type {
            fn from_js(value: &wasm_bindgen::JsValue) -> Option<Self> {
                match value.as_string()?.as_str() {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}
/// Implements [`FromJs`] for enums without data that know their names on the wire.
macro_rules! named_from_js {
    ($($type:ident)*) => {$(
        impl $crate::decode::FromJs for $type {
            fn from_js(value: &wasm_bindgen::JsValue) -> Option<Self> {
                Self::parse(&value.as_string()?)
            }
        }
    )*};
}
pub(crate) use {from_js, named_from_js, names_from_js, text_from_js};

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// An answer without a body.
impl FromJs for () {
    fn from_js(_: &JsValue) -> Option<Self> {
        Some(())
    }
}

impl FromJs for String {
    fn from_js(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

/// Absent reads as `false`: the contract leaves out flags that are not set.
impl FromJs for bool {
    fn from_js(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(false) } else { value.as_bool() }
    }
}

impl FromJs for u32 {
    fn from_js(value: &JsValue) -> Option<Self> {
        let number = value.as_f64()?;
        let whole = number.trunc().to_bits() == number.to_bits();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and in range"
        )]
        (whole && (0.0..=f64::from(Self::MAX)).contains(&number)).then_some(number as Self)
    }
}

impl FromJs for f64 {
    fn from_js(value: &JsValue) -> Option<Self> {
        value.as_f64()
    }
}

/// Whole numbers as JSON in JavaScript can hold them, up to 2⁵³.
impl FromJs for i64 {
    fn from_js(value: &JsValue) -> Option<Self> {
        let number = value.as_f64()?;
        let fits = number.trunc().to_bits() == number.to_bits() && number.abs() <= MAX_SAFE_INTEGER;
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
        fits.then_some(number as Self)
    }
}

impl FromJs for u64 {
    fn from_js(value: &JsValue) -> Option<Self> {
        Self::try_from(i64::from_js(value)?).ok()
    }
}

impl FromJs for usize {
    fn from_js(value: &JsValue) -> Option<Self> {
        Self::try_from(u32::from_js(value)?).ok()
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: &JsValue) -> Option<Self> {
        if value.is_undefined() || value.is_null() {
            Some(None)
        } else {
            T::from_js(value).map(Some)
        }
    }
}

impl<T: FromJs> FromJs for Box<T> {
    fn from_js(value: &JsValue) -> Option<Self> {
        T::from_js(value).map(Self::new)
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: &JsValue) -> Option<Self> {
        // A plain loop: `collect` into an `Option` is twice the code for each type.
        let mut items = Self::new();
        for item in value.dyn_ref::<Array>()?.iter() {
            items.push(T::from_js(&item)?);
        }
        Some(items)
    }
}
