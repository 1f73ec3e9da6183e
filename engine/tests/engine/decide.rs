//! What questions get.

use crate::{SETTINGS, embedder, shop};
use vouch_engine::decision::{Outcome, Question};
use vouch_engine::engine::Engine;
use vouch_engine::knowledge::Answer;
use vouch_engine::train::train;
use vouch_shared::id::AnswerId;

fn engine() -> Engine {
    train(&shop(), &SETTINGS, Some(embedder()))
}

fn outcome(engine: &Engine, text: &str) -> Outcome {
    engine.decide(text).outcome
}

#[test]
fn repeated_examples_are_answered_and_the_line_says_why() {
    let decision = engine().decide("HOW long do I have, to return something?!");
    assert_eq!(decision.outcome, Outcome::Answer("returns/how-long".into()));
    for part in
        ["best=returns/how-long", "confidence=", "threshold=", "margin=", "nearest=", "uncovered="]
    {
        assert!(decision.explanation.contains(part), "{part}: {}", decision.explanation);
    }
    assert!(decision.explanation.ends_with("engine=minilm-ridge-1 knowledge=7"));
}

#[test]
fn what_the_shop_does_not_say_is_not_answered() {
    let engine = engine();
    for text in [
        "do you rent skis",
        "what is the airspeed of an unladen swallow",
        "qwrtz plmkn",
        "asdf",
        "tell me a joke",
        "what's the weather in oslo",
        "ok thanks, got it",
        "i got my refund thank you",
        "you are useless idiots",
    ] {
        let decision = engine.decide(text);
        let held = matches!(decision.outcome, Outcome::Abstain | Outcome::Choices(_));
        assert!(held, "{text}: {}", decision.explanation);
    }
}

#[test]
fn emptiness_has_no_answer() {
    let engine = engine();
    for text in ["", " \n\t", "😀😀", "\u{202e}\u{200b}", "?!", "..."] {
        assert_eq!(outcome(&engine, text), Outcome::Abstain, "{text:?}");
    }
}

#[test]
fn a_person_is_always_to_be_had() {
    let mut knowledge = shop();
    knowledge.answers[0].questions.push("i want to talk to a human".to_owned());
    for engine in [
        engine(),
        train(&knowledge, &SETTINGS, Some(embedder())),
        train(&knowledge, &SETTINGS, None),
    ] {
        for text in [
            "I want to talk to a human",
            "Let me speak to a real person please",
            "i would rather discuss my return with a person than with a machine",
            "Your form is broken. I have tried it six times now. Can I talk to someone?",
        ] {
            assert_eq!(outcome(&engine, text), Outcome::Person, "{text}");
        }
    }
}

#[test]
fn order_questions_go_to_the_orders_where_there_are_some() {
    let settings = vouch_engine::knowledge::Settings { orders: false, ..SETTINGS };
    let without = train(&shop(), &settings, Some(embedder()));
    for text in ["Where is my order?", "track my order"] {
        assert_eq!(outcome(&engine(), text), Outcome::Order, "{text}");
        assert_eq!(outcome(&without, text), Outcome::Abstain, "{text}");
    }
}

#[test]
fn other_languages_are_left_to_people_and_named() {
    let decision = engine().decide("Wie lange habe ich Zeit, um etwas zurückzuschicken?");
    assert_eq!(decision.outcome, Outcome::Abstain);
    assert!(
        decision.explanation.contains("guard=other-language language=de"),
        "{}",
        decision.explanation
    );
    assert_eq!(decision.language, Some("de"));
}

#[test]
fn several_questions_get_each_its_answer_or_a_person() {
    let engine = engine().with_threshold(0.5);
    let both = engine.decide("How long do I have to return something? And how can I pay?");
    let expected = ["returns/how-long", "payments/methods"].map(Into::into).to_vec();
    assert_eq!(both.outcome, Outcome::Answers(expected), "{}", both.explanation);
    let half = engine.decide("How can I pay? What is the airspeed of an unladen swallow?");
    assert_eq!(half.outcome, Outcome::Abstain, "{}", half.explanation);
    let one = engine.decide("Hi there. Nice shop. How long do I have to return something?");
    assert_eq!(one.outcome, Outcome::Answer("returns/how-long".into()), "{}", one.explanation);
}

