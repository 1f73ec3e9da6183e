//! Finds an order number and an e-mail address in what a shopper types freely. Cautious: a number
//! that could as well be a phone number, a date, a price, a year or a postcode is left alone,
//! because the form that asks for the number costs little and a wrong guess annoys.

mod shape;

use self::shape::{MIN_DIGITS, Shape};
use crate::orders::claim::{Email, OrderNumber};
use unicode_normalization::UnicodeNormalization;

/// What was found; each is absent when there is none, or when several are as likely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub number: Option<OrderNumber>,
    pub email: Option<Email>,
}

/// The longest text that is searched, in characters.
const MAX_CHARS: usize = 4_000;

/// Words that announce an order number.
const ORDER_WORDS: &[&str] = &[
    "order",
    "orders",
    "purchase",
    "reference",
    "ref",
    "bestellung",
    "bestellnummer",
    "auftrag",
    "auftragsnummer",
    "ordre",
    "ordrenummer",
    "ordernummer",
    "bestilling",
    "bestelling",
    "bestelnummer",
    "beställning",
    "commande",
    "pedido",
    "ordine",
    "zamówienie",
    "tilaus",
    "tilausnumero",
];

/// Words that announce some other number.
const OTHER_WORDS: &[&str] = &[
    "phone",
    "tel",
    "telephone",
    "mobile",
    "call",
    "whatsapp",
    "sms",
    "fax",
    "postcode",
    "zip",
    "zipcode",
    "postal",
    "plz",
    "postleitzahl",
    "postnummer",
    "telefon",
    "tracking",
    "iban",
    "vat",
];

/// Units and currencies, which make the number beside them an amount.
const UNITS: &[&str] = &[
    "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "nok", "sek",
    "dkk", "chf", "pln", "kr", "mm", "cm", "m", "km", "g", "kg", "ml", "l", "days", "hours", "%",
];

/// Looks for one order number and one e-mail address.
pub fn find_in_text(text: &str) -> Found {
    let text: String = text.nfkc().take(MAX_CHARS).collect();
    let words: Vec<&str> =
        text.split_whitespace().map(trim).filter(|word| !word.is_empty()).collect();
    let emails = words.iter().filter(|word| word.contains('@'));
    let tokens = tokens(&words);
    Found {
        number: number(&tokens),
        email: only(emails.filter_map(|word| Email::parse(word).ok())),
    }
}

/// A word, or what stands on one side of a `:` or `=` in it.
fn tokens<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let searched = words.iter().filter(|word| !word.contains(['@', '\\']) && !word.contains("//"));
    searched
        .flat_map(|word| word.split([':', '=']))
        .map(trim)
        .filter(|word| !word.is_empty())
        .collect()
}

fn trim(word: &str) -> &str {
    let edge = |c: char| {
        c.is_ascii_punctuation() && !matches!(c, '#' | '+' | '$' | '%')
            || "„“”«»¿¡…؟،؛。、".contains(c)
    };
    word.trim_start_matches(edge).trim_end_matches(|c| edge(c) || c == '#')
}

fn number(tokens: &[&str]) -> Option<OrderNumber> {
    let candidates: Vec<Candidate<'_>> =
        (0..tokens.len()).filter_map(|at| Candidate::at(tokens, at)).collect();
    let of = |strong: bool| candidates.iter().filter(move |candidate| candidate.strong == strong);
    let parse = |candidate: &Candidate<'_>| OrderNumber::parse(candidate.text).ok();
    if of(true).next().is_some() {
        return only(of(true).filter_map(parse));
    }
    only(of(false).filter_map(parse))
}

/// The one value there is, counting equal ones once.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// A token that may be an order number.
struct Candidate<'t> {
    text: &'t str,
    /// Marked by `#` or a prefix of letters, so it is hardly anything else.
    strong: bool,
}

