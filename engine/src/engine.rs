//! The engine: a question in, a decision out. Pure and deterministic: the same knowledge and the
//! same question give the same decision.

use crate::calibrate::Calibrator;
use crate::decision::{Candidate, Decision, Outcome, Question};
use crate::embedder::Embedder;
use crate::evidence::Evidence;
use crate::examples::Examples;
use crate::features::Features;
use crate::knowledge::Target;
use crate::lexicon::Without;
use crate::math::count;
use crate::normalise::words;
use crate::reference::Reference;
use crate::ridge::Weights;
use crate::shipped::Coefficients;
use crate::space::Space;
use crate::spelling::Spelling;
use crate::twins::Stray;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_shared::id::AnswerId;

/// The longest message that an answer is given to, in characters: as long as an example question
/// may be. Who writes more has a story to tell, and a person should read it.
pub(crate) const MAX_QUESTION_CHARS: usize = 400;
/// The most sentences of a message that are looked at.
pub(crate) const MAX_SENTENCES: usize = 12;
/// How many candidates a decision lists.
const CANDIDATES: usize = 5;
/// The most answers to choose from.
pub(crate) const CHOICES: usize = 3;
/// A choice must carry at least this part of the score of all choices together.
const CHOICE_SHARE: f64 = 0.15;
/// The confidence from which on the order form is offered as something to choose.
const OFFER_ORDER: f64 = 0.3;
/// An engine that has learnt a site's knowledge in one language.
pub struct Engine {
    pub(crate) learnt: Learnt,
    pub(crate) calibrator: Calibrator,
    pub(crate) threshold: f64,
    pub(crate) coefficients: Arc<Coefficients>,
}

/// What was learnt, without how much to trust it.
pub(crate) struct Learnt {
    pub(crate) locale: String,
    pub(crate) version: i64,
    /// By class.
    pub(crate) targets: Vec<Option<Target>>,
    pub(crate) titles: Vec<String>,
    /// The document of each answer.
    pub(crate) documents: Vec<Option<String>>,
    pub(crate) examples: Examples,
    pub(crate) space: Space,
    pub(crate) weights: Weights,
    pub(crate) spelling: Spelling,
    pub(crate) reference: Reference,
    /// The classes of each example question, by its words.
    pub(crate) exact: BTreeMap<String, Vec<usize>>,
    /// The owner's questions that are not to be answered, each as if it had not been there.
    pub(crate) outside: Vec<Features>,
    /// Where questions went whose whole answer was left out.
    pub(crate) strays: Vec<Stray>,
    pub(crate) embedder: Option<Arc<Embedder>>,
}

/// The likeliest choice.
pub(crate) fn best(examples: &Examples, evidence: &Evidence) -> usize {
    let ranked = evidence.ranked(|class| examples.is_choice(class));
    ranked.first().copied().unwrap_or(examples.order())
}

impl Learnt {
    /// What is known about a text; nothing where it has no words.
    pub(crate) fn evidence(&self, text: &str) -> Option<Evidence> {
        let corrected = self.corrected(text);
        let text = corrected.as_deref().unwrap_or(text);
        let asked = self.examples.reader.read(text);
        if asked.words.is_empty() {
            return None;
        }
        let vector = self.embedder.as_ref().map(|embedder| embedder.embed(text));
        let likeness = self.space.likeness(&asked.words, vector.as_ref());
        let scores = self.weights.scores(&likeness.kernel);
        let classes = self.examples.classes();
        let coverage = self.space.lexicon.coverage(&asked.stems, &Without::new(), classes);
        Some(Evidence::gather(&self.examples, &likeness, scores, coverage, asked, |_| true))
    }

    /// The text with slips of the finger put right, if there are any: words that neither the shop
    /// nor the encoder knows.
    fn corrected(&self, text: &str) -> Option<String> {
        let embedder = self.embedder.as_ref()?;
        let mut corrected = false;
        let words: Vec<String> = words(text)
            .into_iter()
            .map(|word| match self.spelling.meant(&word) {
                Some(meant) if !embedder.knows(&word) => {
                    corrected = true;
                    meant.to_owned()
                }
                _ => word,
            })
            .collect();
        let mark = if text.trim_end().ends_with('?') { "?" } else { "" };
        corrected.then(|| words.join(" ") + mark)
    }

