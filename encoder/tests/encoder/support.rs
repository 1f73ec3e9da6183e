//! The weights, and questions to try them on.

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use vouch_encoder::Encoder;

/// Magic, version, checksum and length of the packed file.
pub(crate) const HEADER: usize = 24;

pub(crate) fn weights() -> Vec<u8> {
    let path = repository("weights/minilm-l6-v2-int8.vouch");
    fs::read(&path).unwrap_or_else(|error| {
        panic!("{}: {error}. `cargo xtask setup` makes this file", path.display())
    })
}

pub(crate) fn encoder() -> Encoder {
    Encoder::from_bytes(Cow::Owned(weights())).unwrap()
}

/// `vocab.txt`, which stands first in the packed file with its length before it.
pub(crate) fn vocabulary() -> String {
    let file = weights();
    let (length, text) = file[HEADER..].split_first_chunk().unwrap();
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap();
    str::from_utf8(&text[..length]).unwrap().to_owned()
}

/// Every question of the demo shop: examples in its policies, and its eval cases.
pub(crate) fn shop_questions() -> Vec<String> {
    let shop = repository("tests/shop");
    let mut questions = Vec::new();
    for entry in fs::read_dir(shop.join("policies")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        questions.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
    }
    let cases = fs::read_to_string(shop.join("eval.jsonl")).unwrap();
    for case in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(case).unwrap();
        questions.push(case["question"].as_str().unwrap().to_owned());
    }
    assert!(questions.len() > 500);
    questions
}

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}
