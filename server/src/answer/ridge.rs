//! Kernel ridge regression, one target a class, in closed form. One inverse gives the weights
//! and, exactly, every score that an example would have had if it, or all examples of its class,
//! had not been there.

use super::cholesky::Symmetric;

/// A solved regression, kept while the engine is trained.
pub(crate) struct Ridge {
    inverse: Symmetric,
    classes: Vec<usize>,
    class_count: usize,
    /// Row by row, one weight a class.
    weights: Vec<f64>,
}

impl Ridge {
    /// Solves for targets of 1 in an example's own class and 0 elsewhere. `noise` is the ridge of
    /// each example: the larger, the less it is trusted.
    pub(crate) fn solve(
        mut kernel: Symmetric,
        noise: &[f64],
        classes: Vec<usize>,
        class_count: usize,
    ) -> Self {
        for (row, ridge) in noise.iter().enumerate() {
            kernel.set(row, row, kernel.get(row, row) + ridge);
        }
        let inverse = kernel.inverse();
        let mut weights = vec![0.0; classes.len() * class_count];
        for row in 0..classes.len() {
            for (other, class) in classes.iter().enumerate() {
                weights[row * class_count + class] += inverse.get(row, other);
            }
        }
        Self { inverse, classes, class_count, weights }
    }

    /// The weights, row by row.
    pub(crate) fn into_weights(self) -> Vec<f64> {
        self.weights
    }

    /// The scores of each class for these examples, had none of them been there.
    pub(crate) fn without(&self, rows: &[usize]) -> Vec<Vec<f64>> {
        let block = self.inverse.part(rows).inverse();
        let mut scores = vec![vec![0.0; self.class_count]; rows.len()];
        for (i, &row) in rows.iter().enumerate() {
            scores[i][self.classes[row]] = 1.0;
            for (j, &other) in rows.iter().enumerate() {
                let factor = block.get(i, j);
                let weights = &self.weights[other * self.class_count..][..self.class_count];
                for (score, weight) in scores[i].iter_mut().zip(weights) {
                    *score -= factor * weight;
                }
            }
        }
        scores
    }
}

/// The score of each class for a text that is so similar to each example.
pub(crate) fn scores(similarities: &[f64], weights: &[f64], class_count: usize) -> Vec<f64> {
    let mut scores = vec![0.0; class_count];
    for (row, &similarity) in similarities.iter().enumerate() {
        if similarity == 0.0 {
            continue;
        }
        let weights = &weights[row * class_count..(row + 1) * class_count];
        let mut class = 0;
        while class < class_count {
            scores[class] += similarity * weights[class];
            class += 1;
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six points on a line with a Gaussian kernel, in three classes.
    fn solve(rows: &[usize]) -> (Ridge, Vec<f64>) {
        let points = [0.0, 0.3, 1.1, 1.2, 2.0, 2.4];
        let classes = [0, 0, 1, 1, 2, 0];
        let noise = [0.1, 0.2, 0.1, 0.3, 0.1, 0.1];
        let similarity = |i: usize, j: usize| -> f64 {
            let distance: f64 = points[i] - points[j];
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
        let asked = [0, 1, 5].iter().flat_map(|&i| rows.iter().map(move |&j| similarity(i, j)));
        (Ridge::solve(kernel, &noise, chosen, 3), asked.collect())
    }

    #[test]
    fn leaving_out_equals_solving_again_without() {
        let all = [0, 1, 2, 3, 4, 5];
        for (left_out, kept) in [(vec![0], vec![1, 2, 3, 4, 5]), (vec![0, 1, 5], vec![2, 3, 4])] {
            let fast = solve(&all).0.without(&left_out);
            let (again, asked) = solve(&kept);
            let slow = scores(&asked[..kept.len()], &again.into_weights(), 3);
            for class in 0..3 {
                assert!((fast[0][class] - slow[class]).abs() < 1e-12, "{fast:?} {slow:?}");
            }
        }
    }
}