    /// The approved answer that a class stands for.
    pub(crate) fn answer(&self, class: usize) -> Option<AnswerId> {
        match self.targets.get(class)? {
            Some(Target::Answer(id)) => Some(id.clone()),
            _ => None,
        }
    }

    pub(crate) fn label(&self, class: usize) -> String {
        self.targets[class].as_ref().map_or_else(|| "(outside)".to_owned(), ToString::to_string)
    }
}

/// A message that was weighed: everything known, the choices in order, and how sure each is.
pub(crate) struct Weighed {
    pub(crate) evidence: Evidence,
    pub(crate) ranked: Vec<usize>,
    /// The classes that the owner named for these very words.
    pub(crate) repeated: Vec<usize>,
}

impl Engine {
    /// Name and version, for the ledger.
    pub fn name(&self) -> &'static str {
        match self.learnt.embedder {
            Some(_) => "minilm-ridge-1",
            None => "words-ridge-1",
        }
    }

    /// The confidence from which on an answer is given. At 1 nothing but the repetition of an
    /// example question is answered.
    pub fn threshold(&self) -> f64 {
        self.threshold
    }

    /// The threshold for a risk before any case was reviewed.
    pub fn factory_threshold(&self, risk: f64) -> f64 {
        let examples = &self.learnt.examples;
        let each = count(examples.questions()) / count(examples.answers.max(1));
        self.coefficients.threshold(each, risk)
    }

    /// The same knowledge with other coefficients than those that ship, and their threshold.
    #[must_use]
    pub fn with_coefficients(self, coefficients: Coefficients, risk: f64) -> Self {
        let calibrator = coefficients.calibrator.clone();
        let engine = Self { calibrator, coefficients: Arc::new(coefficients), ..self };
        let threshold = engine.factory_threshold(risk);
        engine.with_threshold(threshold)
    }

    /// The same engine with another threshold.
    #[must_use]
    pub fn with_threshold(self, threshold: f64) -> Self {
        Self { threshold, ..self }
    }

    /// Decides what a question gets.
    pub fn decide<'a>(&self, question: impl Into<Question<'a>>) -> Decision {
        let question = question.into();
        let Some(weighed) = self.weigh(question.text) else {
            return self.decision(Outcome::Abstain, Vec::new(), "guard=no-words");
        };
        let refused = || self.refused(&weighed);
        if self.asks_for_person(question.text, &weighed) {
            return self.decision(Outcome::Person, refused(), "guard=asked-for-person");
        }
        if question.text.chars().count() > MAX_QUESTION_CHARS {
            return self.decision(Outcome::Abstain, refused(), "guard=too-long");
        }
        if let Some(language) = self.other_language(question.text, &weighed) {
            let why = format!("guard=other-language language={language}");
            let decision = self.decision(Outcome::Abstain, refused(), &why);
            return Decision { language: Some(language), ..decision };
        }
        if self.is_closing(&weighed) {
            return self.decision(Outcome::Abstain, refused(), "guard=closing");
        }
        if let Some(decision) = self.several(question.text, &weighed) {
            return decision;
        }
        let decision = self.judge(&weighed);
        match question.after {
            Some(after) if decision.outcome != Outcome::Order => {
                self.follow_up(question.text, after, &decision).unwrap_or(decision)
            }
            _ => decision,
        }
    }

    pub(crate) fn weigh(&self, text: &str) -> Option<Weighed> {
        let evidence = self.learnt.evidence(text)?;
        let examples = &self.learnt.examples;
        let mut ranked = evidence.ranked(|class| examples.is_choice(class));
        let repeated = self.learnt.exact.get(&words(text).join(" ")).cloned().unwrap_or_default();
        for &class in repeated.iter().filter(|class| examples.is_choice(**class)) {
            // The owner said what this very question gets.
            ranked.retain(|other| *other != class);
            ranked.insert(0, class);
        }
        Some(Weighed { evidence, ranked, repeated })
    }

    /// How sure it is that one of some classes is right.
    pub(crate) fn sure(&self, weighed: &Weighed, group: &[usize]) -> f64 {
        match weighed.repeated.as_slice() {
            [class] => f64::from(u8::from(group == [*class])),
            // Two answers claim it: together they are right, alone neither is.
            [_, _, ..] => f64::from(u8::from(weighed.repeated.iter().all(|c| group.contains(c)))),
            [] => {
                let Learnt { examples, reference, .. } = &self.learnt;
                self.calibrator.probability(&weighed.evidence.features(group, examples, reference))
            }
        }
    }

    /// The candidates of a message that a guard keeps from being answered: whatever the threshold,
    /// none is confident.
    pub(crate) fn refused(&self, weighed: &Weighed) -> Vec<Candidate> {
        let listed = weighed.ranked.iter().take(CANDIDATES);
        listed.filter_map(|&class| self.candidate(class, 0.0)).collect()
    }

    fn judge(&self, weighed: &Weighed) -> Decision {
        let Some(&best) = weighed.ranked.first() else {
            return self.decision(Outcome::Abstain, Vec::new(), "guard=nothing-approved");
        };
        let confidence = self.sure(weighed, &[best]);
        let offer_order = best == self.learnt.examples.order() && confidence >= OFFER_ORDER;
        let outcome = if confidence >= self.threshold {
            self.outcome(best)
        } else if offer_order {
            Outcome::Choices(vec![Target::Order])
        } else {
            self.choices(weighed).unwrap_or(Outcome::Abstain)
        };
        let listed = weighed.ranked.iter().take(CANDIDATES);
        let candidates =
            listed.filter_map(|&class| self.candidate(class, self.sure(weighed, &[class])));
        let why = self.why(weighed, best, confidence);
        self.decision(outcome, candidates.collect(), &why)
    }

    /// The readable reason: what was likeliest, how sure, next to what.
    pub(crate) fn why(&self, weighed: &Weighed, best: usize, confidence: f64) -> String {
        let examples = &self.learnt.examples.all;
        let nearest = weighed
            .evidence
            .neighbours
            .first()
            .map_or("", |&row| examples[row].text.lines().next().unwrap_or_default());
        format!(
            "best={} confidence={confidence:.4} threshold={:.4} margin={:.2} nearest={:?} \
             uncovered=[{}]",
            self.learnt.label(best),
            self.threshold,
            weighed.evidence.margin(&[best]),
            nearest.chars().take(120).collect::<String>(),
            weighed.evidence.coverage.unknown.join(" "),
        )
    }

    /// Two or three answers that together are sure enough.
    fn choices(&self, weighed: &Weighed) -> Option<Outcome> {
        let most = CHOICES.min(weighed.ranked.len());
        let group = (2..=most).map(|size| &weighed.ranked[..size]).find(|group| {
            let total = weighed.evidence.score(group);
            let carries = |&class: &usize| {
                class < self.learnt.examples.answers
                    && weighed.evidence.score(&[class]) >= CHOICE_SHARE * total
            };
            group.iter().all(carries) && self.sure(weighed, group) >= self.threshold
        })?;
        let targets = group.iter().filter_map(|&class| self.learnt.targets[class].clone());
        Some(Outcome::Choices(targets.collect()))
    }

    pub(crate) fn outcome(&self, class: usize) -> Outcome {
        match &self.learnt.targets[class] {
            Some(Target::Answer(id)) => Outcome::Answer(id.clone()),
            Some(Target::Order) => Outcome::Order,
            Some(Target::Person) => Outcome::Person,
            None => Outcome::Abstain,
        }
    }

    pub(crate) fn candidate(&self, class: usize, confidence: f64) -> Option<Candidate> {
        let target = self.learnt.targets[class].clone()?;
        let title = self.learnt.titles.get(class).cloned().unwrap_or_default();
        Some(Candidate { target, title, confidence })
    }

    pub(crate) fn decision(
        &self,
        outcome: Outcome,
        candidates: Vec<Candidate>,
        why: &str,
    ) -> Decision {
        let explanation =
            format!("{outcome} {why} engine={} knowledge={}", self.name(), self.learnt.version);
        Decision { outcome, candidates, explanation, language: None }
    }
}
