//! Exact confidence bounds for shares.

/// The upper end of the exact (Clopper-Pearson) one-sided 95 % interval for `hits` of `trials`.
pub(crate) fn upper95(hits: usize, trials: usize) -> f64 {
    if hits >= trials {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let share = f64::midpoint(low, high);
        if at_most(hits, trials, share) > 0.05 {
            low = share;
        } else {
            high = share;
        }
    }
    high
}

/// The probability of at most so many hits.
fn at_most(hits: usize, trials: usize, share: f64) -> f64 {
    let odds = share.ln() - (-share).ln_1p();
    let mut term = count(trials) * (-share).ln_1p();
    let mut sum = term.exp();
    for hit in 1..=hits {
        term += (count(trials - hit + 1) / count(hit)).ln() + odds;
        sum += term.exp();
    }
    sum
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub(crate) fn count(items: usize) -> f64 {
    items as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_equal_published_ones() {
        for (hits, trials, expected) in [
            (0, 598, 0.004_997),
            (0, 10, 0.258_866),
            (1, 20, 0.216_106),
            (26, 5500, 0.006_553),
            (5, 5, 1.0),
            (0, 0, 1.0),
        ] {
            let bound = upper95(hits, trials);
            assert!((bound - expected).abs() < 2e-5, "{hits}/{trials}: {bound}");
        }
    }
}
