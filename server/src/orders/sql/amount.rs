//! Amounts as stores write them, in whole units with decimals, as minor units of their currency.

use crate::orders::amounts::digits;

/// An amount in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) minor: i64,
    /// Whether nothing was lost. Some stores keep fractions of the smallest unit; such an amount
    /// is rounded, and takes no part in sums.
    pub(crate) exact: bool,
}

/// Reads `1234.50` as 123450 cents. Absent where it is no such number, or too large.
pub(crate) fn parse(text: &str, currency: &str) -> Option<Amount> {
    let decimals = digits(&currency.to_ascii_uppercase());
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let kept = &fraction[..fraction.len().min(decimals)];
    let lost = &fraction[kept.len()..];
    let minor: i64 = format!("{whole}{kept:0<decimals$}").parse().ok()?;
    let minor = minor.checked_add(i64::from(lost.starts_with(['5', '6', '7', '8', '9'])))?;
    let exact = lost.bytes().all(|digit| digit == b'0');
    Some(Amount { minor: if negative { -minor } else { minor }, exact })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_follow_their_currency() {
        for (text, currency, minor, exact) in [
            ("12.50", "EUR", 1250, true),
            ("12.5", "eur", 1250, true),
            ("12", "USD", 1200, true),
            ("0.07000000", "USD", 7, true),
            ("1200", "JPY", 1200, true),
            ("1200.00000000", "JPY", 1200, true),
            ("1.234", "KWD", 1234, true),
            ("1.2345", "CLF", 12345, true),
            ("-3.10", "EUR", -310, true),
            ("3.335", "EUR", 334, false),
            ("-3.335", "EUR", -334, false),
            ("3.334", "EUR", 333, false),
            ("0.4", "JPY", 0, false),
        ] {
            assert_eq!(parse(text, currency), Some(Amount { minor, exact }), "{text} {currency}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in
            ["", "-", ".5", "1,50", "1e3", "NaN", "12.5 EUR", "99999999999999999999", "1.-5"]
        {
            assert_eq!(parse(text, "EUR"), None, "{text}");
        }
    }
}
