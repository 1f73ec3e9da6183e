//! Symmetric positive matrices in square tiles, and their inverse by the block sweep operator.
//!
//! The sweep (Beaton 1964; Goodnight 1979, "A tutorial on the SWEEP operator") replaces a matrix
//! by its negative inverse in place, one block of rows at a time, with a single kind of inner
//! loop: a product of two tiles. Additions happen in a fixed order and never fused, so that every
//! processor and every number of threads gives the same bits.

use multiversion::multiversion;

/// Rows and columns of a tile: three of them fit the first cache.
const SIDE: usize = 64;
/// The size from which on all processors help; below it, threads cost more than they bring.
const WORTH_THREADS: usize = 3_000;

/// A square of numbers, row by row.
type Tile = [f32; SIDE * SIDE];

/// A symmetric matrix: the tiles of its lower half, row by row.
pub(crate) struct Symmetric {
    size: usize,
    tiles: Vec<Tile>,
}

/// Where a tile stands, for a row of tiles at or below the column's.
fn place(row: usize, column: usize) -> usize {
    row * (row + 1) / 2 + column
}

impl Symmetric {
    pub(crate) fn zero(size: usize) -> Self {
        let tiles = place(size.div_ceil(SIDE), 0);
        Self { size, tiles: vec![[0.0; SIDE * SIDE]; tiles] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f32 {
        let (high, low) = (row.max(column), row.min(column));
        self.tiles[place(high / SIDE, low / SIDE)][(high % SIDE) * SIDE + low % SIDE]
    }

    /// Sets an entry and, with it, its mirror image.
    pub(crate) fn set(&mut self, row: usize, column: usize, value: f32) {
        let (high, low) = (row.max(column), row.min(column));
        let diagonal = high / SIDE == low / SIDE;
        let tile = &mut self.tiles[place(high / SIDE, low / SIDE)];
        tile[(high % SIDE) * SIDE + low % SIDE] = value;
        if diagonal {
            tile[(low % SIDE) * SIDE + high % SIDE] = value;
        }
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

    /// The inverse. The matrix must be positive definite.
    pub(crate) fn inverse(mut self) -> Self {
        let side = self.size.div_ceil(SIDE);
        // What the last tiles have too much is a matrix of its own: the identity.
        for index in self.size..side * SIDE {
            self.tiles[place(side - 1, side - 1)][(index % SIDE) * (SIDE + 1)] = 1.0;
        }
        for block in 0..side {
            self.sweep(block, side);
        }
        for tile in &mut self.tiles {
            for value in tile {
                *value = -*value;
            }
        }
        self
    }

    /// Sweeps one block of rows.
    fn sweep(&mut self, block: usize, side: usize) {
        let pivot = invert(&self.tiles[place(block, block)]);
        // The block's row of tiles, as it stands and multiplied by the pivot.
        let across: Vec<Tile> = (0..side)
            .map(|other| {
                if other <= block {
                    self.tiles[place(block, other)]
                } else {
                    transposed(&self.tiles[place(other, block)])
                }
            })
            .collect();
        let scaled: Vec<Tile> = across.iter().map(|tile| product(tile, &pivot)).collect();
        let threads = if self.size >= WORTH_THREADS {
            std::thread::available_parallelism().map_or(1, usize::from)
        } else {
            1
        };
        let places: Vec<(usize, usize)> =
            (0..side).flat_map(|row| (0..=row).map(move |column| (row, column))).collect();
        let each = places.len().div_ceil(threads);
        let renew = |tiles: &mut [Tile], places: &[(usize, usize)]| {
            for (tile, &(row, column)) in tiles.iter_mut().zip(places) {
                match (row == block, column == block) {
                    (true, true) => *tile = pivot.map(|value| -value),
                    (true, false) => *tile = transposed(&scaled[column]),
                    (false, true) => *tile = scaled[row],
                    (false, false) => subtract_product(tile, &scaled[row], &across[column]),
                }
            }
        };
        if threads == 1 {
            return renew(&mut self.tiles, &places);
        }
        std::thread::scope(|scope| {
            for (tiles, places) in self.tiles.chunks_mut(each).zip(places.chunks(each)) {
                scope.spawn(|| renew(tiles, places));
            }
        });
    }
}

fn transposed(tile: &Tile) -> Tile {
    let mut transposed = [0.0; SIDE * SIDE];
    for row in 0..SIDE {
        for column in 0..SIDE {
            transposed[column * SIDE + row] = tile[row * SIDE + column];
        }
    }
    transposed
}

/// A tile, given as its transpose, times another.
fn product(transpose: &Tile, right: &Tile) -> Tile {
    let mut negative = [0.0; SIDE * SIDE];
    subtract_product(&mut negative, &transposed(transpose), right);
    negative.map(|value| -value)
}

/// Takes the product of two tiles from a third.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
fn subtract_product(from: &mut Tile, left: &Tile, right: &Tile) {
    const ROWS: usize = 4;
    const COLUMNS: usize = 16;
    for row in (0..SIDE).step_by(ROWS) {
        for column in (0..SIDE).step_by(COLUMNS) {
            let mut sums = [[0.0_f32; COLUMNS]; ROWS];
            for inner in 0..SIDE {
                let across: &[f32; COLUMNS] = right[inner * SIDE + column..][..COLUMNS]
                    .try_into()
                    .expect("the slice has this length");
                for (step, sums) in sums.iter_mut().enumerate() {
                    let factor = left[(row + step) * SIDE + inner];
                    for (sum, value) in sums.iter_mut().zip(across) {
                        *sum += factor * value;
                    }
                }
            }
            for (step, sums) in sums.iter().enumerate() {
                let values = &mut from[(row + step) * SIDE + column..][..COLUMNS];
                for (value, sum) in values.iter_mut().zip(sums) {
                    *value -= sum;
                }
            }
        }
    }
}

/// The inverse of a positive tile, by sweeping it row by row.
fn invert(tile: &Tile) -> Tile {
    let mut wide: Vec<f64> = tile.iter().map(|value| f64::from(*value)).collect();
    for pivot in 0..SIDE {
        let factor = 1.0 / wide[pivot * (SIDE + 1)].max(f64::MIN_POSITIVE);
        let row: Vec<f64> = wide[pivot * SIDE..][..SIDE].to_vec();
        for other in (0..SIDE).filter(|other| *other != pivot) {
            let scaled = row[other] * factor;
            let values = &mut wide[other * SIDE..][..SIDE];
            for (value, across) in values.iter_mut().zip(&row) {
                *value -= scaled * across;
            }
            values[pivot] = scaled;
            wide[pivot * SIDE + other] = scaled;
        }
        wide[pivot * (SIDE + 1)] = -factor;
    }
    let mut inverse = [0.0; SIDE * SIDE];
    for (value, wide) in inverse.iter_mut().zip(wide) {
        #[expect(clippy::cast_possible_truncation, reason = "tiles are single precision")]
        let narrow = -wide as f32;
        *value = narrow;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(size: usize) -> Symmetric {
        let mut matrix = Symmetric::zero(size);
        for i in 0..size {
            for j in 0..i {
                let value = u16::try_from((i * 7 + j * 3) % 11).unwrap();
                matrix.set(i, j, f32::from(value) / 11.0);
            }
            let value = u16::try_from(size + i % 5).unwrap();
            matrix.set(i, i, f32::from(value));
        }
        matrix
    }

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        for size in [1, 23, 64, 65, 200] {
            let (matrix, inverse) = (matrix(size), matrix(size).inverse());
            for i in 0..size {
                for j in 0..size {
                    let products = (0..size)
                        .map(|k| f64::from(matrix.get(i, k)) * f64::from(inverse.get(k, j)));
                    let sum: f64 = products.sum();
                    assert!((sum - f64::from(u8::from(i == j))).abs() < 1e-4, "{i},{j}: {sum}");
                }
            }
        }
    }

    #[test]
    fn threads_change_no_bit() {
        let size = WORTH_THREADS + 7;
        let mut large = Symmetric::zero(size);
        for i in 0..size {
            large.set(i, i, 2.0);
            if i >= 100 {
                large.set(i, i - 100, 0.5);
            }
        }
        let inverse = large.inverse();
        // A band of distance 100 falls apart into chains; solve one of them alone.
        let chain: Vec<usize> = (7..size).step_by(100).collect();
        let mut alone = Symmetric::zero(chain.len());
        for i in 0..chain.len() {
            alone.set(i, i, 2.0);
            if i > 0 {
                alone.set(i, i - 1, 0.5);
            }
        }
        let alone = alone.inverse();
        for (i, &row) in chain.iter().enumerate() {
            assert!((inverse.get(row, chain[0]) - alone.get(i, 0)).abs() < 1e-6);
        }
    }
}
