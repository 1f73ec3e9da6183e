//! Customers: names, and where they live, with the currency and the carrier of the country.

use super::random::Random;
use super::rows::CustomerRow;
use crate::money::Currency;

/// What a country means for an order.
pub(super) struct Country {
    pub(super) code: &'static str,
    pub(super) currency: Currency,
    /// The longest standard delivery, in days.
    pub(super) days: i64,
    pub(super) carrier: &'static str,
    /// What the carrier's tracking page wants before the number.
    pub(super) tracking: &'static str,
    city: &'static str,
    /// `#` stands for a digit.
    postcode: &'static str,
}

const POSTNORD: &str = "https://www.postnord.se/en/our-tools/track-and-trace?shipmentId=";
const UPS: &str = "https://www.ups.com/track?tracknum=";

const fn country(
    code: &'static str,
    currency: Currency,
    days: i64,
    (carrier, tracking): (&'static str, &'static str),
    (city, postcode): (&'static str, &'static str),
) -> Country {
    Country { code, currency, days, carrier, tracking, city, postcode }
}

pub(super) const COUNTRIES: &[Country] = &[
    country("SE", Currency::Sek, 3, ("PostNord", POSTNORD), ("Uppsala", "75# ##")),
    country(
        "NO",
        Currency::Nok,
        5,
        ("Bring", "https://tracking.bring.com/tracking/"),
        ("Bergen", "50##"),
    ),
    country("DK", Currency::Eur, 5, ("PostNord", POSTNORD), ("Aarhus", "80##")),
    country(
        "FI",
        Currency::Eur,
        5,
        ("Posti", "https://www.posti.fi/en/tracking#/"),
        ("Tampere", "331##"),
    ),
    country(
        "DE",
        Currency::Eur,
        6,
        ("DHL", "https://www.dhl.de/en/privatkunden.html?piececode="),
        ("Freiburg", "791##"),
    ),
    country(
        "NL",
        Currency::Eur,
        6,
        ("PostNL", "https://jouw.postnl.nl/track-and-trace/"),
        ("Utrecht", "35## AB"),
    ),
    country(
        "GB",
        Currency::Gbp,
        7,
        ("Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/"),
        ("Sheffield", "S1# #QT"),
    ),
    country(
        "IE",
        Currency::Eur,
        7,
        ("An Post", "https://www.anpost.com/track?id="),
        ("Galway", "H91 X#Y#"),
    ),
    country(
        "FR",
        Currency::Eur,
        8,
        ("Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code="),
        ("Grenoble", "380##"),
    ),
    country(
        "AT",
        Currency::Eur,
        8,
        ("Post", "https://www.post.at/en/track?code="),
        ("Innsbruck", "60##"),
    ),
    country("US", Currency::Usd, 12, ("UPS", UPS), ("Bozeman", "597##")),
    country("CA", Currency::Eur, 12, ("UPS", UPS), ("Banff", "T1L 1A#")),
];

const FIRST: &[&str] = &[
    "Astrid", "Maja", "Elin", "Ingrid", "Karin", "Signe", "Freya", "Hanna", "Lotte", "Clara",
    "Amelie", "Marta", "Ruth", "Nora", "Aoife", "Eilidh", "Grace", "Priya", "Leila", "Zofia",
    "Erik", "Lars", "Nils", "Olav", "Henrik", "Jonas", "Finn", "Emil", "Tomas", "Pieter", "Luc",
    "Mateo", "Callum", "Owen", "Declan", "Samuel", "Arjun", "Omar", "Kenji", "Wyatt",
];

const LAST: &[&str] = &[
    "Berg",
    "Lindqvist",
    "Holm",
    "Dahl",
    "Solberg",
    "Nygaard",
    "Virtanen",
    "Koskinen",
    "Keller",
    "Brandt",
    "Vogel",
    "de Vries",
    "Jansen",
    "Moreau",
    "Girard",
    "Huber",
    "Gruber",
    "Ashworth",
    "Fielding",
    "Marsh",
    "Thorne",
    "Byrne",
    "Kelly",
    "MacLeod",
    "Fraser",
    "Walker",
    "Hayes",
    "Parker",
    "Nguyen",
    "Rahman",
    "Kowalska",
    "Novak",
    "Sato",
    "Singh",
    "Okafor",
    "Silva",
];

/// The country of that code; the first for codes that are not served.
pub(super) fn country_of(code: &str) -> &'static Country {
    COUNTRIES.iter().find(|country| country.code == code).unwrap_or(&COUNTRIES[0])
}

/// A customer. The id in the address keeps addresses apart.
pub(super) fn customer(random: &mut Random, id: i64) -> CustomerRow {
    let country = random.pick(COUNTRIES);
    let (first, last) = (*random.pick(FIRST), *random.pick(LAST));
    let mailbox = format!("{first}.{last}").to_lowercase().replace(' ', "");
    CustomerRow {
        id,
        email: format!("{mailbox}{id}@mail.example"),
        name: format!("{first} {last}"),
        country: country.code,
        city: country.city,
        postcode: country.postcode.chars().map(|c| digit(random, c)).collect(),
    }
}

fn digit(random: &mut Random, pattern: char) -> char {
    match pattern {
        '#' => *random.pick(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']),
        other => other,
    }
}
