//! Training: from approved answers to an engine. Pure computing; callers keep it off the threads
//! that serve requests.

use crate::calibrate::{Calibrator, Case};
use crate::cases::{LeftOut, Solved};
use crate::decision::Question;
use crate::embedder::Embedder;
use crate::engine::{Engine, Learnt, best};
use crate::evaluate::{EvalCase, Expect};
use crate::evidence::Evidence;
use crate::examples::{Example, Examples, Source, target};
use crate::knowledge::{KnowledgeSet, Settings, Target};
use crate::ridge::Ridge;
use crate::shipped::shipped;
use crate::space::Space;
use crate::spelling::Spelling;
use crate::threshold::{NEVER, Outcome, Rule, threshold};
use crate::twins::Stray;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many parts reviewed cases are split into, so that none is judged by a calibrator that saw it.
const FOLDS: usize = 5;
/// How many cases the shipped coefficients count for against a shop's own.
const SHIPPED_COUNTS: f64 = 30.0;
/// The doubt that a proof leaves.
pub(crate) const DOUBT: f64 = 0.1;

/// Learns a site's knowledge. The same knowledge gives the same engine. Without an embedder it
/// compares words only, and is stricter.
pub fn train(
    knowledge: &KnowledgeSet,
    settings: &Settings,
    embedder: Option<&Arc<Embedder>>,
) -> Engine {
    let coefficients = shipped(embedder.is_some());
    let engine = Engine {
        learnt: learn(knowledge, settings, embedder),
        calibrator: coefficients.calibrator.clone(),
        threshold: NEVER,
        coefficients,
    };
    let threshold = engine.factory_threshold(settings.risk);
    engine.with_threshold(threshold)
}

/// Learns a site's knowledge, and from reviewed cases how much its confidence is worth.
pub fn train_with_reviews(
    knowledge: &KnowledgeSet,
    settings: &Settings,
    embedder: Option<&Arc<Embedder>>,
    reviewed: &[EvalCase],
) -> Recalibrated {
    let learnt = learn(knowledge, settings, embedder);
    let coefficients = shipped(embedder.is_some());
    let shipped = &coefficients.calibrator;
    let reviews = learnt.reviews(reviewed);
    let cases: Vec<Case> = reviews.iter().map(|review| review.case.clone()).collect();
    let outcomes = crossed(shipped, &reviews);
    let choose = |risk: f64, rule: Rule| threshold(&outcomes, risk, rule);
    let calibrator = shipped.refit(&cases, SHIPPED_COUNTS);
    let expected = choose(settings.risk, Rule::Expected);
    Recalibrated {
        proven: choose(settings.risk, Rule::Proven { doubt: DOUBT }),
        outcomes,
        engine: Engine { threshold: expected, calibrator, learnt, coefficients },
    }
}

/// An engine that was calibrated by reviewed cases.
pub struct Recalibrated {
    pub engine: Engine,
    /// The threshold that keeps the risk but for a doubt of 10 %.
    pub proven: f64,
    pub(crate) outcomes: Vec<Outcome>,
}

impl Recalibrated {
    /// The threshold for another risk: that of the expected share of wrong answers, and the
    /// proven one.
    pub fn thresholds(&self, risk: f64) -> (f64, f64) {
        let choose = |rule| threshold(&self.outcomes, risk, rule);
        (choose(Rule::Expected), choose(Rule::Proven { doubt: DOUBT }))
    }
}

/// A reviewed question, as the calibrator sees it.
pub(crate) struct Review {
    pub(crate) inside: bool,
    pub(crate) is_traffic: bool,
    pub(crate) case: Case,
}

/// Each case's outcome by a calibrator that has not seen its part of the cases.
fn crossed(shipped: &Calibrator, reviews: &[Review]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(reviews.len());
    for fold in 0..FOLDS {
        let others = reviews.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let others: Vec<Case> = others.map(|(_, review)| review.case.clone()).collect();
        let calibrator = shipped.refit(&others, SHIPPED_COUNTS);
        let own = reviews.iter().enumerate().filter(|(index, _)| index % FOLDS == fold);
        outcomes.extend(own.map(|(_, review)| Outcome {
            inside: review.inside,
            is_traffic: review.is_traffic,
            confidence: calibrator.probability(&review.case.features),
            is_right: review.case.is_right,
        }));
    }
    outcomes
}

