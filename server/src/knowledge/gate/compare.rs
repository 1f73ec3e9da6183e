//! Asks today's engine and the coming one the same questions, and tells what differs.

use crate::knowledge::trained::Trained;
use std::collections::BTreeMap;
use vouch_engine::decision::{Decision, Outcome, Question};
use vouch_engine::evaluate::{EvalCase, Judged, report};
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_shared::id::AnswerId;
use vouch_shared::knowledge::{AnswerChange, ChangeKind, Figures};

/// The most example questions that are asked besides the cases.
const MAX_EXAMPLES: usize = 400;

/// Both texts of one language and their engines; today there may be none.
pub(super) struct Pair<'a> {
    pub(super) locale: &'a str,
    pub(super) before: Option<&'a Trained>,
    pub(super) after: &'a Trained,
    pub(super) old: &'a KnowledgeSet,
    pub(super) new: &'a KnowledgeSet,
}

/// What asking brought.
pub(super) struct Asked {
    pub(super) changes: Vec<AnswerChange>,
    pub(super) before: Figures,
    pub(super) after: Figures,
}

/// The example questions of answers that are new, changed or gone.
pub(super) fn examples(old: &KnowledgeSet, new: &KnowledgeSet) -> Vec<String> {
    let (before, after) = (by_id(old), by_id(new));
    let changed = |one: &&Answer, others: &BTreeMap<&AnswerId, &Answer>| {
        others.get(&one.id).is_none_or(|other| *other != *one)
    };
    let gone = old.answers.iter().filter(|one| changed(one, &after));
    let come = new.answers.iter().filter(|one| changed(one, &before));
    let mut questions: Vec<String> =
        gone.chain(come).flat_map(|answer| answer.questions.clone()).collect();
    questions.sort();
    questions.dedup();
    questions.truncate(MAX_EXAMPLES);
    questions
}

fn by_id(set: &KnowledgeSet) -> BTreeMap<&AnswerId, &Answer> {
    set.answers.iter().map(|answer| (&answer.id, answer)).collect()
}

impl Pair<'_> {
    /// Asks cases, which are judged, and examples, which are only compared. `step` is called after
    /// each question and says whether to go on.
    pub(super) fn ask(
        &self,
        cases: &[EvalCase],
        examples: &[String],
        step: &mut dyn FnMut() -> bool,
    ) -> Option<Asked> {
        let mut changes = Vec::new();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for case in cases {
            let question = Question { text: &case.question, after: case.after.as_ref() };
            let [one, two] = self.decide(question).map(|decision| Judged {
                question: case.question.clone(),
                expect: case.expect.clone(),
                decision,
            });
            let regression = one.is_right() && two.is_answered() && !two.is_right();
            changes.extend(self.change(&case.question, &one.decision, &two.decision, regression));
            before.push(one);
            after.push(two);
            if !step() {
                return None;
            }
        }
        for question in examples {
            let [one, two] = self.decide(Question { text: question, after: None });
            changes.extend(self.change(question, &one, &two, false));
            if !step() {
                return None;
            }
        }
        let before = self.before.map_or_else(Figures::default, |engine| figures(engine, &before));
        Some(Asked { changes, before, after: figures(self.after, &after) })
    }

    fn decide(&self, question: Question<'_>) -> [Decision; 2] {
        let nothing = || Decision {
            outcome: Outcome::Abstain,
            candidates: Vec::new(),
            explanation: String::new(),
            language: None,
        };
        let before = self.before.map_or_else(nothing, |one| one.engine().decide(question));
        [before, self.after.engine().decide(question)]
    }

    fn change(
        &self,
        question: &str,
        before: &Decision,
        after: &Decision,
        regression: bool,
    ) -> Option<AnswerChange> {
        let kind = self.kind(&before.outcome, &after.outcome)?;
        Some(AnswerChange {
            question: question.to_owned(),
            locale: self.locale.to_owned(),
            kind,
            regression,
            before: words(&before.outcome),
            after: words(&after.outcome),
        })
    }

    fn kind(&self, before: &Outcome, after: &Outcome) -> Option<ChangeKind> {
        match (is_answer(before), is_answer(after)) {
            (true, true) if before != after => Some(ChangeKind::OtherAnswer),
            (true, true) => self.says_something_else(after).then_some(ChangeKind::NewText),
            (true, false) => Some(ChangeKind::NoLongerAnswered),
            (false, true) => Some(ChangeKind::NewlyAnswered),
            (false, false) => (before != after).then_some(ChangeKind::OtherReply),
        }
    }

    fn says_something_else(&self, outcome: &Outcome) -> bool {
        let ids = match outcome {
            Outcome::Answer(id) => std::slice::from_ref(id),
            Outcome::Answers(ids) => ids.as_slice(),
            _ => &[],
        };
        let text = |set: &KnowledgeSet, id: &AnswerId| {
            set.answers.iter().find(|answer| answer.id == *id).map(|answer| answer.text.clone())
        };
        ids.iter().any(|id| text(self.old, id) != text(self.new, id))
    }
}

fn is_answer(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Answer(_) | Outcome::Answers(_) | Outcome::Order)
}

/// An outcome as a reviewer reads it.
fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answer(id) => id.0.clone(),
        Outcome::Answers(ids) => ids.iter().map(AnswerId::as_str).collect::<Vec<_>>().join(" and "),
        Outcome::Order => "the order form".to_owned(),
        Outcome::Person | Outcome::Abstain => "a person".to_owned(),
        Outcome::Choices(targets) => format!("{} titles to choose from", targets.len()),
    }
}

fn figures(engine: &Trained, judged: &[Judged]) -> Figures {
    let report = report(engine.engine(), judged, engine);
    Figures {
        answered: report.answered,
        right: report.right,
        wrong: report.wrong,
        wrong_rate_upper95: report.wrong_rate_upper95,
    }
}
