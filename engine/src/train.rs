//! Training: from approved answers to an engine. Pure computing; callers keep it off the threads
//! that serve requests.

use crate::cases::{Choice, Solved};
use crate::embedder::Embedder;
use crate::engine::{Engine, Learnt};
use crate::examples::{Example, Examples, Source, target};
use crate::knowledge::{KnowledgeSet, Settings};
use crate::ridge::Ridge;
use crate::shipped::shipped;
use crate::space::Space;
use crate::spelling::Spelling;
use crate::threshold::NEVER;
use crate::twins::Stray;
use std::collections::BTreeMap;
use std::sync::Arc;

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

pub(crate) fn learn(
    knowledge: &KnowledgeSet,
    settings: &Settings,
    embedder: Option<&Arc<Embedder>>,
) -> Learnt {
    let embed = embedder.map(AsRef::as_ref);
    let mut examples = Examples::collect(knowledge, settings);
    examples.give_way(&Space::new(&knowledge.locale, &examples.all, embed));
    let mut space = Space::new(&knowledge.locale, &examples.all, embed);
    let noise: Vec<f32> = examples.all.iter().map(|example| example.source.noise()).collect();
    let classes: Vec<usize> = examples.all.iter().map(|example| example.class).collect();
    let ridge = Ridge::solve(space.kernel(), &noise, classes, examples.classes());
    let solved = Solved { examples: &examples, space: &space, ridge: &ridge };
    let answerless: Vec<Choice> = solved.answerless().collect();
    let reference = solved.reference(&answerless);
    let complete = |case: Choice| reference.complete(case.features, &[case.best]);
    let strays = answerless.into_iter().map(|case| {
        let Example { class, text, .. } = &examples.all[case.row];
        let (own, other, text) = (*class, case.best, text.clone());
        Stray { own, other, text, features: complete(case) }
    });
    let strays = strays.collect();
    let outside = solved.owners_outside().map(complete).collect();
    let weights = ridge.weights();
    let spelling = Spelling::new(examples.all.iter().flat_map(|example| &example.reading.words));
    let exact = exact(&examples);
    space.settle();
    examples.settle();
    Learnt {
        locale: knowledge.locale.clone(),
        version: knowledge.version,
        targets: (0..examples.classes()).map(|class| target(class, knowledge)).collect(),
        titles: knowledge.answers.iter().map(|answer| answer.title.clone()).collect(),
        documents: knowledge.answers.iter().map(|a| a.path.first().cloned()).collect(),
        exact,
        weights,
        spelling,
        embedder: embedder.cloned(),
        reference,
        outside,
        strays,
        examples,
        space,
    }
}

/// The classes of each example question, by its words. A request for a person is nothing else.
fn exact(examples: &Examples) -> BTreeMap<String, Vec<usize>> {
    let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let is_question = |one: &&Example| !matches!(one.source, Source::Title | Source::Text);
    for example in examples.all.iter().filter(is_question) {
        let classes = exact.entry(example.reading.words.join(" ")).or_default();
        if !classes.contains(&example.class) {
            classes.push(example.class);
        }
        if classes.contains(&examples.person()) {
            *classes = vec![examples.person()];
        }
    }
    exact
}
