//! Draws that are the same wherever and whenever the coefficients are made.

/// A small generator (`SplitMix64`, Steele and others 2014), so that the same data gives the same
/// coefficients.
pub(super) struct Random(u64);

impl Random {
    /// Draws for one shop of a source. Neither more shops nor other sources change them.
    pub(super) fn new(source: &str, shop: usize) -> Self {
        let mut random = Self(20_261_122);
        for byte in source.bytes() {
            random.0 = random.next().wrapping_add(u64::from(byte));
        }
        random.0 = random.next().wrapping_add(u64::try_from(shop).unwrap_or_default());
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound; 0 where there is none.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// At most so many of some items.
    pub(super) fn some<T>(&mut self, mut items: Vec<T>, most: usize) -> Vec<T> {
        self.shuffle(&mut items);
        items.truncate(most);
        items
    }
}
