//! The same knowledge and question give the same decision, on every processor level.

use crate::{SETTINGS, embedder, encoder, shop};
use std::sync::Arc;
use vouch_encoder::Level;
use vouch_engine::embedder::Embedder;
use vouch_engine::train::train;

const QUESTIONS: [&str; 6] = [
    "how long can i keep it before sending it back",
    "is there a fee when i send something back",
    "shipping to norway?",
    "can i pay with klarna",
    "do you rent skis",
    "my zip broke, what now",
];

#[test]
fn training_again_changes_nothing() {
    let (one, other) =
        (train(&shop(), &SETTINGS, Some(embedder())), train(&shop(), &SETTINGS, Some(embedder())));
    for question in QUESTIONS {
        assert_eq!(one.decide(question), other.decide(question), "{question}");
        assert_eq!(one.decide(question), one.decide(question), "{question}");
    }
}

#[test]
fn every_processor_level_decides_the_same() {
    let expected = train(&shop(), &SETTINGS, Some(embedder()));
    let mut tried = 0;
    for level in [Level::Portable, Level::Baseline, Level::Avx2, Level::Avx512] {
        let Some(encoder) = encoder().with_level(level) else { continue };
        tried += 1;
        let engine = train(&shop(), &SETTINGS, Some(&Arc::new(Embedder::new(encoder))));
        for question in QUESTIONS {
            assert_eq!(engine.decide(question), expected.decide(question), "{level:?} {question}");
        }
    }
    assert!(tried >= 2, "only {tried} levels");
}
