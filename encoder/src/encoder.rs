//! The encoder that others use: a loaded model and its vocabulary.

use crate::error::EncoderError;
use crate::file::Reader;
use crate::forward::Forward;
use crate::kernel::{Level, Processor};
use crate::math;
use crate::model::Model;
use crate::shape::{DIMENSIONS, LAST, LONGEST, WORDS};
use crate::wordpiece::WordPiece;
use std::borrow::Cow;

/// A sentence as a vector of length one.
pub type Embedding = [f32; DIMENSIONS];

/// How alike two sentences are, from -1 to 1: the cosine of the angle between their vectors.
pub fn similarity(left: &Embedding, right: &Embedding) -> f32 {
    math::dot(left, right)
}

/// all-MiniLM-L6-v2 with int8 weights. It works on the calling thread and keeps no state between
/// texts, so that threads can share it.
pub struct Encoder {
    file: Cow<'static, [u8]>,
    model: Model,
    word_pieces: WordPiece,
    processor: Processor,
}

impl Encoder {
    /// Takes a packed file, whose weights stay where they are, and checks that it is whole.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, EncoderError> {
        let mut reader = Reader::new(&bytes)?;
        let vocabulary = reader.text()?;
        if vocabulary.lines().count() != WORDS {
            return Err(EncoderError::Damaged);
        }
        let word_pieces = WordPiece::new(vocabulary).ok_or(EncoderError::Damaged)?;
        let model = Model::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { file: bytes, model, word_pieces, processor: Processor::best() })
    }

    /// The same encoder on another level of the processor, or `None` if this one lacks it. Only
    /// tests and measurements need it: the result is the same on all.
    pub fn with_level(self, level: Level) -> Option<Self> {
        Some(Self { processor: Processor::new(level)?, ..self })
    }

    /// The level in use.
    pub fn level(&self) -> Level {
        self.processor.level()
    }

    /// What stands in decisions and reports for this encoder.
    pub fn name(&self) -> &'static str {
        "minilm-l6-v2-int8"
    }

    /// Whether the vocabulary has a lower-case word as a whole. It was made from the commonest
    /// words of the language; misspelt ones are in pieces.
    pub fn knows(&self, word: &str) -> bool {
        self.word_pieces.knows(word)
    }

    /// The mean of the vectors of a text's first [`LONGEST`] word pieces, made one long.
    pub fn embed(&self, text: &str) -> Embedding {
        let [.., last] = self.layers(text);
        last
    }

    /// The same by each of the last [`LAST`] layers, the model's own embedding last. The layers
    /// before it know more about wording, and together they tell near twins apart better.
    pub fn layers(&self, text: &str) -> [Embedding; LAST] {
        let pieces = self.word_pieces.encode(text, LONGEST);
        self.processor.run(Forward { file: &self.file, model: &self.model, pieces: &pieces })
    }
}
