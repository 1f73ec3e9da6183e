//! What an engine makes of what it learns.

use crate::{SETTINGS, embedder, shop};
use vouch_engine::decision::Outcome;
use vouch_engine::evaluate::{EvalCase, Expect, ask, report};
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_engine::train::train;
use vouch_engine::twins::duplicates;

#[test]
fn too_little_knowledge_answers_only_what_was_written_down() {
    let mut knowledge = shop();
    knowledge.answers.truncate(1);
    knowledge.answers[0].questions.truncate(1);
    knowledge.out_of_scope.clear();
    for embedder in [Some(embedder()), None] {
        let engine = train(&knowledge, &SETTINGS, embedder);
        let question = knowledge.answers[0].questions[0].clone();
        let expected = Outcome::Answer(knowledge.answers[0].id.clone());
        assert_eq!(engine.decide(question.to_uppercase().as_str()).outcome, expected);
        let other = engine.decide("do you sell gift cards");
        assert!(!matches!(other.outcome, Outcome::Answer(_)), "{}", other.explanation);
    }
}

#[test]
fn nothing_approved_means_nothing_answered() {
    let engine = train(&KnowledgeSet::default(), &SETTINGS, Some(embedder()));
    let decision = engine.decide("how long do i have to return something");
    assert!(!matches!(decision.outcome, Outcome::Answer(_)), "{}", decision.explanation);
}

#[test]
fn a_question_of_two_answers_is_named_and_never_answered_with_one() {
    let mut knowledge = shop();
    let question = "may i take my umbrella".to_owned();
    knowledge.answers[0].questions.push(question.clone());
    knowledge.answers[3].questions.push("May I take my umbrella?".to_owned());
    let found = duplicates(&knowledge);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].answers.len(), 2);
    let decision = train(&knowledge, &SETTINGS, Some(embedder())).decide(question.as_str());
    assert!(!matches!(decision.outcome, Outcome::Answer(_)), "{}", decision.explanation);
    assert!(duplicates(&shop()).is_empty());
}

#[test]
fn near_twins_are_found() {
    let mut knowledge = shop();
    let twin = |id: &str, questions: &[&str]| Answer {
        id: id.into(),
        title: id.to_owned(),
        path: Vec::new(),
        text: "Some text.".to_owned(),
        questions: questions.iter().map(|&question| question.to_owned()).collect(),
    };
    knowledge.answers.push(twin(
        "card-balance",
        &["what is my gift card balance", "gift card balance", "how much is left on my gift card"],
    ));
    knowledge.answers.push(twin(
        "voucher-balance",
        &[
            "what is my gift voucher balance",
            "gift voucher balance",
            "how much is left on my gift voucher",
        ],
    ));
    let twins = train(&knowledge, &SETTINGS, Some(embedder())).twins(0.5);
    let first = &twins[0];
    let pair = [first.of.as_str(), first.taken_by.as_str()];
    assert!(pair.contains(&"card-balance") && pair.contains(&"voucher-balance"), "{twins:?}");
    assert!(first.questions >= 1 && !first.example.is_empty());
}

#[test]
fn reviewed_cases_move_the_threshold() {
    let case = |question: &str, expect: Expect| EvalCase {
        id: None,
        question: question.to_owned(),
        expect,
        locale: None,
        after: None,
        tags: Vec::new(),
    };
    let knowledge = shop();
    let mut cases = Vec::new();
    for answer in &knowledge.answers {
        for question in &answer.questions {
            cases.push(case(
                &format!("hello, {question} please"),
                Expect::Answer(answer.id.clone()),
            ));
        }
    }
    for text in ["do you rent skis", "is the sea cold", "who painted this", "what is for lunch"] {
        cases.push(case(text, Expect::Handoff));
    }
    let few = train(&knowledge, &SETTINGS, Some(embedder())).calibrated_by(&cases, SETTINGS.risk);
    // 34 cases prove nothing like 2 %.
    assert!(few.proven >= 1.0 && few.engine.threshold() >= 1.0);
    let many: Vec<EvalCase> = std::iter::repeat_n(cases, 12).flatten().collect();
    let many = train(&knowledge, &SETTINGS, Some(embedder())).calibrated_by(&many, SETTINGS.risk);
    assert!(many.proven < 1.0, "{}", many.proven);
    let judged = ask(
        &[case("until when can i return my shoes", Expect::Answer("returns/how-long".into()))],
        |q| many.engine.decide(q),
    );
    let figures = report(&many.engine, &judged, &many);
    assert_eq!(figures.risk_coverage.len(), 4);
    assert!(figures.risk_coverage.iter().all(|at| at.proven.is_some()));
}

#[test]
fn many_answers_are_learnt() {
    let answers = (0..1_500)
        .map(|number| Answer {
            id: format!("item-{number}").as_str().into(),
            title: format!("Item {number} of the catalogue"),
            path: Vec::new(),
            text: format!("Everything about item {number}."),
            questions: vec![format!("tell me about item {number}")],
        })
        .collect();
    let knowledge =
        KnowledgeSet { locale: "en".to_owned(), version: 1, answers, out_of_scope: Vec::new() };
    // Words only: this is about the engine's size, and encoding takes its time.
    let engine = train(&knowledge, &SETTINGS, None);
    let decision = engine.decide("tell me about item 1471");
    assert_eq!(decision.outcome, Outcome::Answer("item-1471".into()), "{}", decision.explanation);
}
