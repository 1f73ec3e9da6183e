//! Policies, example questions, eval cases and samples: complete, within the format, and apart
//! from each other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use vouch_shop::policies::{Policy, load};

const EVAL: &str = include_str!("../eval.jsonl");
const SAMPLES: &str = include_str!("../samples.jsonl");
const OUT_OF_SCOPE: &str = include_str!("../policies/out-of-scope.jsonl");

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}")))
        .collect()
}

/// Letters and digits only, so that the same question with other punctuation counts as the same.
fn bare(question: &str) -> String {
    let words = question.to_lowercase();
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn answers(policies: &[Policy]) -> HashSet<String> {
    let ids = |policy: &Policy| {
        policy
            .sections
            .iter()
            .map(|section| format!("{}/{}", policy.id, section.id))
            .collect::<Vec<_>>()
    };
    policies.iter().flat_map(ids).collect()
}

/// Every example question with where it stands.
fn examples(policies: &[Policy]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for policy in policies {
        for section in &policy.sections {
            let id = format!("{}/{}", policy.id, section.id);
            all.extend(section.questions.iter().map(|question| (bare(question), id.clone())));
        }
    }
    for line in lines(OUT_OF_SCOPE) {
        assert!(line["id"].is_null());
        let questions = line["questions"].as_array().unwrap().clone();
        all.extend(questions.iter().map(|q| (bare(q.as_str().unwrap()), "out of scope".into())));
    }
    all
}

#[test]
fn policies_are_complete() {
    let policies = load().unwrap();
    assert!(policies.len() >= 11);
    let sections: usize = policies.iter().map(|policy| policy.sections.len()).sum();
    assert!(sections >= 70, "{sections}");
    assert_eq!(answers(&policies).len(), sections, "two sections have the same id");
    for policy in &policies {
        assert!(policy.owner.contains('@') && policy.effective_from.len() == 10, "{}", policy.id);
        assert!(!policy.html.contains("<h1"), "{}", policy.id);
        for section in &policy.sections {
            let (id, count) = (&section.id, section.questions.len());
            assert!((24..=26).contains(&count), "{}/{id} has {count} questions", policy.id);
        }
    }
}

#[test]
fn every_policy_file_is_in_the_shop() {
    let folder = format!("{}/policies", vouch_shop::FOLDER);
    let files = std::fs::read_dir(folder).unwrap();
    let markdown =
        files.filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "md"));
    assert_eq!(markdown.count(), load().unwrap().len());
}

#[test]
fn no_example_question_stands_in_two_places() {
    let mut seen = HashMap::new();
    for (question, place) in examples(&load().unwrap()) {
        assert!(!question.is_empty() || place == "out of scope");
        if let Some(other) = seen.insert(question.clone(), place.clone()) {
            panic!("{question:?} stands under {other} and {place}");
        }
    }
    assert!(seen.values().filter(|place| *place == "out of scope").count() >= 120);
}

#[test]
fn cases_expect_what_exists_and_repeat_no_example() {
    let policies = load().unwrap();
    let answers = answers(&policies);
    let examples: HashSet<_> =
        examples(&policies).into_iter().map(|(question, _)| question).collect();
    let cases = [lines(EVAL), lines(SAMPLES)].concat();
    let mut seen = HashSet::new();
    for case in &cases {
        let question = case["question"].as_str().unwrap();
        match &case["expect"] {
            Value::String(word) => assert_eq!(word, "handoff"),
            expect if expect["order"] == true => {}
            expect => {
                let several = expect["answers"].as_array().map_or(&[][..], Vec::as_slice);
                let named = several.iter().chain(expect.get("answer"));
                let named: Vec<_> = named.map(|answer| answer.as_str().unwrap()).collect();
                assert_ne!(named.len(), 0, "{question}");
                for answer in named {
                    assert!(answers.contains(answer), "{question}: no section {answer}");
                }
            }
        }
        let bare = bare(question);
        assert!(
            bare.is_empty() || !examples.contains(&bare),
            "{question:?} is an example question"
        );
        assert!(seen.insert(question.to_lowercase()), "{question:?} comes twice");
    }
    assert!(lines(EVAL).len() >= 120);
    assert_eq!(lines(SAMPLES).len(), 14);
}

#[test]
fn eval_covers_every_section() {
    let cases = lines(EVAL);
    let asked: HashSet<_> =
        cases.iter().filter_map(|case| case["expect"]["answer"].as_str()).collect();
    for answer in answers(&load().unwrap()) {
        assert!(asked.contains(answer.as_str()), "no case for {answer}");
    }
}
