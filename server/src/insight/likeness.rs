//! How alike questions are: by their meaning where the server has the sentence encoder, else by
//! their words.

use super::cluster::Likenesses;
use crate::text;
use std::collections::BTreeMap;
use vouch_engine::embedder::Embedder;

/// From which likeness on questions are taken for the same matter, by meaning and by words.
/// Chosen on the example questions of the demo's texts: see `tests.rs`.
const LEAST_BY_MEANING: f32 = 0.70;
const LEAST_BY_WORDS: f32 = 0.40;

/// How alike texts are, and from where on that is enough.
pub(super) struct Compared {
    pub(super) alike: Likenesses,
    pub(super) least: f32,
}

/// Compares texts.
pub(super) fn compare(texts: &[&str], embedder: Option<&Embedder>) -> Compared {
    match embedder {
        Some(embedder) => Compared { alike: by_meaning(texts, embedder), least: LEAST_BY_MEANING },
        None => Compared { alike: by_words(texts), least: LEAST_BY_WORDS },
    }
}

/// The cosine between sentence vectors. They are made here and not remembered: questions are other
/// people's.
fn by_meaning(texts: &[&str], embedder: &Embedder) -> Likenesses {
    let unit = |text: &&str| -> Vec<f32> {
        let vector = embedder.embed(text);
        let values: Vec<f32> = vector.iter().map(|value| f32::from(*value)).collect();
        let length = dot(&values, &values).sqrt().max(1.0);
        values.into_iter().map(|value| value / length).collect()
    };
    let vectors: Vec<Vec<f32>> = texts.iter().map(unit).collect();
    Likenesses::new(texts.len(), |left, right| dot(&vectors[left], &vectors[right]))
}

fn dot(left: &[f32], right: &[f32]) -> f32 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

type Features = BTreeMap<String, f32>;

/// The cosine between weighed words and pieces of words (tf-idf; Salton & Buckley 1988,
/// "Term-weighting approaches in automatic text retrieval"). Pieces of three letters let a word be
/// like its other forms, whatever the language.
fn by_words(texts: &[&str]) -> Likenesses {
    let mut vectors: Vec<Features> = texts.iter().map(|text| features(text)).collect();
    let mut spread: BTreeMap<String, f32> = BTreeMap::new();
    for feature in vectors.iter().flat_map(BTreeMap::keys) {
        *spread.entry(feature.clone()).or_default() += 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred texts")]
    let all = texts.len() as f32;
    for vector in &mut vectors {
        for (feature, value) in vector.iter_mut() {
            *value *= (1.0 + all / spread[feature]).ln();
        }
        let length = vector.values().map(|value| value * value).sum::<f32>().sqrt();
        for value in vector.values_mut() {
            *value /= length.max(f32::MIN_POSITIVE);
        }
    }
    Likenesses::new(texts.len(), |left, right| shared(&vectors[left], &vectors[right]))
}

fn features(text: &str) -> Features {
    let mut features = Features::new();
    for word in text::words(text) {
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        let pieces = letters.windows(3).map(|piece| piece.iter().collect());
        for feature in std::iter::once(word).chain(pieces) {
            features.insert(feature, 1.0);
        }
    }
    features
}

fn shared(left: &Features, right: &Features) -> f32 {
    let (fewer, more) = if left.len() < right.len() { (left, right) } else { (right, left) };
    fewer.iter().filter_map(|(feature, value)| Some(value * more.get(feature)?)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::cluster::groups;

    const TEXTS: [&str; 6] = [
        "Do you repair broken zips?",
        "Which tent fits four people?",
        "do you repair a broken zip",
        "Can you repair broken zips?",
        "Which tent fits five people?",
        "Do you have a shop in Bergen?",
    ];

    #[test]
    fn the_same_matter_in_other_words_is_alike() {
        let Compared { alike, least } = compare(&TEXTS, None);
        let found = groups(alike, &[1.0; 6], least);
        assert_eq!(found, [vec![0, 2, 3], vec![1, 4], vec![5]]);
    }

    #[test]
    fn texts_without_words_are_like_nothing() {
        let Compared { alike, .. } = compare(&["", "?!", "a question"], None);
        assert!(alike.of(0, 1).abs() < 1e-6 && alike.of(1, 2).abs() < 1e-6);
    }
}
