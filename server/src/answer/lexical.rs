//! The first engine: it compares words and parts of words. Kernel ridge regression chooses, a
//! calibrator says how sure that is, and a threshold from held-out questions decides.

use super::calibrate::Calibrator;
use super::cases::Trained;
use super::engine::{Candidate, Decision, Engine, KnowledgeSet, Outcome, Settings, Target};
use super::evidence::{Evidence, nearest};
use super::examples::{Examples, Source, target};
use super::kernel::{Space, kernel, noise};
use super::normalise::{sentences, words};
use super::ridge::{Ridge, scores};
use super::threshold::threshold;
use std::collections::BTreeMap;

/// The longest message that an answer is given to, in characters: as long as an example question
/// may be. Who writes more has a story to tell, and a person should read it.
const MAX_QUESTION_CHARS: usize = 400;
/// The most sentences of a message that are looked at.
const MAX_SENTENCES: usize = 40;
/// How many candidates a decision lists.
const CANDIDATES: usize = 5;
/// The most answers to choose from.
const CHOICES: usize = 3;
/// A choice must carry at least this part of the score of all choices together.
const CHOICE_SHARE: f64 = 0.2;
/// The confidence from which on the order form is offered as something to choose.
const OFFER_ORDER: f64 = 0.3;
/// The score from which on a sentence is taken as a request for a person. It is low on purpose:
/// asking for a person must always work.
const PERSON_SCORE: f64 = 0.4;

/// An engine that has learnt a site's knowledge by its words.
pub struct LexicalEngine {
    targets: Vec<Option<Target>>,
    titles: Vec<String>,
    examples: Examples,
    space: Space,
    weights: Vec<f64>,
    /// The class of each example question, by its words; nothing where examples disagree.
    exact: BTreeMap<Vec<String>, Option<usize>>,
    calibrator: Calibrator,
    threshold: f64,
    version: i64,
}

/// Learns a site's knowledge. The same knowledge gives the same engine.
pub fn train(knowledge: &KnowledgeSet, settings: &Settings) -> LexicalEngine {
    let mut examples = Examples::collect(knowledge);
    let space = Space::new(&knowledge.locale, &examples.all);
    examples.give_way(&space.index, &space.vectors);
    let space = Space::new(&knowledge.locale, &examples.all);
    let kernel = kernel(&space.index, &space.vectors);
    let noise: Vec<f64> = examples.all.iter().map(noise).collect();
    let classes: Vec<usize> = examples.all.iter().map(|example| example.class).collect();
    let ridge = Ridge::solve(kernel.clone(), &noise, classes, examples.classes());
    let (calibrator, known) =
        Trained { examples: &examples, space: &space, kernel: &kernel, ridge: &ridge }.calibrate();
    LexicalEngine {
        targets: (0..examples.classes()).map(|class| target(class, knowledge)).collect(),
        titles: knowledge.answers.iter().map(|answer| answer.title.clone()).collect(),
        exact: exact(&examples),
        weights: ridge.into_weights(),
        calibrator,
        threshold: threshold(&known, settings.risk),
        version: knowledge.version,
        examples,
        space,
    }
}

fn exact(examples: &Examples) -> BTreeMap<Vec<String>, Option<usize>> {
    let mut exact = BTreeMap::new();
    for example in &examples.all {
        if matches!(example.source, Source::Title | Source::Text) {
            continue;
        }
        let class = exact.entry(example.words.clone()).or_insert(Some(example.class));
        if [*class, Some(example.class)].contains(&Some(examples.person())) {
            *class = Some(examples.person());
        } else if *class != Some(example.class) {
            *class = None;
        }
    }
    exact
}

impl Engine for LexicalEngine {
    fn name(&self) -> &'static str {
        "lexical-1"
    }

    fn threshold(&self) -> f64 {
        self.threshold
    }

    fn decide(&self, question: &str) -> Decision {
        let asked = words(question);
        if asked.is_empty() {
            return self.decision(Outcome::Abstain, Vec::new(), "reason=no-words");
        }
        if self.asks_for_person(question) {
            return self.decision(Outcome::Person, Vec::new(), "reason=asked-for-person");
        }
        if question.chars().count() > MAX_QUESTION_CHARS {
            return self.decision(Outcome::Abstain, Vec::new(), "reason=too-long");
        }
        self.weigh(&asked)
    }
}