#[test]
fn a_follow_up_leads_to_the_same_section_or_one_beside_it() {
    let engine = engine().with_threshold(0.7);
    let after = |text, after: &str| engine.decide(Question { text, after: Some(&after.into()) });
    let cost = after("and what does it cost", "returns/how-long");
    assert_eq!(cost.outcome, Outcome::Answer("returns/cost".into()), "{}", cost.explanation);
    assert!(cost.explanation.contains("after=returns/how-long"));
    for (text, last) in
        [("ok thanks", "returns/how-long"), ("and on the moon?", "payments/methods")]
    {
        let decision = after(text, last);
        assert!(
            !matches!(decision.outcome, Outcome::Answer(_)),
            "{text}: {}",
            decision.explanation
        );
    }
    assert_ne!(outcome(&engine, "and what does it cost"), Outcome::Answer("returns/cost".into()));
}

#[test]
fn a_follow_up_never_leads_to_another_document() {
    let mut knowledge = shop();
    knowledge.answers.push(Answer {
        id: "delivery/insurance".into(),
        title: "Insured parcels".to_owned(),
        path: vec!["delivery".to_owned()],
        text: "Parcels are insured up to 500 euros.".to_owned(),
        questions: ["is my parcel insured", "insurance for parcels"].map(str::to_owned).to_vec(),
    });
    let engine = train(&knowledge, &SETTINGS, Some(embedder())).with_threshold(0.999);
    let (message, last) = ("and to norway?", AnswerId::from("delivery/insurance"));
    let confidence = |text: &str| {
        let decision = engine.decide(text);
        assert_eq!(decision.candidates[0].target.to_string(), "shipping/countries", "{text}");
        decision.candidates[0].confidence
    };
    // Read after the document's title, the message would be answered from another document.
    let (alone, together) = (confidence(message), confidence("delivery and to norway?"));
    assert!(alone < together, "{alone} {together}");
    let engine = engine.with_threshold(f64::midpoint(alone, together));
    let decision = engine.decide(Question { text: message, after: Some(&last) });
    assert!(!matches!(decision.outcome, Outcome::Answer(_)), "{}", decision.explanation);
}

#[test]
fn thanks_are_no_question_about_what_they_are_for() {
    let engine = engine().with_threshold(0.3);
    let closing = engine.decide("brilliant, found the bank transfer details, thank you!");
    assert_eq!(closing.outcome, Outcome::Abstain);
    assert!(closing.explanation.contains("guard=closing"), "{}", closing.explanation);
    for text in ["thanks! how can i pay?", "thank you, i need to know how to pay"] {
        let asked = engine.decide(text);
        assert!(!asked.explanation.contains("guard=closing"), "{}", asked.explanation);
    }
}

#[test]
fn joined_questions_get_each_their_answer_and_one_question_stays_one() {
    let engine = engine().with_threshold(0.5);
    let both = engine.decide("what is the return period plus do you take paypal");
    let expected = ["returns/how-long", "payments/methods"].map(Into::into).to_vec();
    assert_eq!(both.outcome, Outcome::Answers(expected), "{}", both.explanation);
    let one = engine.decide("can i pay by credit card and is that safe");
    assert!(!one.explanation.contains("guard=several"), "{}", one.explanation);
}

#[test]
fn slips_of_the_finger_do_not_matter() {
    let engine = engine();
    for text in ["whcih payment methods do you acept", "which paymnt methods do you accept"] {
        let decision = engine.decide(text);
        assert_eq!(
            decision.candidates[0].target.to_string(),
            "payments/methods",
            "{}",
            decision.explanation
        );
        assert!(decision.candidates[0].confidence > 0.5, "{}", decision.explanation);
    }
}

#[test]
fn more_risk_answers_more() {
    let mut last = 2.0;
    for risk in [0.001, 0.005, 0.02, 0.05] {
        let settings = vouch_engine::knowledge::Settings { risk, ..SETTINGS };
        let threshold = train(&shop(), &settings, Some(embedder())).threshold();
        assert!(threshold <= last, "{risk}");
        last = threshold;
    }
    assert!(last < 1.0);
}
