//! Where texts are compared: how similar a text is to every example, by its meaning and by its
//! words, and which of its words each class knows.

use crate::embedder::{Embedder, Vector};
use crate::examples::Example;
use crate::lexicon::Lexicon;
use crate::math::exp;
use crate::matrix::Symmetric;
use crate::points::Points;
use crate::vocabulary::{Index, Terms, Vocabulary};

/// How quickly likeness of meaning fades with the angle between two sentences.
const SHARPNESS: f64 = 5.0;
/// What likeness of words counts beside likeness of meaning.
const WORDS: f32 = 0.2;

/// The examples, placed by meaning and by words.
pub(crate) struct Space {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lexicon: Lexicon,
    terms: Vec<Terms>,
    index: Index,
    points: Option<Points>,
}

/// How similar one text is to each example.
pub(crate) struct Likeness {
    /// By everything: what the regression weighs.
    pub(crate) kernel: Vec<f32>,
    /// By meaning, from -1 to 1; by words where there is no encoder.
    pub(crate) meaning: Vec<f32>,
    /// By words, from 0 to 1.
    pub(crate) words: Vec<f32>,
}

impl Space {
    pub(crate) fn new(locale: &str, examples: &[Example], embedder: Option<&Embedder>) -> Self {
        let vocabulary =
            Vocabulary::new(locale, examples.iter().map(|one| one.reading.words.as_slice()));
        let terms: Vec<_> =
            examples.iter().map(|one| vocabulary.vector(&one.reading.words)).collect();
        let index = Index::new(&vocabulary, &terms);
        let points = embedder.map(|embedder| {
            let texts: Vec<&str> = examples.iter().map(|one| one.text.as_str()).collect();
            points(&embedder.embed_all(&texts))
        });
        let lexicon =
            Lexicon::new(examples.iter().map(|one| (one.class, one.reading.stems.as_slice())));
        Self { vocabulary, lexicon, terms, index, points }
    }

    /// Lets go of what only training needs.
    pub(crate) fn settle(&mut self) {
        self.terms = Vec::new();
    }

    /// How similar a new text is to each example.
    pub(crate) fn likeness(&self, words: &[String], vector: Option<&Vector>) -> Likeness {
        let by_words = self.index.similarities(&self.vocabulary.vector(words));
        let by_meaning = self.points.as_ref().zip(vector).map(|(known, vector)| {
            let asked = points(std::slice::from_ref(vector));
            (0..by_words.len()).map(|row| asked.cosine(0, known, row)).collect()
        });
        Likeness::new(by_words, by_meaning)
    }

    /// How similar an example is to each other one, and to itself.
    pub(crate) fn likeness_of(&self, row: usize) -> Likeness {
        let by_words = self.index.similarities(&self.terms[row]);
        let by_meaning = self.points.as_ref().map(|points| {
            (0..by_words.len()).map(|other| points.cosine(row, points, other)).collect()
        });
        Likeness::new(by_words, by_meaning)
    }

    /// The similarity of all pairs of examples.
    pub(crate) fn kernel(&self) -> Symmetric {
        let mut kernel = Symmetric::zero(self.terms.len());
        for row in 0..self.terms.len() {
            let mut by_words = self.index.similarities(&self.terms[row]);
            by_words.truncate(row + 1);
            let by_meaning = self
                .points
                .as_ref()
                .map(|points| (0..=row).map(|other| points.cosine(row, points, other)).collect());
            for (column, value) in
                Likeness::new(by_words, by_meaning).kernel.into_iter().enumerate()
            {
                kernel.set(row, column, value);
            }
        }
        kernel
    }
}

impl Likeness {
    fn new(words: Vec<f32>, meaning: Option<Vec<f32>>) -> Self {
        let Some(meaning) = meaning else {
            return Self { kernel: words.clone(), meaning: words.clone(), words };
        };
        let both = words.iter().zip(&meaning);
        let kernel =
            both.map(|(words, cosine)| (1.0 - WORDS) * fading(*cosine) + WORDS * words).collect();
        Self { kernel, meaning, words }
    }
}

/// The radial kernel of a cosine: 1 for the same direction.
fn fading(cosine: f32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a kernel needs no more digits")]
    let value = exp(SHARPNESS * (f64::from(cosine) - 1.0)) as f32;
    value
}

fn points(vectors: &[Vector]) -> Points {
    Points::new(vectors.iter().map(AsRef::as_ref))
}
