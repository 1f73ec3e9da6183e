//! What an order costs, as decimal numbers of its currency.

use crate::orders::record::OrderRecord;
use vouch_shared::order::Amounts;

/// Currencies (ISO 4217) whose minor unit is not a hundredth, with the number of its digits.
const DIGITS: [(usize, &str); 3] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// The amounts of an order; absent where the store gives no total or no currency.
pub(super) fn amounts(order: &OrderRecord) -> Option<Amounts> {
    let currency = order.currency.as_deref()?.to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let text = |minor: i64| decimal(minor, digits(&currency));
    let unless_zero = |minor: Option<i64>| minor.filter(|minor| *minor != 0).map(text);
    Some(Amounts {
        lines: order.lines_minor.map(text),
        shipping: order.shipping_minor.map(text),
        discount: unless_zero(order.discount_minor),
        total: text(order.total_minor?),
        refunded: unless_zero(order.refunded_minor),
        currency,
    })
}

/// How many digits the minor unit of a currency has.
pub(super) fn digits(currency: &str) -> usize {
    let listed = DIGITS.into_iter().find(|(_, list)| list.split(' ').any(|one| one == currency));
    listed.map_or(2, |(digits, _)| digits)
}

fn decimal(minor: i64, digits: usize) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_become_decimal_numbers() {
        for (minor, currency, expected) in [
            (3400, "EUR", "34.00"),
            (5, "EUR", "0.05"),
            (0, "USD", "0.00"),
            (-1250, "NOK", "-12.50"),
            (1200, "JPY", "1200"),
            (1200, "KWD", "1.200"),
            (1, "CLF", "0.0001"),
            (i64::MIN, "EUR", "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(minor, digits(currency)), expected, "{minor} {currency}");
        }
    }
}
