//! The engine: a question in, a decision out. Pure and deterministic: the same knowledge and the
//! same question give the same decision.

use crate::calibrate::Calibrator;
use crate::decision::{Candidate, Decision, Outcome, Question};
use crate::embedder::Embedder;
use crate::evidence::{Evidence, Features};
use crate::examples::Examples;
use crate::knowledge::Target;
use crate::language::other_language;
use crate::lexicon::Without;
use crate::math::count;
use crate::normalise::{sentences, words};
use crate::reference::Reference;
use crate::ridge::Weights;
use crate::shipped::Coefficients;
use crate::signals::Signal;
use crate::space::Space;
use crate::spelling::Spelling;
use crate::twins::Stray;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_shared::id::AnswerId;

/// The longest message that an answer is given to, in characters: as long as an example question
/// may be. Who writes more has a story to tell, and a person should read it.
const MAX_QUESTION_CHARS: usize = 400;
/// The most sentences of a message that are looked at.
const MAX_SENTENCES: usize = 12;
/// How many candidates a decision lists.
const CANDIDATES: usize = 5;
/// The most answers to choose from.
const CHOICES: usize = 3;
/// A choice must carry at least this part of the score of all choices together.
const CHOICE_SHARE: f64 = 0.15;
/// The confidence from which on the order form is offered as something to choose.
const OFFER_ORDER: f64 = 0.3;
/// The score from which on a sentence is taken as a request for a person. It is low on purpose:
/// asking for a person must always work.
const PERSON_SCORE: f32 = 0.4;
/// The most words of a message that only makes sense after an answer.
const FOLLOW_UP_WORDS: usize = 7;
/// The share of a message's words that some example must know for the message to be taken as
/// written in the language of the approved text, whatever the detector says.
const SAME_LANGUAGE: f64 = 0.5;

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
    pub(crate) exact: BTreeMap<Vec<String>, Vec<usize>>,
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

    fn label(&self, class: usize) -> String {
        self.targets[class].as_ref().map_or_else(|| "(outside)".to_owned(), ToString::to_string)
    }
}

