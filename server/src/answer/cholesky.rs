//! Symmetric positive matrices, packed: factor and inverse. Every inner loop is one dot product
//! of neighbouring numbers, so that even an unoptimised build is quick enough.

/// A symmetric matrix, its lower half row by row.
#[derive(Clone)]
pub(crate) struct Symmetric {
    size: usize,
    values: Vec<f64>,
}

fn row_start(row: usize) -> usize {
    row * (row + 1) / 2
}

impl Symmetric {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, values: vec![0.0; row_start(size)] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.values[row_start(row.max(column)) + row.min(column)]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[row_start(row.max(column)) + row.min(column)] = value;
    }

    /// The rows and columns that are named.
    pub(crate) fn part(&self, rows: &[usize]) -> Self {
        let mut part = Self::zero(rows.len());
        for (i, &row) in rows.iter().enumerate() {
            for (j, &column) in rows.iter().enumerate().take(i + 1) {
                part.set(i, j, self.get(row, column));
            }
        }
        part
    }

    /// The inverse, by Cholesky's factor. The matrix must be positive definite.
    pub(crate) fn inverse(mut self) -> Self {
        self.factor();
        let upper = self.inverse_factor();
        drop(std::mem::take(&mut self.values));
        let mut inverse = Self::zero(self.size);
        for i in 0..self.size {
            for j in 0..=i {
                let tail = i - j;
                inverse.values[row_start(i) + j] = dot(&upper[i], &upper[j][tail..]);
            }
        }
        inverse
    }

    /// Replaces the matrix by the lower factor L with L Lᵀ = the matrix.
    fn factor(&mut self) {
        for i in 0..self.size {
            let (above, row) = self.values.split_at_mut(row_start(i));
            for j in 0..i {
                let other = &above[row_start(j)..=row_start(j) + j];
                row[j] = (row[j] - dot(&row[..j], &other[..j])) / other[j];
            }
            let rest = row[i] - dot(&row[..i], &row[..i]);
            row[i] = rest.max(f64::MIN_POSITIVE).sqrt();
        }
    }

    /// The transposed inverse of a lower factor; row j holds the columns from j on.
    fn inverse_factor(&self) -> Vec<Vec<f64>> {
        let mut upper = Vec::with_capacity(self.size);
        for j in 0..self.size {
            let mut column = Vec::with_capacity(self.size - j);
            column.push(1.0 / self.values[row_start(j) + j]);
            for i in j + 1..self.size {
                let row = &self.values[row_start(i)..=row_start(i) + i];
                column.push(-dot(&row[j..i], &column) / row[i]);
            }
            upper.push(column);
        }
        upper
    }
}

/// The dot product of two slices of one length, in a fixed order of additions. It is written
/// with chunks and a plain loop because iterators and checked indices are slow in unoptimised
/// builds, and because four sums let the processor work on several products at once.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (left, left_rest) = left.as_chunks::<16>();
    let (right, right_rest) = right.as_chunks::<16>();
    let (mut first, mut second, mut third, mut fourth) = (0.0, 0.0, 0.0, 0.0);
    let mut chunk = 0;
    while chunk < left.len() {
        let (a, b) = (&left[chunk], &right[chunk]);
        first += a[0] * b[0] + a[4] * b[4] + a[8] * b[8] + a[12] * b[12];
        second += a[1] * b[1] + a[5] * b[5] + a[9] * b[9] + a[13] * b[13];
        third += a[2] * b[2] + a[6] * b[6] + a[10] * b[10] + a[14] * b[14];
        fourth += a[3] * b[3] + a[7] * b[7] + a[11] * b[11] + a[15] * b[15];
        chunk += 1;
    }
    let rest: f64 = left_rest.iter().zip(right_rest).map(|(a, b)| a * b).sum();
    (first + second) + (third + fourth) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::binomial::count;

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let size = 23;
        let mut matrix = Symmetric::zero(size);
        for i in 0..size {
            for j in 0..i {
                matrix.set(i, j, count((i * 7 + j * 3) % 11) / 11.0);
            }
            matrix.set(i, i, 12.0 + count(i));
        }
        let inverse = matrix.clone().inverse();
        for i in 0..size {
            for j in 0..size {
                let sum: f64 = (0..size).map(|k| matrix.get(i, k) * inverse.get(k, j)).sum();
                assert!((sum - f64::from(u8::from(i == j))).abs() < 1e-12, "{i},{j}: {sum}");
            }
        }
    }
}
