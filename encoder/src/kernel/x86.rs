//! The products with AVX2 and AVX-512. A value of [`Avx2`] or [`Avx512`] can only be had on a
//! processor that has the instructions, which is what makes the calls sound.

use super::{Kernel, Sums, Work};
use crate::model::PairWeights;
use std::arch::x86_64::{
    __m128i, __m256i, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_madd_epi16, _mm256_set1_epi32,
    _mm256_setzero_si256, _mm512_cvtepi8_epi16, _mm512_dpwssd_epi32, _mm512_set1_epi32,
    _mm512_setzero_si512,
};

/// Proof that AVX2 is there.
#[derive(Clone, Copy)]
pub(crate) struct Avx2(());

/// Proof that AVX-512 F, BW and VNNI are there.
#[derive(Clone, Copy)]
pub(crate) struct Avx512(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// Runs code that was compiled for this level.
    pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
        #[target_feature(enable = "avx2")]
        fn compiled<W: Work>(work: W, kernel: Avx2) -> W::Output {
            work.run(kernel)
        }
        #[expect(unsafe_code, reason = "`self` exists only where AVX2 was detected")]
        // SAFETY: see the reason.
        unsafe {
            compiled(work, self)
        }
    }
}

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        let all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vnni");
        all.then_some(Self(()))
    }

    /// Runs code that was compiled for this level.
    pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
        #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
        fn compiled<W: Work>(work: W, kernel: Avx512) -> W::Output {
            work.run(kernel)
        }
        #[expect(unsafe_code, reason = "`self` exists only where these were detected")]
        // SAFETY: see the reason.
        unsafe {
            compiled(work, self)
        }
    }
}

impl Kernel for Avx2 {
    // Twelve of the sixteen registers hold sums.
    const ROWS: usize = 6;

    #[inline]
    fn multiply<const ROWS: usize, const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]; ROWS],
    ) -> Sums<ROWS> {
        #[expect(unsafe_code, reason = "`self` exists only where AVX2 was detected")]
        // SAFETY: see the reason.
        unsafe {
            multiply_avx2(weights, rows)
        }
    }
}

impl Kernel for Avx512 {
    // Enough sums in flight to hide the time that one product takes.
    const ROWS: usize = 12;

    #[inline]
    fn multiply<const ROWS: usize, const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]; ROWS],
    ) -> Sums<ROWS> {
        #[expect(unsafe_code, reason = "`self` exists only where these were detected")]
        // SAFETY: see the reason.
        unsafe {
            multiply_avx512(weights, rows)
        }
    }
}

#[target_feature(enable = "avx2")]
fn multiply_avx2<const ROWS: usize, const PAIRS: usize>(
    weights: &[PairWeights; PAIRS],
    rows: &[[u32; PAIRS]; ROWS],
) -> Sums<ROWS> {
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for (pair, block) in weights.iter().enumerate() {
        let halves: [__m128i; 2] = bytemuck::must_cast(*block);
        let weights = [_mm256_cvtepi8_epi16(halves[0]), _mm256_cvtepi8_epi16(halves[1])];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm256_set1_epi32(row[pair].cast_signed());
            sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(weights[0], inputs));
            sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(weights[1], inputs));
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
