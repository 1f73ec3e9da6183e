//! Embeddings are close to those of the published model in full precision. `reference.py` wrote
//! the vectors that they are compared with.

use crate::support::{encoder, vocabulary};
use vouch_encoder::wordpiece::WordPiece;
use vouch_encoder::{Embedding, LONGEST, similarity};

/// A text with its word pieces and its vector times 10,000.
pub(crate) struct Case {
    pub(crate) text: String,
    pieces: Vec<u32>,
    vector: Embedding,
}

pub(crate) fn cases() -> Vec<Case> {
    include_str!("reference.jsonl").lines().map(case).collect()
}

fn case(line: &str) -> Case {
    let (text, pieces, vector): (String, Vec<u32>, Vec<i16>) = serde_json::from_str(line).unwrap();
    let vector: Vec<f32> = vector.into_iter().map(|value| f32::from(value) / 10_000.0).collect();
    Case { text, pieces, vector: vector.try_into().unwrap() }
}

#[test]
fn vectors_are_close_to_full_precision() {
    let encoder = encoder();
    for case in cases() {
        let alike = similarity(&encoder.embed(&case.text), &case.vector);
        assert!((0.995..1.001).contains(&alike), "{:?}: {alike}", case.text);
    }
}

#[test]
fn likeness_is_close_to_full_precision() {
    let encoder = encoder();
    let cases = cases();
    let ours: Vec<_> = cases.iter().map(|case| encoder.embed(&case.text)).collect();
    for (left, left_case) in ours.iter().zip(&cases) {
        for (right, right_case) in ours.iter().zip(&cases) {
            let ours = similarity(left, right);
            let exact = similarity(&left_case.vector, &right_case.vector);
            assert!(
                (ours - exact).abs() < 0.02,
                "{:?} and {:?}: {ours}, should be {exact}",
                left_case.text,
                right_case.text
            );
        }
    }
}

#[test]
fn word_pieces_are_those_that_the_reference_used() {
    let word_pieces = WordPiece::new(&vocabulary()).unwrap();
    for case in cases() {
        assert_eq!(word_pieces.encode(&case.text, LONGEST), case.pieces, "{:?}", case.text);
    }
}

#[test]
fn embeddings_have_length_one_and_depend_on_the_start_only() {
    let encoder = encoder();
    let long = "is this jacket waterproof ".repeat(1_000);
    for text in ["", "???", "\u{301}", "where is my order", &long] {
        let embedding = encoder.embed(text);
        assert!((similarity(&embedding, &embedding) - 1.0).abs() < 1e-5, "{text:?}");
    }
    let start: String = long.split_inclusive(' ').take(LONGEST).collect();
    let bits = |text: &str| encoder.embed(text).map(f32::to_bits);
    assert_eq!(bits(&long), bits(&start));
}
