//! Where each tensor of the model lies in the packed file. The int8 weights stay there; only the
//! small tables of f32 are copied out of it.

use crate::error::EncoderError;
use crate::file::Reader;
use crate::shape::{
    ATTENTION, DIMENSIONS, INNER, INNER_PAIRS, LANES, LAYERS, LONGEST, PAIRS, WORDS,
};
use std::ops::Range;

/// For one pair of inputs the weights of sixteen outputs: output 0 for the first input and for the
/// second, output 1 for the first, and so on. One load feeds sixteen sums.
pub(crate) type PairWeights = [i8; 2 * LANES];

/// The whole model.
pub(crate) struct Model {
    pub(crate) words: Words,
    pub(crate) positions: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
}

/// One vector for each entry of the vocabulary, int8 with a scale.
pub(crate) struct Words {
    rows: Range<usize>,
    scales: Vec<f32>,
}

/// One block of attention and feed-forward.
pub(crate) struct Layer {
    pub(crate) attention: Linear<PAIRS>,
    pub(crate) attention_output: Linear<PAIRS>,
    pub(crate) attention_norm: Norm,
    pub(crate) inner: Linear<PAIRS>,
    pub(crate) output: Linear<INNER_PAIRS>,
    pub(crate) output_norm: Norm,
}

/// A matrix whose outputs have a scale and a bias each.
pub(crate) struct Linear<const PAIRS: usize> {
    weights: Range<usize>,
    pub(crate) scales: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

/// Scale and shift of a layer normalisation.
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

impl Model {
    /// The order is that of `pack`.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            words: Words { rows: reader.range(WORDS * DIMENSIONS)?, scales: reader.floats(WORDS)? },
            positions: reader.floats(LONGEST * DIMENSIONS)?,
            norm: Norm::read(reader)?,
            layers: (0..LAYERS).map(|_| Layer::read(reader)).collect::<Result<_, _>>()?,
        })
    }
}

impl Words {
    /// The vector of one word piece and its scale.
    pub(crate) fn row<'a>(&self, file: &'a [u8], piece: usize) -> (&'a [i8], f32) {
        let rows: &[i8] = bytemuck::cast_slice(&file[self.rows.clone()]);
        (&rows[piece * DIMENSIONS..][..DIMENSIONS], self.scales[piece])
    }
}

impl Layer {
    fn read(reader: &mut Reader<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            attention: Linear::read(reader, ATTENTION)?,
            attention_output: Linear::read(reader, DIMENSIONS)?,
            attention_norm: Norm::read(reader)?,
            inner: Linear::read(reader, INNER)?,
            output: Linear::read(reader, DIMENSIONS)?,
            output_norm: Norm::read(reader)?,
        })
    }
}

impl<const PAIRS: usize> Linear<PAIRS> {
    fn read(reader: &mut Reader<'_>, outputs: usize) -> Result<Self, EncoderError> {
        Ok(Self {
            weights: reader.range(outputs * 2 * PAIRS)?,
            scales: reader.floats(outputs)?,
            biases: reader.floats(outputs)?,
        })
    }

    /// The weights in blocks of sixteen outputs.
    pub(crate) fn blocks<'a>(&self, file: &'a [u8]) -> &'a [[PairWeights; PAIRS]] {
        bytemuck::cast_slice(&file[self.weights.clone()])
    }

    pub(crate) fn outputs(&self) -> usize {
        self.biases.len()
    }
}

impl Norm {
    fn read(reader: &mut Reader<'_>) -> Result<Self, EncoderError> {
        Ok(Self { scale: reader.floats(DIMENSIONS)?, shift: reader.floats(DIMENSIONS)? })
    }
}