impl LexicalEngine {
    fn weigh(&self, asked: &[String]) -> Decision {
        let repeated = self.exact.get(asked).copied().flatten();
        let (evidence, nearest) = self.evidence(asked);
        let mut ranked = evidence.ranked(0..self.examples.person());
        if let Some(class) = repeated.filter(|class| *class < self.examples.person()) {
            // The owner said what this very question gets.
            ranked.retain(|other| *other != class);
            ranked.insert(0, class);
        }
        let sure = |group: &[usize]| match (repeated, group) {
            (Some(class), [only]) if class == *only => 1.0,
            (Some(_), _) => 0.0,
            _ => self.calibrator.probability(&evidence.features(group)),
        };
        let best = ranked[0];
        let confidence = sure(&[best]);
        let offer_order = best == self.examples.order() && confidence >= OFFER_ORDER;
        let outcome = if confidence >= self.threshold {
            self.outcome(best)
        } else if offer_order {
            Outcome::Choices(vec![Target::Order])
        } else {
            self.choices(&evidence, &ranked, sure).unwrap_or(Outcome::Abstain)
        };
        let candidates =
            ranked.iter().take(CANDIDATES).map(|&class| self.candidate(class, sure(&[class])));
        let candidates: Vec<_> = candidates.flatten().collect();
        let explanation = format!(
            "best={} confidence={confidence:.3} threshold={:.3} margin={:.2} nearest=\"{}\" \
             uncovered=[{}]",
            self.label(best),
            self.threshold,
            evidence.margin(&[best]),
            self.examples.all.get(nearest).map_or("", |example| example
                .text
                .lines()
                .next()
                .unwrap_or_default()),
            evidence.coverage.unknown.join(" "),
        );
        self.decision(outcome, candidates, &explanation)
    }

    /// The evidence, and the example that is nearest.
    fn evidence(&self, asked: &[String]) -> (Evidence, usize) {
        let similarities = self.space.index.similarities(&self.space.vocabulary.vector(asked));
        let classes = self.examples.classes();
        let by_class = self.examples.all.iter().map(|e| e.class).zip(similarities.iter().copied());
        let first =
            |a: &usize, b: &usize| similarities[*a].total_cmp(&similarities[*b]).then(b.cmp(a));
        let evidence = Evidence {
            scores: scores(&similarities, &self.weights, classes),
            nearest: nearest(by_class, classes),
            coverage: self.space.lexicon.coverage(asked, &BTreeMap::new(), classes),
        };
        (evidence, (0..similarities.len()).max_by(first).unwrap_or_default())
    }

    /// Two or three answers that together are sure enough.
    fn choices(
        &self,
        evidence: &Evidence,
        ranked: &[usize],
        sure: impl Fn(&[usize]) -> f64,
    ) -> Option<Outcome> {
        let most = CHOICES.min(ranked.len());
        let group = (2..=most).map(|size| &ranked[..size]).find(|group| {
            let total = evidence.score(group);
            group.iter().all(|&class| {
                class < self.examples.answers && evidence.scores[class] >= CHOICE_SHARE * total
            }) && sure(group) >= self.threshold
        })?;
        let targets = group.iter().filter_map(|&class| self.targets[class].clone());
        Some(Outcome::Choices(targets.collect()))
    }

    /// Whether any sentence asks for a person.
    fn asks_for_person(&self, question: &str) -> bool {
        let person = self.examples.person();
        sentences(question).take(MAX_SENTENCES).any(|sentence| {
            let start: String = sentence.chars().take(MAX_QUESTION_CHARS).collect();
            let asked = words(&start);
            if let Some(Some(class)) = self.exact.get(&asked) {
                return *class == person;
            }
            let (evidence, _) = self.evidence(&asked);
            let rival = evidence.ranked(0..person)[0];
            evidence.scores[person] >= PERSON_SCORE.max(evidence.scores[rival])
        })
    }

    fn outcome(&self, class: usize) -> Outcome {
        match &self.targets[class] {
            Some(Target::Answer(id)) => Outcome::Answer(id.clone()),
            Some(Target::Order) => Outcome::Order,
            Some(Target::Person) => Outcome::Person,
            None => Outcome::Abstain,
        }
    }

    fn candidate(&self, class: usize, confidence: f64) -> Option<Candidate> {
        let target = self.targets[class].clone()?;
        let title = self.titles.get(class).cloned().unwrap_or_default();
        Some(Candidate { target, title, confidence })
    }

    fn label(&self, class: usize) -> String {
        self.targets[class].as_ref().map_or_else(|| "(outside)".to_owned(), ToString::to_string)
    }

