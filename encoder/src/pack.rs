//! Makes the packed file of the published model: weights rounded to int8 with one scale for each
//! output, in the order in which the kernels read them. `cargo xtask setup` calls it once.

use crate::file::Writer;
use crate::model::PairWeights;
use crate::shape::{DIMENSIONS, INNER, LANES, LAYERS, LONGEST, WORDS};
use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

/// Why the published model cannot be packed.
#[derive(Debug, Error)]
pub enum PackError {
    /// The file is no model, or lacks a tensor.
    #[error("the published weights cannot be read: {0}")]
    Unreadable(#[from] safetensors::SafeTensorError),
    /// A tensor of another model.
    #[error("the tensor {name} is not the f32 {expected:?} of all-MiniLM-L6-v2")]
    Shape { name: String, expected: Vec<usize> },
    /// A vocabulary of another model.
    #[error("the vocabulary has {found} entries instead of {WORDS}")]
    Vocabulary { found: usize },
}

/// Packs `model.safetensors` and `vocab.txt`. The same input gives the same bytes everywhere.
pub fn pack(safetensors: &[u8], vocabulary: &str) -> Result<Vec<u8>, PackError> {
    let found = vocabulary.lines().count();
    if found != WORDS {
        return Err(PackError::Vocabulary { found });
    }
    let source = Source(SafeTensors::deserialize(safetensors)?);
    let mut writer = Writer::new();
    writer.text(vocabulary);
    embeddings(&source, &mut writer)?;
    for layer in 0..LAYERS {
        encoder_layer(&source, &format!("encoder.layer.{layer}"), &mut writer)?;
    }
    Ok(writer.finish())
}

fn embeddings(source: &Source<'_>, writer: &mut Writer) -> Result<(), PackError> {
    let mut words = source.read("embeddings.word_embeddings.weight", &[WORDS, DIMENSIONS])?;
    // A question is one text, so that the vector of "first text" is the same in every place.
    let kinds = source.read("embeddings.token_type_embeddings.weight", &[2, DIMENSIONS])?;
    for row in words.chunks_exact_mut(DIMENSIONS) {
        row.iter_mut().zip(&kinds).for_each(|(word, kind)| *word += kind);
    }
    let (words, scales) = quantise(&words, DIMENSIONS);
    writer.integers(&words);
    writer.floats(&scales);
    let positions = source.read("embeddings.position_embeddings.weight", &[512, DIMENSIONS])?;
    writer.floats(&positions[..LONGEST * DIMENSIONS]);
    norm(source, "embeddings.LayerNorm", writer)
}

fn encoder_layer(source: &Source<'_>, name: &str, writer: &mut Writer) -> Result<(), PackError> {
    let parts = ["query", "key", "value"].map(|part| format!("{name}.attention.self.{part}"));
    linear(source, &parts, [DIMENSIONS, DIMENSIONS], writer)?;
    linear(source, &[format!("{name}.attention.output.dense")], [DIMENSIONS, DIMENSIONS], writer)?;
    norm(source, &format!("{name}.attention.output.LayerNorm"), writer)?;
    linear(source, &[format!("{name}.intermediate.dense")], [INNER, DIMENSIONS], writer)?;
    linear(source, &[format!("{name}.output.dense")], [DIMENSIONS, INNER], writer)?;
    norm(source, &format!("{name}.output.LayerNorm"), writer)
}

/// Matrices of one shape, one below the other.
fn linear(
    source: &Source<'_>,
    names: &[String],
    shape: [usize; 2],
    writer: &mut Writer,
) -> Result<(), PackError> {
    let [outputs, inputs] = shape;
    let (mut weights, mut biases) = (Vec::new(), Vec::new());
    for name in names {
        weights.extend(source.read(&format!("{name}.weight"), &shape)?);
        biases.extend(source.read(&format!("{name}.bias"), &[outputs])?);
    }
    let (weights, scales) = quantise(&weights, inputs);
    writer.integers(&interleave(&weights, inputs));
    writer.floats(&scales);
    writer.floats(&biases);
    Ok(())
}

fn norm(source: &Source<'_>, name: &str, writer: &mut Writer) -> Result<(), PackError> {
    writer.floats(&source.read(&format!("{name}.weight"), &[DIMENSIONS])?);
    writer.floats(&source.read(&format!("{name}.bias"), &[DIMENSIONS])?);
    Ok(())
}

/// Rounds each row to -127..=127 times a scale of its own.
fn quantise(values: &[f32], width: usize) -> (Vec<i8>, Vec<f32>) {
    let mut scales = Vec::with_capacity(values.len() / width);
    let mut rounded = Vec::with_capacity(values.len());
    for row in values.chunks_exact(width) {
        let scale = row.iter().fold(1e-9_f32, |most, value| most.max(value.abs())) / 127.0;
        scales.push(scale);
        rounded.extend(row.iter().map(|value| round(value / scale)));
    }
    (rounded, scales)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what an i8 holds")]
fn round(value: f32) -> i8 {
    value.round_ties_even().clamp(-127.0, 127.0) as i8
}

/// Reorders rows of weights into blocks of [`PairWeights`].
fn interleave(weights: &[i8], inputs: usize) -> Vec<i8> {
    let mut blocks: Vec<PairWeights> = Vec::with_capacity(weights.len() / (2 * LANES));
    for rows in weights.chunks_exact(LANES * inputs) {
        for pair in 0..inputs / 2 {
            let at = |lane: usize| rows[lane / 2 * inputs + 2 * pair + lane % 2];
            blocks.push(std::array::from_fn(at));
        }
    }
    bytemuck::cast_slice(&blocks).to_vec()
}

struct Source<'a>(SafeTensors<'a>);

impl Source<'_> {
    fn read(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, PackError> {
        let tensor = self.0.tensor(name)?;
        if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
            return Err(PackError::Shape { name: name.to_owned(), expected: shape.to_vec() });
        }
        let (values, _) = tensor.data().as_chunks();
        Ok(values.iter().map(|value| f32::from_le_bytes(*value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_greatest_value() {
        let (rounded, scales) = quantise(&[0.5, -1.0, 0.0, 0.0, 4.0, 1.0], 3);
        assert_eq!(rounded, [64, -127, 0, 0, 127, 32]);
        assert_eq!(scales, [1.0 / 127.0, 4.0 / 127.0]);
    }

    #[test]
    fn pairs_of_inputs_lie_together() {
        // Weight of output o for input i is 4 o + i.
        let weights: Vec<i8> = (0..64).collect();
        let blocks = interleave(&weights, 4);
        assert_eq!(blocks[..6], [0, 1, 4, 5, 8, 9]);
        assert_eq!(blocks[32..36], [2, 3, 6, 7]);
    }

    #[test]
    fn other_files_are_refused() {
        assert!(matches!(pack(b"", "a"), Err(PackError::Vocabulary { found: 1 })));
        let vocabulary = "a\n".repeat(WORDS);
        assert!(matches!(pack(b"no model", &vocabulary), Err(PackError::Unreadable(_))));
    }
}
