//! Exact confidence bounds for shares (Clopper and Pearson 1934).

use crate::math::{count, exp, ln, ln_1p};

/// The upper end of the exact one-sided 95 % interval for `hits` of `trials`.
pub(crate) fn upper95(hits: usize, trials: usize) -> f64 {
    upper(hits, trials, 0.05)
}

/// The share that `hits` of `trials` leave in doubt: with a true share above it, so few hits would
/// be seen with less than this probability.
pub(crate) fn upper(hits: usize, trials: usize, doubt: f64) -> f64 {
    if hits >= trials {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let share = f64::midpoint(low, high);
        if at_most(hits, trials, share) > doubt {
            low = share;
        } else {
            high = share;
        }
    }
    high
}

/// The lower end, by the same right.
pub(crate) fn lower(hits: usize, trials: usize, doubt: f64) -> f64 {
    1.0 - upper(trials - hits.min(trials), trials, doubt)
}

/// How many cases, none of them wrong, are needed to claim a share of wrong ones.
pub(crate) fn needed(share: f64, doubt: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and at most a few million for any share that can be set"
    )]
    let cases = (ln(doubt) / ln_1p(-share.clamp(1e-6, 1.0 - 1e-6))).ceil() as usize;
    cases
}

/// The probability of at most so many hits.
fn at_most(hits: usize, trials: usize, share: f64) -> f64 {
    let odds = ln(share) - ln_1p(-share);
    let mut term = count(trials) * ln_1p(-share);
    let mut sum = exp(term);
    for hit in 1..=hits {
        term += ln(count(trials - hit + 1) / count(hit)) + odds;
        sum += exp(term);
    }
    sum
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
        assert!((lower(5, 5, 0.05) - 0.549_28).abs() < 2e-5);
    }

    #[test]
    fn clean_cases_allow_a_claim() {
        assert_eq!(needed(0.005, 0.1), 460);
        assert_eq!(needed(0.005, 0.05), 598);
        assert!(upper(0, 460, 0.1) <= 0.005 && upper(0, 459, 0.1) > 0.005);
    }
}