    fn decision(&self, outcome: Outcome, candidates: Vec<Candidate>, why: &str) -> Decision {
        let explanation =
            format!("{outcome} {why} engine={} knowledge={}", self.name(), self.version);
        Decision { outcome, candidates, explanation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::engine::Answer;

    /// A shop with so many answers: each about a thing of its own, asked about in eight ways.
    fn shop(answers: usize) -> KnowledgeSet {
        let letters = |number: usize| -> String {
            let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (0..7)
                .map(|_| {
                    state = (state ^ (state >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                    char::from(b'a' + u8::try_from((state >> 40) % 26).unwrap())
                })
                .collect()
        };
        let answer = |number: usize| {
            let (thing, other) = (letters(number), letters(number + 5_000));
            let forms = [
                "what about X",
                "X",
                "tell me about X and Y",
                "is X allowed",
                "Y or X",
                "can i have X",
                "how does X work",
                "when is X",
            ];
            let questions =
                forms.map(|form| form.replace('X', &thing).replace('Y', &other)).to_vec();
            Answer {
                id: thing.as_str().into(),
                title: format!("On {thing}"),
                path: vec!["Things".to_owned()],
                text: format!("All about {thing} and {other}."),
                questions,
            }
        };
        KnowledgeSet {
            locale: "en".to_owned(),
            version: 7,
            answers: (0..answers).map(answer).collect(),
            out_of_scope: vec!["how do i get to the moon".to_owned()],
        }
    }

    fn outcome(engine: &LexicalEngine, question: &str) -> Outcome {
        engine.decide(question).outcome
    }

    #[test]
    fn known_things_are_answered_and_unknown_ones_are_not() {
        let knowledge = shop(60);
        let engine = train(&knowledge, &Settings { risk: 0.02 });
        assert!(engine.threshold() < 1.0, "{}", engine.threshold());
        let thing = knowledge.answers[4].id.clone();
        let question = format!("please, what is it about {thing}?");
        let decision = engine.decide(&question);
        assert_eq!(decision.outcome, Outcome::Answer(thing.clone()), "{}", decision.explanation);
        assert!(decision.candidates[0].confidence >= engine.threshold());
        assert!(decision.explanation.ends_with("engine=lexical-1 knowledge=7"));
        for question in ["do you rent skis", "what is the airspeed of a swallow", "qwrtz plmkn"] {
            let decision = engine.decide(question);
            assert_eq!(decision.outcome, Outcome::Abstain, "{}", decision.explanation);
        }
    }

    #[test]
    fn orders_and_persons_are_known_from_the_start() {
        let engine = train(&KnowledgeSet::default(), &Settings::default());
        assert_eq!(outcome(&engine, "Where is my order?"), Outcome::Order);
        for question in [
            "Let me talk to a human!",
            "I want to speak to a real person please",
            "Your form is broken. I have tried it six times now. Can I talk to someone?",
        ] {
            assert_eq!(outcome(&engine, question), Outcome::Person, "{question}");
        }
    }

    #[test]
    fn too_little_knowledge_answers_only_what_was_written_down() {
        let mut knowledge = shop(1);
        knowledge.answers[0].questions.truncate(1);
        let engine = train(&knowledge, &Settings::default());
        let question = knowledge.answers[0].questions[0].clone();
        assert!(engine.threshold() >= 1.0);
        assert_eq!(
            outcome(&engine, &question.to_uppercase()),
            Outcome::Answer(knowledge.answers[0].id.clone())
        );
        assert_eq!(outcome(&engine, &format!("{question} on sundays")), Outcome::Abstain);
        knowledge.answers.clear();
        assert_eq!(outcome(&train(&knowledge, &Settings::default()), &question), Outcome::Abstain);
    }

    #[test]
    fn a_question_of_two_answers_is_never_answered_with_one() {
        let mut knowledge = shop(60);
        let question = "may i take my umbrella".to_owned();
        for number in [8, 9] {
            knowledge.answers[number].questions.push(question.clone());
        }
        let engine = train(&knowledge, &Settings { risk: 0.02 });
        let both = [8, 9].map(|number| Target::Answer(knowledge.answers[number].id.clone()));
        match outcome(&engine, &question) {
            Outcome::Choices(some) => assert!(some.iter().all(|target| both.contains(target))),
            other => assert_eq!(other, Outcome::Abstain),
        }
    }

    #[test]
    fn what_the_shop_wrote_outranks_what_ships() {
        let mut knowledge = shop(3);
        let question = "when will my order arrive".to_owned();
        knowledge.answers[0].questions.push(question.clone());
        let engine = train(&knowledge, &Settings::default());
        assert_eq!(outcome(&engine, &question), Outcome::Answer(knowledge.answers[0].id.clone()));
        knowledge.answers[0].questions.push("i want to talk to a human".to_owned());
        let engine = train(&knowledge, &Settings::default());
        assert_eq!(outcome(&engine, "I want to talk to a human"), Outcome::Person);
    }

    #[test]
    fn odd_input_is_taken_calmly() {
        let engine = train(&shop(10), &Settings::default());
        let long = "shipping to norway and back ".repeat(400);
        let odd = [
            "",
            " \n\t",
            "😀😀",
            "\u{202e}\u{200b}",
            "配送はいつですか",
            "'; DROP TABLE x;--",
            "<script>alert(1)</script>",
            "\0\u{7f}",
            &long,
        ];
        for question in odd {
            assert_eq!(outcome(&engine, question), Outcome::Abstain, "{question:?}");
        }
    }

    #[test]
    fn the_same_knowledge_gives_the_same_engine() {
        let (first, second) =
            (train(&shop(12), &Settings::default()), train(&shop(12), &Settings::default()));
        assert!(first.threshold().to_bits() == second.threshold().to_bits());
        for question in ["what about it", "where is my parcel", "is it allowed on sundays"] {
            assert_eq!(first.decide(question), second.decide(question));
        }
    }
}
