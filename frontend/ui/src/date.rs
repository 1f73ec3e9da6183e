//! Dates as the shopper's own browser writes them, in the shopper's time zone, and amounts as the
//! page's country writes them.

use crate::encode::object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Date;
    #[wasm_bindgen(constructor)]
    fn new(text: &str) -> Date;
    // Numbers have it, too. Throws for a time that is no time, a locale that is none, and a
    // currency that is none.
    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn to_locale_string(this: &Date, locale: &str, options: &JsValue) -> Result<String, JsValue>;
}

/// Day, month and year of a moment.
pub fn day(moment: &str, locale: &str) -> String {
    write(moment, locale, &[DAY, MONTH, YEAR])
}

/// Day, month, year and time of day.
pub fn day_and_time(moment: &str, locale: &str) -> String {
    write(moment, locale, &[DAY, MONTH, YEAR, HOUR, MINUTE])
}

/// Weekday, day, month, year and time of day by the reader's own clock.
pub fn weekday_and_time(moment: &str, locale: &str) -> String {
    write(moment, locale, &[("dateStyle", "full"), ("timeStyle", "short")])
}

/// Day, month, year, time of day and the name of the zone, which is the same in summer and winter.
pub fn moment_with_zone(moment: &str, locale: &str) -> String {
    write(moment, locale, &[DAY, MONTH, YEAR, HOUR, MINUTE, ("timeZoneName", "longGeneric")])
}

/// A calendar day such as `2026-03-01`. It has no time zone and must not be moved into one.
pub fn calendar_day(date: &str, locale: &str) -> String {
    write(date, locale, &[DAY, MONTH, YEAR, ("timeZone", "UTC")])
}

/// A decimal number of a currency (ISO 4217).
pub fn money(amount: &str, currency: &str, locale: &str) -> String {
    let number = JsValue::from_f64(JsValue::from_str(amount).unchecked_into_f64());
    let options = object(&[("style", "currency".into()), ("currency", currency.into())]);
    let text = number.unchecked_ref::<Date>().to_locale_string(locale, &options);
    text.unwrap_or_else(|_| [amount, currency].join(" "))
}

const DAY: (&str, &str) = ("day", "numeric");
const MONTH: (&str, &str) = ("month", "short");
const YEAR: (&str, &str) = ("year", "numeric");
const HOUR: (&str, &str) = ("hour", "2-digit");
const MINUTE: (&str, &str) = ("minute", "2-digit");

/// What the browser cannot read is shown as it came: it was signed, so it is what the store said.
fn write(moment: &str, locale: &str, options: &[(&str, &str)]) -> String {
    let options: Vec<_> = options.iter().map(|(name, value)| (*name, (*value).into())).collect();
    let text = Date::new(moment).to_locale_string(locale, &object(&options));
    text.ok().filter(|text| text != "Invalid Date").unwrap_or_else(|| moment.to_owned())
}
