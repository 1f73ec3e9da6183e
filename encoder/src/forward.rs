//! The network: from word pieces to a unit vector.
#![expect(clippy::inline_always, reason = "compiled once for each level of the processor")]

use crate::encoder::Embedding;
use crate::kernel::{Kernel, Work};
use crate::linear::Multiplier;
use crate::math::{dot, gelu, softmax, standardise};
use crate::model::{Model, Norm};
use crate::shape::{ATTENTION, DIMENSIONS, HEAD, HEADS, LAST, LAYERS};

/// [`DIMENSIONS`] and [`HEAD`] to calculate with.
const WIDTH: f32 = 384.0;
const HEAD_WIDTH: f32 = 32.0;

/// Embeds the word pieces of one text, by each of the last layers.
pub(crate) struct Forward<'a> {
    pub(crate) file: &'a [u8],
    pub(crate) model: &'a Model,
    pub(crate) pieces: &'a [u32],
}

impl Work for Forward<'_> {
    type Output = [Embedding; LAST];

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Self::Output {
        let linear = Multiplier { kernel, file: self.file };
        let mut state = self.look_up();
        let mut pooled = [[0.0; DIMENSIONS]; LAST];
        for (number, layer) in self.model.layers.iter().enumerate() {
            let context = attend(&linear.apply(&layer.attention, &state));
            add(&mut state, &linear.apply(&layer.attention_output, &context));
            normalise(&mut state, &layer.attention_norm);

            let mut inner = linear.apply(&layer.inner, &state);
            for value in &mut inner {
                *value = gelu(*value);
            }
            add(&mut state, &linear.apply(&layer.output, &inner));
            normalise(&mut state, &layer.output_norm);
            if let Some(last) = (number + LAST).checked_sub(LAYERS) {
                pooled[last] = pool(&state);
            }
        }
        pooled
    }
}

impl Forward<'_> {
    /// The vectors of the pieces and of their positions, added.
    #[inline(always)]
    fn look_up(&self) -> Vec<f32> {
        let mut state = self.model.positions[..self.pieces.len() * DIMENSIONS].to_vec();
        for (row, piece) in state.chunks_exact_mut(DIMENSIONS).zip(self.pieces) {
            let (word, scale) = self.model.words.row(self.file, *piece as usize);
            for (value, word) in row.iter_mut().zip(word) {
                *value += f32::from(*word) * scale;
            }
        }
        normalise(&mut state, &self.model.norm);
        state
    }
}

/// Self-attention: each piece gathers from all pieces, head by head. A row of the input holds
/// query, key and value.
#[inline(always)]
fn attend(rows: &[f32]) -> Vec<f32> {
    let pieces = rows.len() / ATTENTION;
    let mut context = vec![0.0; pieces * DIMENSIONS];
    let mut shares = vec![0.0; pieces];
    let scale = 1.0 / HEAD_WIDTH.sqrt();
    for head in 0..HEADS {
        let (query, key, value) = (head, HEADS + head, 2 * HEADS + head);
        for (row, context) in rows.chunks_exact(ATTENTION).zip(context.chunks_exact_mut(DIMENSIONS))
        {
            for (share, other) in shares.iter_mut().zip(rows.chunks_exact(ATTENTION)) {
                *share = dot(of_head(row, query), of_head(other, key)) * scale;
            }
            softmax(&mut shares);
            let mut gathered = [0.0; HEAD];
            for (share, other) in shares.iter().zip(rows.chunks_exact(ATTENTION)) {
                for (sum, value) in gathered.iter_mut().zip(of_head(other, value)) {
                    *sum += share * value;
                }
            }
            context[head * HEAD..][..HEAD].copy_from_slice(&gathered);
        }
    }
    context
}

#[inline(always)]
fn of_head(row: &[f32], head: usize) -> &[f32; HEAD] {
    &row.as_chunks().0[head]
}

#[inline(always)]
fn add(state: &mut [f32], change: &[f32]) {
    for (value, change) in state.iter_mut().zip(change) {
        *value += change;
    }
}

#[inline(always)]
fn normalise(state: &mut [f32], norm: &Norm) {
    for row in state.chunks_exact_mut(DIMENSIONS) {
        standardise(row, &norm.scale, &norm.shift, WIDTH);
    }
}

/// The mean of all rows, made one long.
#[inline(always)]
fn pool(state: &[f32]) -> Embedding {
    let mut embedding = [0.0; DIMENSIONS];
    for row in state.chunks_exact(DIMENSIONS) {
        add(&mut embedding, row);
    }
    let length = dot(&embedding, &embedding).sqrt();
    embedding.map(|value| value / length)
}
