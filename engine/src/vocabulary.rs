//! Texts as weighted vectors of unit length, so that a dot product is a similarity: TF-IDF over
//! words and pairs of words, over runs of two to five letters within a word, and over concepts
//! and pairs of concepts.

use crate::concepts::Concepts;
use crate::math::ln;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher};

/// What words, letters and concepts weigh; together 1.
const SHARES: [f32; 3] = [0.3, 0.3, 0.4];

/// Weights by feature, sorted by feature.
pub(crate) type Terms = Vec<(u32, f32)>;

/// Every feature that was seen in training, with its weight.
pub(crate) struct Vocabulary {
    concepts: Concepts,
    /// By the feature's hash: the texts of a hundred thousand features would be most of the
    /// engine's memory, and should two ever meet, each only counts for the other a little.
    // Looked up, never walked through: its order reaches no result.
    ids: HashMap<u64, u32>,
    rarity: Vec<f32>,
    /// The weight of a feature that was never seen. Unknown features lengthen a vector without
    /// matching anything: a question full of them resembles nothing much.
    unknown: f32,
}

impl Vocabulary {
    pub(crate) fn new<'a>(locale: &str, texts: impl Iterator<Item = &'a [String]>) -> Self {
        let concepts = Concepts::new(locale);
        let mut ids = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut total = 0_u32;
        for words in texts {
            total += 1;
            for feature in features(words, &concepts).into_iter().flat_map(BTreeMap::into_keys) {
                let next = u32::try_from(ids.len()).expect("fewer features than 2^32");
                let id = *ids.entry(hash(&feature)).or_insert(next);
                if id == next {
                    counts.push(0);
                }
                counts[id as usize] += 1;
            }
        }
        let rarity = |count: u32| narrow(ln(f64::from(1 + total) / f64::from(1 + count)) + 1.0);
        Self {
            concepts,
            ids,
            rarity: counts.iter().map(|&count| rarity(count)).collect(),
            unknown: rarity(1),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rarity.len()
    }

    /// The vector of a text. What a kind of feature would weigh that the text has none of goes to
    /// the others.
    pub(crate) fn vector(&self, words: &[String]) -> Terms {
        let features = features(words, &self.concepts);
        let there = features.iter().zip(SHARES).filter(|(counts, _)| !counts.is_empty());
        let whole: f32 = there.clone().map(|(_, share)| share).sum();
        let mut vector = Terms::new();
        for (counts, share) in there {
            self.add_part(counts, share / whole, &mut vector);
        }
        vector.sort_unstable_by_key(|(id, _)| *id);
        vector
    }

    fn add_part(&self, counts: &BTreeMap<String, u32>, share: f32, vector: &mut Terms) {
        let first = vector.len();
        let mut squares = 0.0;
        for (feature, &count) in counts {
            let id = self.ids.get(&hash(feature));
            let rarity = id.map_or(self.unknown, |&id| self.rarity[id as usize]);
            let weight = (1.0 + narrow(ln(f64::from(count)))) * rarity;
            squares += weight * weight;
            if let Some(&id) = id {
                vector.push((id, weight));
            }
        }
        let scale = (share / squares.max(f32::MIN_POSITIVE)).sqrt();
        for (_, weight) in &mut vector[first..] {
            *weight *= scale;
        }
    }
}

/// The same on every machine: the hasher has no seed of its own.
fn hash(feature: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(feature.as_bytes());
    hasher.finish()
}

#[expect(clippy::cast_possible_truncation, reason = "weights need no more digits")]
fn narrow(value: f64) -> f32 {
    value as f32
}

/// How often each word or pair of words stands in a text, and each run of letters; and which
/// concepts and pairs of concepts it has.
fn features(words: &[String], concepts: &Concepts) -> [BTreeMap<String, u32>; 3] {
    let mut whole = BTreeMap::new();
    let mut parts = BTreeMap::new();
    for word in words {
        *whole.entry(format!("w {word}")).or_insert(0) += 1;
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        for length in 2..=5 {
            for run in letters.windows(length) {
                *parts.entry(run.iter().collect()).or_insert(0) += 1;
            }
        }
    }
    for pair in words.windows(2) {
        *whole.entry(format!("w {} {}", pair[0], pair[1])).or_insert(0) += 1;
    }
    let found = concepts.of(words);
    let mut meant = BTreeMap::new();
    for concept in &found {
        meant.insert(format!("c {concept}"), 1);
        for other in found.range(..*concept) {
            meant.insert(format!("c {other} {concept}"), 1);
        }
    }
    [whole, parts, meant]
}

/// Rows of vectors, looked up by feature. Flat, for there are a hundred entries a row.
pub(crate) struct Index {
    rows: usize,
    /// Where the entries of each feature start, and where the last ones end.
    starts: Vec<usize>,
    entries: Vec<Entry>,
}

/// A row that has a feature, and its weight there.
type Entry = (u32, f32);

impl Index {
    pub(crate) fn new(vocabulary: &Vocabulary, vectors: &[Terms]) -> Self {
        let mut ends = vec![0; vocabulary.len() + 1];
        for (feature, _) in vectors.iter().flatten() {
            ends[*feature as usize + 1] += 1;
        }
        for feature in 0..vocabulary.len() {
            ends[feature + 1] += ends[feature];
        }
        let starts = ends.clone();
        let mut entries = vec![(0, 0.0); starts.last().copied().unwrap_or_default()];
        for (row, vector) in (0_u32..).zip(vectors) {
            for &(feature, weight) in vector {
                entries[ends[feature as usize]] = (row, weight);
                ends[feature as usize] += 1;
            }
        }
        Self { rows: vectors.len(), starts, entries }
    }

    fn of(&self, feature: u32) -> &[Entry] {
        let feature = feature as usize;
        &self.entries[self.starts[feature]..self.starts[feature + 1]]
    }

    /// How similar a text is to each row, from 0 to 1.
    pub(crate) fn similarities(&self, vector: &Terms) -> Vec<f32> {
        let mut similarities = vec![0.0; self.rows];
        for &(feature, weight) in vector {
            for &(row, other) in self.of(feature) {
                similarities[row as usize] += weight * other;
            }
        }
        similarities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::words;

    #[test]
    fn a_text_resembles_itself_most() {
        let texts = ["how long do i have to return it", "do you ship to norway", "gift cards"];
        let texts: Vec<_> = texts.iter().map(|text| words(text)).collect();
        let vocabulary = Vocabulary::new("en", texts.iter().map(Vec::as_slice));
        let vectors: Vec<_> = texts.iter().map(|text| vocabulary.vector(text)).collect();
        let index = Index::new(&vocabulary, &vectors);
        for (row, vector) in vectors.iter().enumerate() {
            let similarities = index.similarities(vector);
            assert!((similarities[row] - 1.0).abs() < 1e-5);
            assert!(similarities.iter().enumerate().all(|(i, s)| i == row || *s < 0.5));
        }
        let unknown = index.similarities(&vocabulary.vector(&words("zzyzx do qqq")));
        assert!(unknown.iter().all(|similarity| *similarity < 0.3), "{unknown:?}");
    }
}