impl<'t> Candidate<'t> {
    fn at(tokens: &[&'t str], at: usize) -> Option<Self> {
        let word = tokens[at];
        let before = at.checked_sub(1).map_or("", |at| tokens[at]);
        let after = tokens.get(at + 1).copied().unwrap_or_default();
        let hash = word.starts_with('#') || before == "#";
        let text = word.trim_start_matches('#');
        let shape = Shape::of(text)?;
        if hash {
            return Some(Self { text, strong: true });
        }
        if is_any(after, UNITS) || is_any(before, UNITS) {
            return None;
        }
        let announced = is_announced(&tokens[..at]);
        if shape.prefix.is_empty() {
            let told = announced || tokens.len() == 1;
            let plain = told && !shape.is_date_or_year() && !shape.is_phone(before, after);
            return (plain && !shape.is_postcode(after)).then_some(Self { text, strong: false });
        }
        let amount = is_any(shape.prefix, UNITS);
        let marked = announced || shape.dashed_prefix || shape.digits.len() > MIN_DIGITS;
        (marked && !amount).then_some(Self { text, strong: true })
    }
}

/// Whether the nearest word that announces any number announces an order's.
fn is_announced(before: &[&str]) -> bool {
    let announcing = |word: &&&str| is_any(word, ORDER_WORDS) || is_any(word, OTHER_WORDS);
    before.iter().rev().find(announcing).is_some_and(|word| is_any(word, ORDER_WORDS))
}

fn is_any(word: &str, list: &[&str]) -> bool {
    list.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_in(text: &str) -> Option<String> {
        find_in_text(text).number.map(|number| number.as_str().to_owned())
    }

    #[test]
    fn order_numbers_are_found() {
        for (text, number) in [
            ("Where is my order 10234?", "10234"),
            ("where's #10234", "10234"),
            ("# 10234", "10234"),
            ("order no. FJ-10234, please", "FJ-10234"),
            ("FJ-10234", "FJ-10234"),
            ("fj10234 has not come", "FJ10234"),
            ("Order:10234", "10234"),
            ("10234", "10234"),
            ("10234.", "10234"),
            ("(order #10234)", "10234"),
            ("my order number is １０２３４", "10234"),
            ("order 302-1234567-1234567", "302-1234567-1234567"),
            ("Wo ist meine Bestellung 4711?", "4711"),
            ("متى يصل طلبي FW-100012؟", "FW-100012"),
            ("order #2026 please", "2026"),
            ("order 10234, I repeat 10234", "10234"),
            ("order 10234 of 2026-11-01 for 1299 EUR", "10234"),
            ("I am ada1815@example.com, order FJ-10234", "FJ-10234"),
            ("phone 5551234, order number 10234", "10234"),
        ] {
            assert_eq!(number_in(text).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "",
            "Do you ship to Norway?",
            "My phone number is 5551234567",
            "order: call me at 070 123 45 67",
            "order, +46701234567",
            "order 555-123-4567",
            "order (555) 123-4567",
            "order of 2026-11-01",
            "order of 01/11/2026",
            "order of 1.11.2026",
            "order of 20261101",
            "my order from 2025",
            "order over $1200",
            "order over 1200 EUR",
            "order for 1,299.00",
            "order for 1299.00",
            "order for €1200",
            "order EUR 1200",
            "order eur1200",
            "order, postcode 12345",
            "order to 1234 AB",
            "order to 90210 Beverly Hills",
            "order to 12345-6789",
            "order to SW1A 1AA",
            "Is the XT2000 waterproof?",
            "The tent takes 3000 mm of rain, shall I order",
            "order 12",
            "order 10234 or 10235",
            "https://shop.example/order/10234",
            "ada1815@example.com",
            "order 1234567890123456789",
            "12345678 12345678",
            "is order 1' OR '1'='1",
        ] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }

    #[test]
    fn one_email_address_is_found() {
        for (text, email) in [
            ("it is Ada@Example.com.", Some("ada@example.com")),
            ("<ada@example.com>", Some("ada@example.com")),
            ("ada@example.com and ADA@example.com", Some("ada@example.com")),
            ("ada@example.com or bob@example.com", None),
            ("@ada", None),
        ] {
            let found = find_in_text(text).email;
            assert_eq!(found.as_ref().map(Email::as_str), email, "{text}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in ["#", "##", "-", "a-", "é-1234", "١٢٣٤", "\u{0}#1", &"1".repeat(100_000)] {
            let _ = find_in_text(text);
        }
    }
}
