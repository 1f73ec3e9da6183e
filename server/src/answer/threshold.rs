//! The threshold: the lowest confidence at which the share of wrong answers stays within the
//! risk that the owner accepted.
//!
//! The bound is that of conformal risk control (Angelopoulos and others, 2022): in each scope one
//! more wrong answer is counted than was seen, over one more case. For questions drawn like the
//! cases, in the shares that [`Scope`] states, the expected share of wrong answers is then within
//! the risk, however few the cases. When the cases are too few for that, nothing is answered but
//! the repetition of an example.

use super::binomial::count;
use super::cases::{Known, Scope};

/// The threshold that lets through nothing but certainty.
pub(crate) const NEVER: f64 = 1.0;
/// No answer that is likelier wrong than right, whatever risk is accepted.
const LOWEST: f64 = 0.5;

/// The lowest threshold that keeps the risk.
pub(crate) fn threshold(known: &[Known], risk: f64) -> f64 {
    let mut wrong: Vec<_> = known.iter().filter(|known| !known.case.is_right).collect();
    wrong.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let shares = Scope::ALL.map(|scope| {
        let cases = known.iter().filter(|known| known.scope == scope).count();
        scope.share() / count(cases + 1)
    });
    let share = |scope| shares[Scope::ALL.iter().position(|s| *s == scope).unwrap_or_default()];
    let mut bound: f64 = shares.iter().sum();
    if bound > risk {
        return NEVER;
    }
    for known in wrong {
        bound += share(known.scope);
        if bound > risk {
            return known.confidence.next_up().clamp(LOWEST, NEVER);
        }
    }
    LOWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::calibrate::Case;
    use crate::answer::evidence::FEATURES;

    fn known(scope: Scope, is_right: bool, confidence: f64) -> Known {
        let case = Case { features: [0.0; FEATURES], is_right, weight: 1.0 };
        Known::for_test(scope, case, confidence)
    }

    /// 100 right and, in each scope, 100 wrong cases of rising confidence below 0.9.
    fn cases() -> Vec<Known> {
        let steps = || (0..100).map(|i| 0.9 * f64::from(i) / 100.0);
        let wrong = Scope::ALL.into_iter().flat_map(|s| steps().map(move |c| known(s, false, c)));
        (0..100).map(|_| known(Scope::Inside, true, 0.95)).chain(wrong).collect()
    }

    #[test]
    fn more_risk_lowers_the_threshold_and_the_bound_is_kept() {
        let mut last = NEVER;
        for risk in [0.001, 0.01, 0.02, 0.05, 0.2, 1.0] {
            let threshold = threshold(&cases(), risk);
            assert!(threshold <= last, "{risk}");
            last = threshold;
            let bound: f64 = Scope::ALL
                .into_iter()
                .map(|scope| {
                    let all = cases().into_iter().filter(|known| known.scope == scope).count();
                    let shown = cases()
                        .into_iter()
                        .filter(|k| {
                            k.scope == scope && !k.case.is_right && k.confidence >= threshold
                        })
                        .count();
                    scope.share() * count(shown + 1) / count(all + 1)
                })
                .sum();
            assert!(threshold >= NEVER || bound <= risk, "{risk}: {bound}");
        }
        assert!(last < 0.6);
    }

    #[test]
    fn too_few_cases_mean_no_answers() {
        assert!(threshold(&[known(Scope::Inside, true, 0.9)], 0.005) >= NEVER);
        assert!(threshold(&[], 0.005) >= NEVER);
    }
}
