//! Where sentence vectors come from. Training asks for the same sentences again whenever a site
//! publishes, so they are remembered.

use crate::points::rounded;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use vouch_encoder::Encoder;

/// The most sentences that are remembered; about 40 MB at the very worst.
const MOST_REMEMBERED: usize = 32_768;

/// What each of the encoder's last layers counts in a likeness. On CLINC150 with 33 examples an
/// answer, the three together choose right in 94.1 % of the cases, the last alone in 92.5 %.
const LAYERS: [f32; vouch_encoder::LAST] = [0.25, 0.25, 0.5];

/// A sentence's direction, rounded to small integers.
pub type Vector = Arc<[i8]>;

/// An encoder with a memory for what training asks.
pub struct Embedder {
    encoder: Encoder,
    known: Mutex<HashMap<String, Vector>>,
}

impl Embedder {
    /// An encoder that has not been asked anything yet.
    pub fn new(encoder: Encoder) -> Self {
        Self { encoder, known: Mutex::default() }
    }

    /// The encoder's name, for the ledger.
    pub fn name(&self) -> &'static str {
        self.encoder.name()
    }

    /// Whether a word is one of the encoder's language.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.encoder.knows(word)
    }

    /// The vector of a question. It is not remembered: questions are other people's.
    pub fn embed(&self, text: &str) -> Vector {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        known.unwrap_or_else(|| self.make(text))
    }

    fn make(&self, text: &str) -> Vector {
        let layers = self.encoder.layers(text);
        let weighed = layers.iter().zip(LAYERS).map(|(layer, weight)| (layer, weight.sqrt()));
        let whole: Vec<f32> =
            weighed.flat_map(|(layer, factor)| layer.map(|value| value * factor)).collect();
        rounded(&whole).into()
    }

    /// Forgets what training asked for.
    pub fn forget(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = HashMap::new();
    }

    /// The vectors of many sentences, on all processors, remembered for the next training.
    pub fn embed_all(&self, texts: &[&str]) -> Vec<Vector> {
        let missing: Vec<&str> = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let mut missing: Vec<&str> =
                texts.iter().copied().filter(|text| !known.contains_key(*text)).collect();
            missing.sort_unstable();
            missing.dedup();
            missing
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let each = missing.len().div_ceil(threads).max(1);
        let made: Vec<Vector> = std::thread::scope(|scope| {
            let work = |part: &'_ [&str]| part.iter().map(|text| self.make(text)).collect();
            let running: Vec<_> = missing
                .chunks(each)
                .map(|part| scope.spawn(move || -> Vec<Vector> { work(part) }))
                .collect();
            running
                .into_iter()
                .flat_map(|one| one.join().expect("encoding does not panic"))
                .collect()
        });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + made.len() > MOST_REMEMBERED {
            known.clear();
        }
        let fresh: HashMap<&str, Vector> = missing.iter().copied().zip(made).collect();
        let found = |text: &&str| {
            let vector = fresh.get(text).or_else(|| known.get(*text));
            Arc::clone(vector.expect("it was known or has been made"))
        };
        let vectors = texts.iter().map(found).collect();
        known.extend(fresh.into_iter().map(|(text, vector)| (text.to_owned(), vector)));
        vectors
    }
}
