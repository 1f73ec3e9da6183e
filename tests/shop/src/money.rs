//! Currencies, the shop's price list in each, and how a price is written.

/// A currency that the shop sells in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    Eur,
    Gbp,
    Sek,
    Nok,
    Usd,
}

impl Currency {
    pub const ALL: [Self; 5] = [Self::Eur, Self::Gbp, Self::Sek, Self::Nok, Self::Usd];

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Sek => "SEK",
            Self::Nok => "NOK",
            Self::Usd => "USD",
        }
    }

    /// The price-list price, in minor units, of something that costs this many whole euros. Prices
    /// are set, not converted: they end in a round figure of each currency.
    pub(crate) fn list_price(self, eur: i64) -> i64 {
        let rounded = |per_cent: i64, step: i64, less: i64| {
            (((eur * per_cent + 50 * step) / (100 * step)) * step).max(step) - less
        };
        100 * match self {
            Self::Eur => eur,
            Self::Gbp if eur < 60 => rounded(88, 1, 0),
            Self::Gbp => rounded(88, 5, 0),
            Self::Sek => rounded(1_140, 50, 1),
            Self::Nok => rounded(1_170, 50, 1),
            Self::Usd if eur < 60 => rounded(112, 1, 0),
            Self::Usd => rounded(112, 5, 0),
        }
    }

    /// An amount as the shop writes it.
    pub(crate) fn format(self, minor: i64) -> String {
        let (whole, cents) = (grouped(minor / 100), minor % 100);
        let number = if cents == 0 { whole } else { format!("{whole}.{cents:02}") };
        match self {
            Self::Eur => format!("€{number}"),
            Self::Gbp => format!("£{number}"),
            Self::Usd => format!("${number}"),
            Self::Sek => format!("{number} kr (SEK)"),
            Self::Nok => format!("{number} kr (NOK)"),
        }
    }
}

fn grouped(whole: i64) -> String {
    if whole < 1_000 {
        return whole.to_string();
    }
    format!("{},{:03}", grouped(whole / 1_000), whole % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_end_in_a_round_figure() {
        assert_eq!(Currency::Eur.list_price(389), 38_900);
        assert_eq!(Currency::Gbp.list_price(389), 34_000);
        assert_eq!(Currency::Sek.list_price(389), 444_900);
        assert_eq!(Currency::Usd.list_price(19), 2_100);
    }

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(Currency::Sek.format(444_900), "4,449 kr (SEK)");
        assert_eq!(Currency::Eur.format(590), "€5.90");
    }
}
