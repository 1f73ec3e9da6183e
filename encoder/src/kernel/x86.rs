//! The products with the vector instructions of x86-64. A value of [`Sse2`], [`Avx2`] or
//! [`Avx512`] can only be had on a processor that has the instructions, which is what makes the
//! calls sound.

use super::{Kernel, Sums, Work};
use crate::model::PairWeights;
use std::arch::x86_64::{
    __m128i, __m256i, _mm_add_epi32, _mm_madd_epi16, _mm_set1_epi32, _mm_setzero_si128,
    _mm_srai_epi16, _mm_unpackhi_epi8, _mm_unpacklo_epi8, _mm256_add_epi32, _mm256_cvtepi8_epi16,
    _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm512_cvtepi8_epi16,
    _mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512,
};

/// Makes a type whose values prove that the named features are there.
macro_rules! level {
    ($name:ident, $features:literal, [$($feature:tt),+], $rows:literal, $multiply:ident) => {
        #[doc = concat!("Proof that the processor has ", $features, ".")]
        #[derive(Clone, Copy)]
        pub(crate) struct $name(());

        impl $name {
            pub(crate) fn detect() -> Option<Self> {
                ($(is_x86_feature_detected!($feature))&&+).then_some(Self(()))
            }

            /// Does work that is compiled for this level as a whole.
            pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
                #[target_feature(enable = $features)]
                fn compiled<W: Work>(work: W, kernel: $name) -> W::Output {
                    work.run(kernel)
                }
                #[expect(unsafe_code, reason = "only calls for what is known to be there")]
                // SAFETY: `self` exists only where the features were detected.
                unsafe {
                    compiled(work, self)
                }
            }
        }

        impl Kernel for $name {
            const ROWS: usize = $rows;

            #[inline]
            fn multiply<const ROWS: usize, const PAIRS: usize>(
                self,
                weights: &[PairWeights; PAIRS],
                rows: &[[u32; PAIRS]; ROWS],
            ) -> Sums<ROWS> {
                #[expect(unsafe_code, reason = "only calls for what is known to be there")]
                // SAFETY: `self` exists only where the features were detected.
                unsafe {
                    $multiply(weights, rows)
                }
            }
        }
    };
}

// As many rows as keep their sums in registers: four, two or one a row of 16, 16 or 32 registers.
level!(Sse2, "sse2", ["sse2"], 3, multiply_sse2);
level!(Avx2, "avx2", ["avx2"], 6, multiply_avx2);
level!(
    Avx512,
    "avx512f,avx512bw,avx512vnni",
    ["avx512f", "avx512bw", "avx512vnni"],
    12,
    multiply_avx512
);

#[target_feature(enable = "sse2")]
fn multiply_sse2<const ROWS: usize, const PAIRS: usize>(
    weights: &[PairWeights; PAIRS],
    rows: &[[u32; PAIRS]; ROWS],
) -> Sums<ROWS> {
    let zero = _mm_setzero_si128();
    let mut sums = [[zero; 4]; ROWS];
    for (pair, block) in weights.iter().enumerate() {
        let [left, right]: [__m128i; 2] = bytemuck::must_cast(*block);
        let weights = [
            _mm_srai_epi16(_mm_unpacklo_epi8(zero, left), 8),
            _mm_srai_epi16(_mm_unpackhi_epi8(zero, left), 8),
            _mm_srai_epi16(_mm_unpacklo_epi8(zero, right), 8),
            _mm_srai_epi16(_mm_unpackhi_epi8(zero, right), 8),
        ];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm_set1_epi32(row[pair].cast_signed());
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = _mm_add_epi32(*sum, _mm_madd_epi16(weights, inputs));
            }
        }
    }
    sums.map(bytemuck::must_cast)
}

#[target_feature(enable = "avx2")]
fn multiply_avx2<const ROWS: usize, const PAIRS: usize>(
    weights: &[PairWeights; PAIRS],
    rows: &[[u32; PAIRS]; ROWS],
) -> Sums<ROWS> {
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for (pair, block) in weights.iter().enumerate() {
        let [left, right]: [__m128i; 2] = bytemuck::must_cast(*block);
        let weights = [_mm256_cvtepi8_epi16(left), _mm256_cvtepi8_epi16(right)];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm256_set1_epi32(row[pair].cast_signed());
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(weights, inputs));
            }
        }
    }
    sums.map(bytemuck::must_cast)
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn multiply_avx512<const ROWS: usize, const PAIRS: usize>(
    weights: &[PairWeights; PAIRS],
    rows: &[[u32; PAIRS]; ROWS],
) -> Sums<ROWS> {
    let mut sums = [_mm512_setzero_si512(); ROWS];
    for (pair, block) in weights.iter().enumerate() {
        let weights = _mm512_cvtepi8_epi16(bytemuck::must_cast::<PairWeights, __m256i>(*block));
        for (sum, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm512_set1_epi32(row[pair].cast_signed());
            *sum = _mm512_dpwssd_epi32(*sum, weights, inputs);
        }
    }
    sums.map(bytemuck::must_cast)
}
