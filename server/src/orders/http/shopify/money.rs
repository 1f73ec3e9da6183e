//! Shopify's decimal amounts as minor units of their currency.

use super::order::Money;
use crate::orders::amounts::digits;

/// The amount in minor units; `Err` where it is not a number or finer than the currency allows.
pub(super) fn minor_units(money: &Money) -> Result<i64, String> {
    let currency = &*money.currency_code;
    exact(&money.amount, digits(currency))
        .ok_or_else(|| format!("{:?} is not an amount in {currency}", money.amount))
}

fn exact(text: &str, digits: usize) -> Option<i64> {
    let (negative, number) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (kept, rest) = fraction.split_at(digits.min(fraction.len()));
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let minor: i64 = format!("{whole}{kept:0<digits$}").parse().ok()?;
    Some(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_in_the_currencys_unit() {
        for (amount, currency, minor) in [
            ("120.5", "EUR", Some(12_050)),
            ("120.50", "EUR", Some(12_050)),
            ("0.0", "USD", Some(0)),
            ("-3.05", "USD", Some(-305)),
            ("1200.0", "JPY", Some(1_200)),
            ("1.234", "KWD", Some(1_234)),
            ("12.0", "KWD", Some(12_000)),
            ("1.005", "EUR", None),
            ("1.5", "JPY", None),
            ("1,50", "EUR", None),
            (".5", "EUR", None),
            ("1.", "EUR", None),
            ("1e3", "EUR", None),
            ("--1", "EUR", None),
            ("99999999999999999999.0", "EUR", None),
        ] {
            let money = Money { amount: amount.into(), currency_code: currency.into() };
            assert_eq!(minor_units(&money).ok(), minor, "{amount} {currency}");
        }
    }
}
