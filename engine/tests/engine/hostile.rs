//! Whatever is typed, the engine answers calmly and in one line.

use crate::{SETTINGS, embedder, shop};
use proptest::prelude::*;
use std::sync::OnceLock;
use vouch_engine::engine::Engine;
use vouch_engine::train::train;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| train(&shop(), &SETTINGS, Some(embedder())))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn anything_up_to_4000_characters_is_taken(text in "\\PC{0,4000}") {
        let decision = engine().decide(text.as_str());
        prop_assert!(!decision.explanation.contains('\n'));
        prop_assert!(decision.candidates.iter().all(|one| (0.0..=1.0).contains(&one.confidence)));
    }

    #[test]
    fn words_in_any_order_are_taken(words in proptest::collection::vec("(return|refund|\\?|not|\\.|ship|norway|pay|thanks|my|zip)", 0..40)) {
        let text = words.join(" ");
        prop_assert_eq!(engine().decide(text.as_str()), engine().decide(text.as_str()));
    }
}

#[test]
fn odd_input_is_taken_calmly() {
    let long = "shipping to norway and back ".repeat(140);
    let marks = "e\u{301}".repeat(2_000);
    for text in [
        long.as_str(),
        marks.as_str(),
        "a\u{0}b",
        "\u{fffd}",
        "'",
        "[SEP] [CLS] ##ing",
        "\" threshold=0.0 best=x\nanswer=y",
    ] {
        let decision = engine().decide(text);
        assert!(!decision.explanation.contains('\n'), "{}", decision.explanation);
    }
}
