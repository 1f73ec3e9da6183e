//! Exact integer products of weights and inputs, and the levels of processors that they are written
//! for. All levels give the same numbers.

mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::model::PairWeights;
use crate::shape::LANES;
use portable::Portable;

/// What the processor must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing: plain Rust, on any processor.
    Portable,
    /// What every x86-64 processor has.
    Baseline,
    /// AVX2.
    Avx2,
    /// AVX-512 with its foundation, byte and word, and neural network instructions.
    Avx512,
}

impl Level {
    /// From the slowest to the quickest.
    pub const ALL: [Self; 4] = [Self::Portable, Self::Baseline, Self::Avx2, Self::Avx512];
}

/// The sums of sixteen outputs for each of some rows of inputs.
pub(crate) type Sums<const ROWS: usize> = [[i32; LANES]; ROWS];

/// A way to multiply.
pub(crate) trait Kernel: Copy {
    /// How many rows of inputs go through at once.
    const ROWS: usize;

    /// Multiplies a block of weights with rows of inputs. An input pair is two i16, the first in
    /// the lower half.
    fn multiply<const ROWS: usize, const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]; ROWS],
    ) -> Sums<ROWS>;
}

/// Something that is compiled once for each level.
pub(crate) trait Work {
    type Output;

    /// To be marked `#[inline(always)]`, so that it becomes part of what is compiled for a level.
    fn run<K: Kernel>(self, kernel: K) -> Self::Output;
}

/// A level that this processor has.
#[derive(Clone, Copy)]
pub(crate) enum Processor {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Baseline(x86::Sse2),
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(x86::Avx512),
}

impl Processor {
    /// The quickest level there is.
    pub(crate) fn best() -> Self {
        let mut levels = Level::ALL.into_iter().rev();
        levels.find_map(Self::new).unwrap_or(Self::Portable(Portable))
    }

    /// `None` if this processor lacks the level.
    pub(crate) fn new(level: Level) -> Option<Self> {
        match level {
            Level::Portable => Some(Self::Portable(Portable)),
            #[cfg(target_arch = "x86_64")]
            Level::Baseline => x86::Sse2::detect().map(Self::Baseline),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => x86::Avx2::detect().map(Self::Avx2),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => x86::Avx512::detect().map(Self::Avx512),
            #[cfg(not(target_arch = "x86_64"))]
            Level::Baseline | Level::Avx2 | Level::Avx512 => None,
        }
    }

    pub(crate) fn level(self) -> Level {
        match self {
            Self::Portable(_) => Level::Portable,
            #[cfg(target_arch = "x86_64")]
            Self::Baseline(_) => Level::Baseline,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => Level::Avx2,
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => Level::Avx512,
        }
    }

    pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            Self::Portable(kernel) => work.run(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Baseline(kernel) => kernel.run(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.run(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.run(work),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::INNER_PAIRS;

    const ROWS: usize = 3;

    /// Multiplies with the greatest weights and inputs that there can be.
    struct Extremes;

    impl Work for Extremes {
        type Output = Sums<ROWS>;

        fn run<K: Kernel>(self, kernel: K) -> Sums<ROWS> {
            let weights = vec![[-127; 2 * LANES]; INNER_PAIRS];
            let weights = weights.first_chunk().unwrap();
            let pair = |first: i16, second: i16| {
                u32::from(first.cast_unsigned()) | u32::from(second.cast_unsigned()) << 16
            };
            let rows = [pair(8_191, 8_191), pair(-8_191, -8_191), pair(-8_191, 8_190)];
            kernel.multiply(weights, &rows.map(|pair| [pair; INNER_PAIRS]))
        }
    }

    #[test]
    fn the_longest_sum_fits_on_every_level() {
        let greatest = 127 * 8_191 * 1_536;
        for processor in Level::ALL.into_iter().filter_map(Processor::new) {
            let expected = [[-greatest; LANES], [greatest; LANES], [127 * 768; LANES]];
            assert_eq!(processor.run(Extremes), expected, "{:?}", processor.level());
        }
    }

    #[test]
    fn plain_rust_runs_everywhere() {
        assert!(Processor::new(Level::Portable).is_some());
        assert_eq!(Level::ALL.iter().max(), Level::ALL.last());
    }
}
