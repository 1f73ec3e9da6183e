//! What speaks for and against each class, and the few named numbers that are made of it.

use super::kernel::Coverage;

/// How many numbers describe a choice.
pub(crate) const FEATURES: usize = 8;

/// The numbers' names, in order.
pub(crate) type Features = [f64; FEATURES];

/// Everything known about one text.
pub(crate) struct Evidence {
    /// The regression's score of each class.
    pub(crate) scores: Vec<f64>,
    /// The similarity of the nearest example of each class.
    pub(crate) nearest: Vec<f64>,
    pub(crate) coverage: Coverage,
}

impl Evidence {
    /// The classes of these, best first.
    pub(crate) fn ranked(&self, classes: std::ops::Range<usize>) -> Vec<usize> {
        let mut ranked: Vec<usize> = classes.collect();
        ranked.sort_by(|&a, &b| self.scores[b].total_cmp(&self.scores[a]).then(a.cmp(&b)));
        ranked
    }

    /// The score of some classes taken as one. Scores add up: the targets are 0 and 1, so the sum
    /// is what the regression would say had the classes been one.
    pub(crate) fn score(&self, group: &[usize]) -> f64 {
        group.iter().map(|&class| self.scores[class]).sum()
    }

    /// How far some classes are ahead of the best other one.
    pub(crate) fn margin(&self, group: &[usize]) -> f64 {
        self.score(group) - best(&self.scores, |class| !group.contains(&class))
    }

    /// The numbers that say how good a choice the group is.
    pub(crate) fn features(&self, group: &[usize]) -> Features {
        let own = |values: &[f64]| best(values, |class| group.contains(&class));
        let other = |values: &[f64]| best(values, |class| !group.contains(&class));
        let (near, covered) = (own(&self.nearest), own(&self.coverage.by_class));
        [
            self.score(group),
            self.margin(group),
            near,
            near - other(&self.nearest),
            covered,
            covered - other(&self.coverage.by_class),
            self.coverage.any,
            super::binomial::count(self.coverage.words).ln_1p(),
        ]
    }
}

/// The largest value among some classes; 0 where there are none.
fn best(values: &[f64], wanted: impl Fn(usize) -> bool) -> f64 {
    values
        .iter()
        .enumerate()
        .filter(|(class, _)| wanted(*class))
        .map(|(_, value)| *value)
        .reduce(f64::max)
        .unwrap_or(0.0)
}

/// The similarity of the nearest example of each class, over the rows that are let in.
pub(crate) fn nearest(
    similarities: impl Iterator<Item = (usize, f64)>,
    classes: usize,
) -> Vec<f64> {
    let mut nearest = vec![0.0; classes];
    for (class, similarity) in similarities {
        if similarity > nearest[class] {
            nearest[class] = similarity;
        }
    }
    nearest
}
