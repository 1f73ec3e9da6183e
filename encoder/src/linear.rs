//! A matrix of int8 weights applied to rows of f32: the inputs are rounded to i16, the products
//! summed exactly, and the sums scaled back.
#![expect(clippy::inline_always, reason = "compiled once for each level of the processor")]

use crate::kernel::{Kernel, Sums};
use crate::math::{ROUNDER, magnitude};
use crate::model::{Linear, PairWeights};
use crate::shape::LANES;

/// Inputs are rounded to -8191..=8191, so that the longest sum of products stays within an i32:
/// 1,536 inputs x 8,191 x 127 is three quarters of what it holds.
const GREATEST_INPUT: f32 = 8_191.0;
/// The most rows that a kernel takes at once.
const MOST_ROWS: usize = 12;

/// Applies the matrices of a file.
#[derive(Clone, Copy)]
pub(crate) struct Multiplier<'a, K> {
    pub(crate) kernel: K,
    pub(crate) file: &'a [u8],
}

/// Rows of inputs as i16, two in a u32, and what they must be multiplied with.
struct Rounded<const PAIRS: usize> {
    rows: Vec<[u32; PAIRS]>,
    scales: Vec<f32>,
}

impl<K: Kernel> Multiplier<'_, K> {
    /// Rows of inputs become rows of outputs.
    #[inline(always)]
    pub(crate) fn apply<const PAIRS: usize>(
        self,
        matrix: &Linear<PAIRS>,
        inputs: &[f32],
    ) -> Vec<f32> {
        let width = matrix.outputs();
        let inputs = Rounded::new(inputs);
        let mut outputs = vec![0.0; inputs.rows.len() * width];
        let mut sums = [[0; LANES]; MOST_ROWS];
        for (block, weights) in matrix.blocks(self.file).iter().enumerate() {
            let columns = block * LANES..(block + 1) * LANES;
            let scales = &matrix.scales[columns.clone()];
            let biases = &matrix.biases[columns.clone()];
            let mut done = 0;
            while done < inputs.rows.len() {
                let rows = next_rows::<K, PAIRS>(&inputs.rows[done..]);
                self.multiply(weights, rows, &mut sums);
                for sums in &sums[..rows.len()] {
                    let output = &mut outputs[done * width..][columns.clone()];
                    scale_back(sums, inputs.scales[done], scales, biases, output);
                    done += 1;
                }
            }
        }
        outputs
    }

    /// Calls the kernel for as many rows as there are.
    #[inline(always)]
    fn multiply<const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]],
        sums: &mut Sums<MOST_ROWS>,
    ) {
        match rows.len() {
            1 => self.multiply_exactly::<1, PAIRS>(weights, rows, sums),
            2 => self.multiply_exactly::<2, PAIRS>(weights, rows, sums),
            3 => self.multiply_exactly::<3, PAIRS>(weights, rows, sums),
            4 => self.multiply_exactly::<4, PAIRS>(weights, rows, sums),
            5 => self.multiply_exactly::<5, PAIRS>(weights, rows, sums),
            6 => self.multiply_exactly::<6, PAIRS>(weights, rows, sums),
            7 => self.multiply_exactly::<7, PAIRS>(weights, rows, sums),
            8 => self.multiply_exactly::<8, PAIRS>(weights, rows, sums),
            9 => self.multiply_exactly::<9, PAIRS>(weights, rows, sums),
            10 => self.multiply_exactly::<10, PAIRS>(weights, rows, sums),
            11 => self.multiply_exactly::<11, PAIRS>(weights, rows, sums),
            12 => self.multiply_exactly::<12, PAIRS>(weights, rows, sums),
            more => unreachable!("{more} rows, and no kernel takes more than {MOST_ROWS}"),
        }
    }

    #[inline(always)]
    fn multiply_exactly<const ROWS: usize, const PAIRS: usize>(
        self,
        weights: &[PairWeights; PAIRS],
        rows: &[[u32; PAIRS]],
        sums: &mut Sums<MOST_ROWS>,
    ) {
        if let Some(rows) = rows.first_chunk::<ROWS>() {
            sums[..ROWS].copy_from_slice(&self.kernel.multiply(weights, rows));
        }
    }
}

/// So many rows that all calls of the kernel get about the same number.
#[inline(always)]
fn next_rows<K: Kernel, const PAIRS: usize>(rest: &[[u32; PAIRS]]) -> &[[u32; PAIRS]] {
    let calls = rest.len().div_ceil(K::ROWS);
    &rest[..rest.len().div_ceil(calls)]
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "rounds the same way everywhere")]
fn scale_back(
    sums: &[i32; LANES],
    row_scale: f32,
    scales: &[f32],
    biases: &[f32],
    outputs: &mut [f32],
) {
    for (((output, sum), scale), bias) in outputs.iter_mut().zip(sums).zip(scales).zip(biases) {
        *output = *sum as f32 * (row_scale * scale) + bias;
    }
}

impl<const PAIRS: usize> Rounded<PAIRS> {
    #[inline(always)]
    fn new(inputs: &[f32]) -> Self {
        let (mut rows, mut scales) = (Vec::new(), Vec::new());
        for row in inputs.chunks_exact(2 * PAIRS) {
            let most = magnitude(row).max(1e-9);
            scales.push(most / GREATEST_INPUT);
            rows.push(round(row, GREATEST_INPUT / most));
        }
        Self { rows, scales }
    }
}

#[inline(always)]
fn round<const PAIRS: usize>(row: &[f32], factor: f32) -> [u32; PAIRS] {
    // The lowest sixteen bits are the rounded number as an i16.
    let rounded = |value: f32| (value * factor + ROUNDER).to_bits() & 0xFFFF;
    let (pairs, _) = row.as_chunks();
    let mut result = [0; PAIRS];
    for (pair, [first, second]) in result.iter_mut().zip(pairs) {
        *pair = rounded(*first) | rounded(*second) << 16;
    }
    result
}
