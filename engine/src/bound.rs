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

/// How likely so low a weighted sum of two shares is, at worst, if the true sum were `share`: the
/// exact p-value of two binomial counts. `groups` are (weight, hits, trials); the supremum runs
/// over all ways to split the sum, on a grid. Testing the sum itself proves far more from few cases
/// than adding two bounds that each hold for sure.
pub(crate) fn chance_of_sum(groups: [(f64, usize, usize); 2], share: f64) -> f64 {
    let [(first_weight, first_hits, first), (second_weight, second_hits, second)] = groups;
    if first == 0 || second == 0 {
        return 1.0;
    }
    let (first_step, second_step) = (first_weight / count(first), second_weight / count(second));
    let seen = first_step * count(first_hits) + second_step * count(second_hits);
    // Sums that are equal up to rounding are equal.
    let limit = seen + 1e-12;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and at most the number of trials"
    )]
    let most = |rest: f64, step: f64, trials: usize| ((rest / step) as usize).min(trials);
    let at = |split: usize| {
        let part = share * count(split) / count(SPLITS);
        let (p, q) = ((part / first_weight).min(1.0), ((share - part) / second_weight).min(1.0));
        let firsts = chances(most(limit, first_step, first), first, p);
        let seconds = chances(most(limit, second_step, second), second, q);
        let mut before = 0.0;
        let mut sum = 0.0;
        for (hits, up_to) in seconds.into_iter().enumerate() {
            let rest = limit - second_step * count(hits);
            sum += (up_to - before) * firsts[most(rest.max(0.0), first_step, first)];
            before = up_to;
        }
        sum
    };
    (0..=SPLITS).map(at).fold(0.0, f64::max)
}

/// How finely the ways to split a sum are tried.
const SPLITS: usize = 64;

/// The probability of at most so many hits.
fn at_most(hits: usize, trials: usize, share: f64) -> f64 {
    chances(hits, trials, share).last().copied().unwrap_or_default()
}

/// The probabilities of at most 0, 1, … hits.
fn chances(most: usize, trials: usize, share: f64) -> Vec<f64> {
    if share <= 0.0 || share >= 1.0 {
        let certain = |hits| f64::from(u8::from(share <= 0.0 || hits >= trials));
        return (0..=most).map(certain).collect();
    }
    let odds = ln(share) - ln_1p(-share);
    let mut term = count(trials) * ln_1p(-share);
    let mut sum = exp(term);
    let mut chances = vec![sum];
    for hit in 1..=most {
        term += ln(count(trials - hit + 1) / count(hit)) + odds;
        sum += exp(term);
        chances.push(sum.min(1.0));
    }
    chances
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
    fn a_sum_is_proven_where_two_bounds_are_not() {
        // One group alone, the other too large to matter: the exact binomial test.
        let alone = chance_of_sum([(0.5, 0, 1_000_000), (0.5, 0, 200)], 0.01);
        assert!((alone - 0.98_f64.powi(200)).abs() < 1e-6, "{alone}");
        let groups = [(0.8, 2, 1_500), (0.2, 0, 150)];
        assert!(chance_of_sum(groups, 0.005) < 0.1);
        let bounds = 0.8 * upper(2, 1_500, 0.05) + 0.2 * upper(0, 150, 0.05);
        assert!(bounds > 0.005, "{bounds}");
        assert!(chance_of_sum([(0.8, 0, 20), (0.2, 0, 5)], 0.005) > 0.1);
    }

    #[test]
    fn clean_cases_allow_a_claim() {
        assert_eq!(needed(0.005, 0.1), 460);
        assert_eq!(needed(0.005, 0.05), 598);
        assert!(upper(0, 460, 0.1) <= 0.005 && upper(0, 459, 0.1) > 0.005);
    }
}
