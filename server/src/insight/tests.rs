//! How well grouping does on questions whose matter is known: the demo shop's example questions,
//! which stand under the section that answers them.

use super::cluster::groups;
use super::likeness::{Compared, compare};
use crate::config::EngineSettings;
use crate::weights::Weights;
use std::path::Path;
use vouch_engine::embedder::Embedder;

/// The most questions that are compared, as on a server.
const MOST: usize = 400;

/// Questions, and the number of the section of each.
fn questions() -> (Vec<String>, Vec<usize>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/shop/policies");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let (mut found, mut section) = (Vec::new(), 0);
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for block in text.split("```questions\n").skip(1) {
            let lines = block.lines().take_while(|line| *line != "```");
            found.extend(lines.map(|line| (line.to_owned(), section)));
            section += 1;
        }
    }
    // By their text, as they are compared on a server.
    found.sort();
    let step = found.len().div_ceil(MOST);
    found.into_iter().step_by(step).unzip()
}

/// Of all pairs within a group, the share of one section; of all pairs of a section, the share
/// within a group.
fn precision_and_recall(embedder: Option<&Embedder>) -> (f64, f64) {
    let (texts, sections) = questions();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let Compared { alike, least } = compare(&texts, embedder);
    let mut group_of = vec![0; texts.len()];
    for (number, group) in groups(alike, &vec![1.0; texts.len()], least).iter().enumerate() {
        for member in group {
            group_of[*member] = number;
        }
    }
    let (mut grouped, mut own, mut both) = (0.0, 0.0, 0.0);
    for left in 0..texts.len() {
        for right in left + 1..texts.len() {
            let together = group_of[left] == group_of[right];
            let same = sections[left] == sections[right];
            grouped += f64::from(together);
            own += f64::from(same);
            both += f64::from(together && same);
        }
    }
    eprintln!(
        "{} questions: precision {:.3}, recall {:.3}",
        texts.len(),
        both / grouped,
        both / own
    );
    (both / grouped, both / own)
}

#[test]
fn most_pairs_in_a_group_are_of_one_matter_by_words() {
    let (precision, recall) = precision_and_recall(None);
    assert!(precision > 0.45 && recall > 0.03, "{precision} {recall}");
}

#[test]
fn most_pairs_in_a_group_are_of_one_matter_by_meaning() {
    let weights = Weights::load(&EngineSettings::default());
    let Some(embedder) = weights.embedder() else {
        // Built without the sentence encoder, which says so itself.
        assert!(weights.problem().is_some());
        return;
    };
    let (precision, recall) = precision_and_recall(Some(embedder));
    assert!(precision > 0.5 && recall > 0.07, "{precision} {recall}");
}
