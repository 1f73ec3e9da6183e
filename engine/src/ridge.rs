//! Kernel ridge regression, one target a class, in closed form. One inverse gives the weights
//! and, exactly, every score that an example would have had if it, or all examples of its class,
//! had not been there.
//!
//! With G the kernel plus the ridge, Y the targets and A = G⁻¹Y the weights, the scores of the
//! rows B, had none of them been there, are `Y_B − (G⁻¹_BB)⁻¹ A_B`: the block form of the
//! leave-one-out identity of ridge regression (Allen 1974; Rasmussen and Williams, "Gaussian
//! processes for machine learning", 5.4.2).

use super::matrix::Symmetric;

/// How many weights a row keeps apart; the others are kept as their mean. Rows matter to their
/// own class and to those that it is mistaken for.
const KEPT: usize = 160;

/// A solved regression, kept while the engine is trained.
pub(crate) struct Ridge {
    inverse: Symmetric,
    classes: Vec<usize>,
    class_count: usize,
}

impl Ridge {
    /// Solves for targets of 1 in an example's own class and 0 elsewhere. `noise` is the ridge of
    /// each example: the larger, the less it is trusted.
    pub(crate) fn solve(
        mut kernel: Symmetric,
        noise: &[f32],
        classes: Vec<usize>,
        class_count: usize,
    ) -> Self {
        for (row, ridge) in noise.iter().enumerate() {
            kernel.set(row, row, kernel.get(row, row) + ridge);
        }
        Self { inverse: kernel.inverse(), classes, class_count }
    }

    /// What each class weighs in a row.
    fn weights_of(&self, row: usize) -> Vec<f32> {
        let mut weights = vec![0.0; self.class_count];
        for (other, class) in self.classes.iter().enumerate() {
            weights[*class] += self.inverse.get(row, other);
        }
        weights
    }

    /// The weights, for scoring.
    pub(crate) fn weights(&self) -> Weights {
        let mut weights = Weights::new(self.class_count);
        for row in 0..self.classes.len() {
            weights.keep(&self.weights_of(row));
        }
        weights
    }

    /// The scores of each class for these examples, had none of them been there.
    pub(crate) fn without(&self, rows: &[usize]) -> Vec<Vec<f32>> {
        let block = self.inverse.part(rows).inverse();
        let weights: Vec<Vec<f32>> = rows.iter().map(|&row| self.weights_of(row)).collect();
        let scores = |i: usize| {
            let mut scores = vec![0.0; self.class_count];
            scores[self.classes[rows[i]]] = 1.0;
            for (j, weights) in weights.iter().enumerate() {
                let factor = block.get(i, j);
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score -= factor * weight;
                }
            }
            scores
        };
        (0..rows.len()).map(scores).collect()
    }
}

/// The weights of a solved regression. Flat, and classes apart from their weights: a large shop
/// has a million of them.
pub(crate) struct Weights {
    class_count: usize,
    /// By row: what every class weighs that is not listed.
    rest: Vec<f32>,
    /// By row: the classes that are listed, and how much more than the rest each weighs.
    classes: Vec<u16>,
    listed: Vec<f32>,
}

impl Weights {
    fn new(class_count: usize) -> Self {
        Self { class_count, rest: Vec::new(), classes: Vec::new(), listed: Vec::new() }
    }

    /// Adds a row of what each class weighs.
    fn keep(&mut self, weights: &[f32]) {
        let mut order: Vec<u16> = (0_u16..).take(weights.len()).collect();
        let weight = |class: &u16| weights[usize::from(*class)];
        if weights.len() > KEPT {
            order.sort_by(|a, b| weight(b).abs().total_cmp(&weight(a).abs()).then(a.cmp(b)));
        }
        let (listed, others) = order.split_at(KEPT.min(order.len()));
        let sum: f32 = others.iter().map(weight).sum();
        let rest = others.iter().map(|_| 1.0).reduce(|a, b| a + b).map_or(0.0, |n: f32| sum / n);
        self.rest.push(rest);
        self.classes.extend(listed);
        self.listed.extend(listed.iter().map(|class| weight(class) - rest));
    }

    /// The score of each class for a text that is so similar to each example.
    pub(crate) fn scores(&self, similarities: &[f32]) -> Vec<f32> {
        let rest: f32 = self.rest.iter().zip(similarities).map(|(rest, s)| s * rest).sum();
        let mut scores = vec![rest; self.class_count];
        let kept = KEPT.min(self.class_count).max(1);
        let rows = self.classes.chunks(kept).zip(self.listed.chunks(kept));
        for ((classes, listed), similarity) in rows.zip(similarities) {
            for (class, weight) in classes.iter().zip(listed) {
                scores[usize::from(*class)] += similarity * weight;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points on a line with a Gaussian kernel, in three classes.
    fn solve(rows: &[usize], asked: &[usize]) -> (Ridge, Vec<Vec<f32>>) {
        let points = [0.0, 0.3, 1.1, 1.2, 2.0, 2.4];
        let classes = [0, 0, 1, 1, 2, 0];
        let noise = [0.1, 0.2, 0.1, 0.3, 0.1, 0.1];
        let similarity = |i: usize, j: usize| -> f32 {
            let distance: f32 = points[i] - points[j];
            (-distance * distance).exp()
        };
        let mut kernel = Symmetric::zero(rows.len());
        for (i, &row) in rows.iter().enumerate() {
            for (j, &column) in rows.iter().enumerate().take(i + 1) {
                kernel.set(i, j, similarity(row, column));
            }
        }
        let noise: Vec<_> = rows.iter().map(|&row| noise[row]).collect();
        let chosen = rows.iter().map(|&row| classes[row]).collect();
        let asked = asked.iter().map(|&i| rows.iter().map(|&j| similarity(i, j)).collect());
        (Ridge::solve(kernel, &noise, chosen, 3), asked.collect())
    }

    #[test]
    fn leaving_out_equals_solving_again_without() {
        let all = [0, 1, 2, 3, 4, 5];
        for (left_out, kept) in [
            (vec![0], vec![1, 2, 3, 4, 5]),
            (vec![3], vec![0, 1, 2, 4, 5]),
            (vec![0, 1, 5], vec![2, 3, 4]),
        ] {
            let fast = solve(&all, &[]).0.without(&left_out);
            let (again, asked) = solve(&kept, &left_out);
            let weights = again.weights();
            for (fast, asked) in fast.iter().zip(&asked) {
                for (fast, slow) in fast.iter().zip(weights.scores(asked)) {
                    assert!((fast - slow).abs() < 1e-5, "{fast} {slow}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_listed_counts_with_its_mean() {
        let weights: Vec<f32> =
            (0..400_u16).map(|class| if class < 5 { 3.0 } else { 0.25 }).collect();
        let mut row = Weights::new(400);
        row.keep(&weights);
        assert_eq!(row.listed.len(), KEPT);
        let scores = row.scores(&[2.0]);
        for (score, weight) in scores.iter().zip(&weights) {
            assert!((score - 2.0 * weight).abs() < 1e-5);
        }
    }
}
