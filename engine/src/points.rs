//! Sentence vectors, kept as small integers: a quarter of the memory, and sums that are exact on
//! every processor.

use multiversion::multiversion;

/// Rounds a vector so that its largest number becomes the largest integer. Only its direction is
/// kept.
pub(crate) fn rounded(vector: &[f32]) -> Vec<i8> {
    let largest = vector.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
    #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
    let round = |value: &f32| (value / largest * LARGEST).round() as i8;
    vector.iter().map(round).collect()
}

/// Rows of rounded vectors, each with the scale that makes it one long.
#[derive(Default)]
pub(crate) struct Points {
    dimensions: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

/// The largest stored integer.
const LARGEST: f32 = 127.0;

impl Points {
    pub(crate) fn new<'a>(vectors: impl Iterator<Item = &'a [i8]>) -> Self {
        let mut points = Self::default();
        for vector in vectors {
            points.dimensions = vector.len();
            points.values.extend_from_slice(vector);
            #[expect(clippy::cast_precision_loss, reason = "far below 2^24")]
            let length = (dot(vector, vector) as f32).sqrt();
            points.scales.push(1.0 / length.max(1.0));
        }
        points
    }

    pub(crate) fn row(&self, row: usize) -> &[i8] {
        &self.values[row * self.dimensions..][..self.dimensions]
    }

    /// How alike rows of these and of other points are, from -1 to 1.
    pub(crate) fn cosine(&self, row: usize, others: &Self, other: usize) -> f32 {
        let sum = dot(self.row(row), others.row(other));
        #[expect(clippy::cast_precision_loss, reason = "far below 2^24")]
        let sum = sum as f32;
        sum * self.scales[row] * others.scales[other]
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw", "x86_64+avx2"))]
fn dot(left: &[i8], right: &[i8]) -> i32 {
    left.iter().zip(right).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_hardly_changes_a_cosine() {
        let vector = |seed: f32| -> Vec<f32> {
            let raw: Vec<f32> = (0..384_u16).map(|i| (f32::from(i) * seed).sin()).collect();
            let length = raw.iter().map(|x| x * x).sum::<f32>().sqrt();
            raw.into_iter().map(|x| x / length).collect()
        };
        let (a, b) = (vector(0.7), vector(0.71));
        let exact: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
        let points = Points::new([rounded(&a), rounded(&b)].iter().map(Vec::as_slice));
        assert!((points.cosine(0, &points, 1) - exact).abs() < 2e-3);
        assert!((points.cosine(1, &points, 1) - 1.0).abs() < 1e-6);
    }
}
