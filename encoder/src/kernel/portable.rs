//! The products in plain Rust, for any processor.

use super::{Kernel, Sums};
use crate::model::PairWeights;
use crate::shape::LANES;

#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl Kernel for Portable {
    const ROWS: usize = 4;

    #[inline]
    fn multiply<const ROWS: usize, const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]; ROWS],
    ) -> Sums<ROWS> {
        let mut sums = [[0; LANES]; ROWS];
        for (pair, block) in weights.iter().enumerate() {
            let first: [i16; LANES] = std::array::from_fn(|lane| i16::from(block[2 * lane]));
            let second: [i16; LANES] = std::array::from_fn(|lane| i16::from(block[2 * lane + 1]));
            for (sums, row) in sums.iter_mut().zip(rows) {
                let [low, high] = halves(row[pair]);
                for lane in 0..LANES {
                    sums[lane] += i32::from(first[lane]) * i32::from(low)
                        + i32::from(second[lane]) * i32::from(high);
                }
            }
        }
        sums
    }
}

#[expect(clippy::cast_possible_truncation, reason = "takes the halves apart")]
fn halves(pair: u32) -> [i16; 2] {
    [(pair as u16).cast_signed(), ((pair >> 16) as u16).cast_signed()]
}
