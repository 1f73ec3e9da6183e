//! The shape of a token, which tells order numbers from phone numbers, dates and postcodes. The
//! search asks it about words that are announced as an order's.

pub(super) const MIN_DIGITS: usize = 4;
const MAX_DIGITS: usize = 18;
const MAX_PREFIX_LETTERS: usize = 5;

/// Letters, then groups of digits between single dashes or slashes.
pub(super) struct Shape<'t> {
    pub(super) prefix: &'t str,
    pub(super) dashed_prefix: bool,
    groups: Vec<&'t str>,
    pub(super) digits: String,
}

impl<'t> Shape<'t> {
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let (prefix, rest) = text.split_at(letters);
        let dashed_prefix = !prefix.is_empty() && rest.starts_with(['-', '/']);
        let rest = if dashed_prefix { &rest[1..] } else { rest };
        let groups: Vec<&str> = rest.split(['-', '/']).collect();
        let digits: String = groups.concat();
        let fits = prefix.chars().count() <= MAX_PREFIX_LETTERS
            && groups.iter().all(|group| !group.is_empty())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len());
        fits.then_some(Self { prefix, dashed_prefix, groups, digits })
    }

    /// `2026`, `2026-11-01`, `01/11/2026`, `11/2026` or `20261101`.
    pub(super) fn is_date_or_year(&self) -> bool {
        let year =
            |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
        match self.groups.as_slice() {
            [one] if one.len() == 8 => {
                let (day, month) = (&one[6..], &one[4..6]);
                year(&one[..4])
                    && (1..=12).contains(&value(month))
                    && (1..=31).contains(&value(day))
            }
            [one] => year(one),
            [first, .., last] => {
                let short = self.groups.iter().filter(|group| group.len() <= 2).count();
                short + 1 >= self.groups.len() && (year(first) || year(last) || last.len() <= 2)
            }
            [] => false,
        }
    }

    /// Grouped as phone numbers are, beside other digits, or with a trunk zero.
    pub(super) fn is_phone(&self, before: &str, after: &str) -> bool {
        let numeric = |word: &str| {
            word.starts_with('+')
                || !word.is_empty()
                    && word.bytes().all(|byte| byte.is_ascii_digit() || b"()-/.".contains(&byte))
        };
        let lengths = self.lengths();
        let american = matches!(lengths.as_slice(), [3, 3, 4] | [3, 4] | [1, 3, 3, 4]);
        let trunk_zero = self.digits.starts_with('0') && self.digits.len() >= 9;
        numeric(before) || numeric(after) || american || trunk_zero
    }

    /// `1234 AB`, `12345-6789` or `90210 Beverly`.
    pub(super) fn is_postcode(&self, after: &str) -> bool {
        let lengths = self.lengths();
        let capitals = after.bytes().all(|byte| byte.is_ascii_uppercase());
        let dutch = lengths == [4] && after.len() == 2 && capitals;
        let name = after.chars().next().is_some_and(char::is_uppercase) && after.len() > 2;
        dutch || matches!(lengths.as_slice(), [4..=6]) && name || lengths == [5, 4]
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.len()).collect()
    }
}

fn value(digits: &str) -> u32 {
    digits.parse().unwrap_or_default()
}