/// A message that was weighed: everything known, the choices in order, and how sure each is.
struct Weighed {
    evidence: Evidence,
    ranked: Vec<usize>,
    /// The classes that the owner named for these very words.
    repeated: Vec<usize>,
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
        if self.asks_for_person(question.text) {
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

    fn weigh(&self, text: &str) -> Option<Weighed> {
        let evidence = self.learnt.evidence(text)?;
        let examples = &self.learnt.examples;
        let mut ranked = evidence.ranked(|class| examples.is_choice(class));
        let repeated = self.learnt.exact.get(&words(text)).cloned().unwrap_or_default();
        for &class in repeated.iter().filter(|class| examples.is_choice(**class)) {
            // The owner said what this very question gets.
            ranked.retain(|other| *other != class);
            ranked.insert(0, class);
        }
        Some(Weighed { evidence, ranked, repeated })
    }

    /// How sure it is that one of some classes is right.
    fn sure(&self, weighed: &Weighed, group: &[usize]) -> f64 {
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
    fn refused(&self, weighed: &Weighed) -> Vec<Candidate> {
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
    fn why(&self, weighed: &Weighed, best: usize, confidence: f64) -> String {
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

    /// Whether any sentence asks for a person.
    fn asks_for_person(&self, text: &str) -> bool {
        let person = self.learnt.examples.person();
        sentences(text).take(MAX_SENTENCES).any(|sentence| {
            let start: String = sentence.chars().take(MAX_QUESTION_CHARS).collect();
            if let Some(classes) = self.learnt.exact.get(&words(&start)) {
                return classes.contains(&person);
            }
            if self.learnt.examples.reader.read(&start).signals.wants_person() {
                return true;
            }
            let Some(evidence) = self.learnt.evidence(&start) else { return false };
            let rival = evidence.ranked(|class| class != person)[0];
            evidence.scores[person] >= PERSON_SCORE.max(evidence.scores[rival])
        })
    }

    fn other_language(&self, text: &str, weighed: &Weighed) -> Option<&'static str> {
        let known = weighed.evidence.coverage.any;
        if !weighed.repeated.is_empty() || known >= SAME_LANGUAGE {
            return None;
        }
        other_language(text, &self.learnt.locale, known)
    }

    /// What a message of several questions gets: each its answer if every one has one, a person
    /// if only some have.
    fn several(&self, text: &str, whole: &Weighed) -> Option<Decision> {
        if !whole.repeated.is_empty() {
            return None;
        }
        let parts: Vec<&str> = sentences(text).take(MAX_SENTENCES).collect();
        if parts.len() < 2 {
            return None;
        }
        let mut found: Vec<usize> = Vec::new();
        let mut open = 0;
        let mut least = 1.0_f64;
        for part in parts {
            let Some(weighed) = self.weigh(part) else { continue };
            let best = weighed.ranked.first().copied()?;
            let confidence = self.sure(&weighed, &[best]);
            if confidence >= self.threshold {
                least = least.min(confidence);
                found.push(best);
            } else if self.is_question(text, part) {
                open += 1;
            }
        }
        found.sort_unstable();
        found.dedup();
        let answers: Option<Vec<AnswerId>> = found
            .iter()
            .map(|&class| match &self.learnt.targets[class] {
                Some(Target::Answer(id)) => Some(id.clone()),
                _ => None,
            })
            .collect();
        let outcome = match (found.len(), open, answers) {
            (0, _, _) | (1, 0, _) => return None,
            (2..=CHOICES, 0, Some(answers)) => Outcome::Answers(answers),
            _ => Outcome::Abstain,
        };
        let names: Vec<_> = found.iter().map(|&class| self.learnt.label(class)).collect();
        let why = format!(
            "guard=several-questions found=[{}] open={open} confidence={least:.4} threshold={:.4}",
            names.join(" "),
            self.threshold,
        );
        Some(self.decision(outcome, self.refused(whole), &why))
    }

    /// Whether a part of a message asks something: it ends in a question mark or has a word that
    /// asks.
    fn is_question(&self, text: &str, part: &str) -> bool {
        let end = part.as_ptr() as usize - text.as_ptr() as usize + part.len();
        let mark = text[end..].starts_with(['?', '？']);
        let asked = words(part);
        mark && asked.len() > 1 || self.learnt.examples.reader.read(part).asks
    }

    /// A short message after an answer, read together with the document's title. It can only lead
    /// to the same section or to one beside it.
    fn follow_up(&self, text: &str, after: &AnswerId, alone: &Decision) -> Option<Decision> {
        let is_alone = matches!(alone.outcome, Outcome::Answer(_) | Outcome::Answers(_));
        let short = words(text).len() <= FOLLOW_UP_WORDS;
        let target = Target::Answer(after.clone());
        let last = self.learnt.targets.iter().position(|known| known.as_ref() == Some(&target))?;
        if is_alone || !short || self.learnt.examples.reader.read(text).signals.has(&Signal::Thanks)
        {
            return None;
        }
        let document = self.learnt.documents.get(last)?.as_ref()?;
        let beside = |class: usize| {
            self.learnt.documents.get(class).is_some_and(|other| other.as_ref() == Some(document))
        };
        // Not after the section's own title: with it, every message sounds like that section.
        let weighed = self.weigh(&format!("{document} {text}"))?;
        let best = *weighed.ranked.first()?;
        let confidence = self.sure(&weighed, &[best]);
        // So few words must all be known, and nothing may fit better.
        let clear =
            weighed.evidence.coverage.unknown.is_empty() && weighed.evidence.margin(&[best]) > 0.0;
        if !clear || !beside(best) || confidence < self.threshold {
            return None;
        }
        let why = format!("{} after={after}", self.why(&weighed, best, confidence));
        let candidate = self.candidate(best, confidence);
        Some(self.decision(self.outcome(best), candidate.into_iter().collect(), &why))
    }

    fn outcome(&self, class: usize) -> Outcome {
        match &self.learnt.targets[class] {
            Some(Target::Answer(id)) => Outcome::Answer(id.clone()),
            Some(Target::Order) => Outcome::Order,
            Some(Target::Person) => Outcome::Person,
            None => Outcome::Abstain,
        }
    }

    fn candidate(&self, class: usize, confidence: f64) -> Option<Candidate> {
        let target = self.learnt.targets[class].clone()?;
        let title = self.learnt.titles.get(class).cloned().unwrap_or_default();
        Some(Candidate { target, title, confidence })
    }

    fn decision(&self, outcome: Outcome, candidates: Vec<Candidate>, why: &str) -> Decision {
        let explanation =
            format!("{outcome} {why} engine={} knowledge={}", self.name(), self.learnt.version);
        Decision { outcome, candidates, explanation, language: None }
    }
}