pub(crate) fn learn(
    knowledge: &KnowledgeSet,
    settings: &Settings,
    embedder: Option<&Arc<Embedder>>,
) -> Learnt {
    let embed = embedder.map(AsRef::as_ref);
    let mut examples = Examples::collect(knowledge, settings);
    let space = Space::new(&knowledge.locale, &examples.all, embed);
    examples.give_way(&space);
    let mut space = Space::new(&knowledge.locale, &examples.all, embed);
    let noise: Vec<f32> = examples.all.iter().map(|example| example.source.noise()).collect();
    let classes: Vec<usize> = examples.all.iter().map(|example| example.class).collect();
    let ridge = Ridge::solve(space.kernel(), &noise, classes, examples.classes());
    let solved = Solved { examples: &examples, space: &space, ridge: &ridge };
    let answerless: Vec<LeftOut> = solved.without_their_answer().collect();
    let reference = solved.reference(&answerless);
    let strays = answerless.iter().filter_map(|case| {
        let example = &examples.all[case.row];
        let other = solved.best_other(case)?;
        let features = case.evidence.features(&[other], &examples, &reference);
        Some(Stray { own: example.class, other, text: example.text.clone(), features })
    });
    let strays = strays.collect();
    let outside = solved.owners_outside().map(|case| {
        let best = best(&examples, &case.evidence);
        case.evidence.features(&[best], &examples, &reference)
    });
    let outside = outside.collect();
    let weights = ridge.weights();
    space.settle();
    Learnt {
        locale: knowledge.locale.clone(),
        version: knowledge.version,
        targets: (0..examples.classes()).map(|class| target(class, knowledge)).collect(),
        titles: knowledge.answers.iter().map(|answer| answer.title.clone()).collect(),
        documents: knowledge.answers.iter().map(|a| a.path.first().cloned()).collect(),
        exact: exact(&examples),
        weights,
        spelling: Spelling::new(examples.all.iter().flat_map(|example| &example.reading.words)),
        embedder: embedder.cloned(),
        reference,
        outside,
        strays,
        examples,
        space,
    }
}

impl Learnt {
    /// Reviewed cases, and with them the owner's own examples of what is not to be answered.
    pub(crate) fn reviews(&self, cases: &[EvalCase]) -> Vec<Review> {
        let asked = cases.iter().filter_map(|case| {
            let question = Question { text: &case.question, after: case.after.as_ref() };
            let evidence = self.evidence(question.text)?;
            let expected = self.class(&case.expect);
            Some(self.review(&evidence, expected))
        });
        let known = self.outside.iter().map(|features| Review {
            inside: false,
            is_traffic: false,
            case: Case { features: *features, is_right: false, weight: 1.0 },
        });
        asked.chain(known).collect()
    }

    fn review(&self, evidence: &Evidence, expected: Option<usize>) -> Review {
        let best = best(&self.examples, evidence);
        let features = evidence.features(&[best], &self.examples, &self.reference);
        let is_right = expected == Some(best);
        Review {
            inside: expected.is_some(),
            is_traffic: true,
            case: Case { features, is_right, weight: 1.0 },
        }
    }

    /// The class that a question should lead to; nothing where it has no answer here.
    pub(crate) fn class(&self, expect: &Expect) -> Option<usize> {
        let wanted = match expect {
            Expect::Answer(id) => Target::Answer(id.clone()),
            Expect::Order => Target::Order,
            Expect::Handoff => return None,
        };
        self.targets.iter().position(|target| target.as_ref() == Some(&wanted))
    }
}

/// The classes of each example question, by its words. A request for a person is nothing else.
fn exact(examples: &Examples) -> BTreeMap<Vec<String>, Vec<usize>> {
    let mut exact: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    let is_question = |one: &&Example| !matches!(one.source, Source::Title | Source::Text);
    for example in examples.all.iter().filter(is_question) {
        let classes = exact.entry(example.reading.words.clone()).or_default();
        if !classes.contains(&example.class) {
            classes.push(example.class);
        }
        if classes.contains(&examples.person()) {
            *classes = vec![examples.person()];
        }
    }
    exact
}
