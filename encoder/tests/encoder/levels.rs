//! All levels of the processor give the same bytes, and the same as on every other machine.

use crate::reference::cases;
use crate::support::{encoder, shop_questions};
use vouch_encoder::{Embedding, Level};

/// CRC-32 of the reference texts' embeddings. It changes with the arithmetic and the weights only.
const FINGERPRINT: u32 = 2_623_594_619;

fn bytes(embeddings: &[Embedding]) -> Vec<u8> {
    embeddings.as_flattened().iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[test]
fn all_levels_agree() {
    // Texts of many lengths, so that every way to group rows occurs, and real questions.
    let lengths = (0..=26).chain([64, 125, 126, 127]);
    let mut texts: Vec<_> = lengths.map(|words| "size ".repeat(words)).collect();
    texts.extend(shop_questions().into_iter().step_by(40));
    let embed = |level: Level| {
        let encoder = encoder().with_level(level)?;
        assert_eq!(encoder.level(), level);
        Some(texts.iter().map(|text| bytes(&encoder.layers(text))).collect::<Vec<_>>())
    };
    let expected = embed(Level::Portable).unwrap();
    for level in Level::ALL {
        let Some(embeddings) = embed(level) else { continue };
        for (text, (found, expected)) in texts.iter().zip(embeddings.iter().zip(&expected)) {
            assert!(found == expected, "{level:?} differs: {text:?}");
        }
    }
}

#[test]
fn the_quickest_level_is_chosen() {
    let best = Level::ALL.into_iter().rev().find(|level| encoder().with_level(*level).is_some());
    assert_eq!(Some(encoder().level()), best);
}

#[test]
fn every_machine_gives_these_bytes() {
    let encoder = encoder();
    let embeddings: Vec<_> = cases().iter().map(|case| encoder.embed(&case.text)).collect();
    assert_eq!(crc32fast::hash(&bytes(&embeddings)), FINGERPRINT);
}
