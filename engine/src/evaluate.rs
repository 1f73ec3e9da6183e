//! How an engine does on cases whose right outcome is known: the figures of `vouch eval`.

use crate::bound::{lower, upper95};
use crate::decision::{Decision, Outcome, Question};
use crate::engine::Engine;
use crate::knowledge::Target;
use crate::math::{count, share};
use crate::reviews::Recalibrated;
use serde::{Deserialize, Serialize};
use vouch_shared::id::AnswerId;

/// One line of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvalCase {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub question: String,
    pub expect: Expect,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The answer that was shown just before, for questions that only make sense after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<AnswerId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What a question should get: `{"answer": "…"}`, `{"order": true}` or `"handoff"`. A message of
/// several questions may name all their answers: `{"answers": ["…", "…"]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenExpect", into = "WrittenExpect")]
pub enum Expect {
    Answer(AnswerId),
    Answers(Vec<AnswerId>),
    Order,
    Handoff,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum WrittenExpect {
    Answer(AnswerId),
    Answers(Vec<AnswerId>),
    Order(bool),
    Handoff,
}

impl TryFrom<WrittenExpect> for Expect {
    type Error = &'static str;

    fn try_from(written: WrittenExpect) -> Result<Self, Self::Error> {
        match written {
            WrittenExpect::Answer(id) => Ok(Self::Answer(id)),
            WrittenExpect::Answers(ids) if ids.len() > 1 => Ok(Self::Answers(ids)),
            WrittenExpect::Answers(_) => Err("\"answers\" names at least two"),
            WrittenExpect::Order(true) => Ok(Self::Order),
            WrittenExpect::Order(false) => Err("\"order\" can only be true"),
            WrittenExpect::Handoff => Ok(Self::Handoff),
        }
    }
}

impl From<Expect> for WrittenExpect {
    fn from(expect: Expect) -> Self {
        match expect {
            Expect::Answer(id) => Self::Answer(id),
            Expect::Answers(ids) => Self::Answers(ids),
            Expect::Order => Self::Order(true),
            Expect::Handoff => Self::Handoff,
        }
    }
}

impl Expect {
    /// The answers that it names.
    pub fn answers(&self) -> &[AnswerId] {
        match self {
            Self::Answer(id) => std::slice::from_ref(id),
            Self::Answers(ids) => ids,
            Self::Order | Self::Handoff => &[],
        }
    }
}

/// The accepted risks of the risk-coverage table.
const RISKS: [f64; 4] = [0.005, 0.01, 0.02, 0.05];

/// The figures. Shares are from 0 to 1; a share of nothing is 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub engine: String,
    pub threshold: f64,
    pub cases: usize,
    /// Questions that got an answer or the order flow.
    pub answered: usize,
    pub right: usize,
    /// Questions that got another answer than the right one, or any where none is right.
    pub wrong: usize,
    /// Questions that got titles to choose from, and how often the right one was among them.
    pub choices: usize,
    pub choices_right: usize,
    /// `answered` of all cases.
    pub coverage: f64,
    /// Of the questions that have an answer, how many got it, and the lower end of its exact
    /// one-sided 95 % interval.
    pub right_rate: f64,
    pub right_rate_lower95: f64,
    /// `wrong` of all cases.
    pub wrong_rate: f64,
    /// The upper end of its exact one-sided 95 % interval.
    pub wrong_rate_upper95: f64,
    /// Of the questions that have an answer, how often the likeliest candidate is the right one,
    /// whatever the threshold.
    pub in_scope_accuracy: f64,
    /// The chance that a question with an answer gets more confidence than one without.
    pub auroc: f64,
    /// Of the questions handed to a person, how many have no answer.
    pub handoff_precision: f64,
    /// Of the questions that have no answer, how many were handed to a person.
    pub handoff_recall: f64,
    /// What other accepted risks would have brought, with the thresholds that they lead to.
    pub risk_coverage: Vec<AtRisk>,
}

/// What an accepted risk brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtRisk {
    pub risk: f64,
    /// With the threshold of the expected share of wrong answers.
    pub expected: AtThreshold,
    /// With the threshold that is proven but for a doubt of 10 %, where cases were reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proven: Option<AtThreshold>,
}

/// What a threshold brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtThreshold {
    pub threshold: f64,
    pub right: usize,
    pub wrong: usize,
    /// `right` of the questions that have an answer.
    pub right_rate: f64,
    /// `wrong` of all questions.
    pub wrong_rate: f64,
}

/// Where the thresholds of the risk-coverage table come from.
pub trait Thresholds {
    /// For a risk: the threshold of the expected share of wrong answers, and the proven one.
    fn at(&self, risk: f64) -> (f64, Option<f64>);
}

impl Thresholds for Recalibrated {
    fn at(&self, risk: f64) -> (f64, Option<f64>) {
        let (expected, proven) = self.thresholds(risk);
        (expected, Some(proven))
    }
}

impl Thresholds for Engine {
    fn at(&self, risk: f64) -> (f64, Option<f64>) {
        (self.factory_threshold(risk), None)
    }
}

/// A case and what the engine made of it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub question: String,
    pub expect: Expect,
    pub decision: Decision,
}

/// Asks all cases, one after the other.
pub fn ask(cases: &[EvalCase], mut decide: impl FnMut(Question<'_>) -> Decision) -> Vec<Judged> {
    let judge = |case: &EvalCase| Judged {
        question: case.question.clone(),
        expect: case.expect.clone(),
        decision: decide(Question { text: &case.question, after: case.after.as_ref() }),
    };
    cases.iter().map(judge).collect()
}

/// The figures of what an engine made of some cases.
pub fn report(engine: &Engine, judged: &[Judged], thresholds: &dyn Thresholds) -> Report {
    let number =
        |wanted: fn(&Judged) -> bool| judged.iter().filter(|judged| wanted(judged)).count();
    let answered = number(Judged::is_answered);
    let right = number(Judged::is_right);
    let wrong = answered - right;
    let in_scope = number(Judged::is_in_scope);
    let handed = number(Judged::is_handed_over);
    let handed_rightly = number(|j| j.is_handed_over() && !j.is_in_scope());
    Report {
        engine: engine.name().to_owned(),
        threshold: engine.threshold(),
        cases: judged.len(),
        answered,
        right,
        wrong,
        choices: number(|j| !j.offered().is_empty()),
        choices_right: number(Judged::is_among_choices),
        coverage: share(answered, judged.len()),
        right_rate: share(right, in_scope),
        right_rate_lower95: lower(right, in_scope, 0.05),
        wrong_rate: share(wrong, judged.len()),
        wrong_rate_upper95: upper95(wrong, judged.len()),
        in_scope_accuracy: share(number(Judged::is_best_right), in_scope),
        auroc: auroc(judged),
        handoff_precision: share(handed_rightly, handed),
        handoff_recall: share(handed_rightly, judged.len() - in_scope),
        risk_coverage: RISKS.iter().map(|&risk| at_risk(judged, risk, thresholds)).collect(),
    }
}

fn at_risk(judged: &[Judged], risk: f64, thresholds: &dyn Thresholds) -> AtRisk {
    let (expected, proven) = thresholds.at(risk);
    AtRisk {
        risk,
        expected: at_threshold(judged, expected),
        proven: proven.map(|threshold| at_threshold(judged, threshold)),
    }
}

fn at_threshold(judged: &[Judged], threshold: f64) -> AtThreshold {
    let passes = |one: &&Judged| one.confidence() >= threshold;
    let passing = judged.iter().filter(passes).count();
    let right = judged.iter().filter(passes).filter(|one| one.is_best_right()).count();
    let in_scope = judged.iter().filter(|one| one.is_in_scope()).count();
    let wrong = passing - right;
    AtThreshold {
        threshold,
        right,
        wrong,
        right_rate: share(right, in_scope),
        wrong_rate: share(wrong, judged.len()),
    }
}

impl Judged {
    pub fn is_in_scope(&self) -> bool {
        self.expect != Expect::Handoff
    }

    pub fn is_answered(&self) -> bool {
        matches!(self.decision.outcome, Outcome::Answer(_) | Outcome::Answers(_) | Outcome::Order)
    }

    pub fn is_handed_over(&self) -> bool {
        matches!(self.decision.outcome, Outcome::Person | Outcome::Abstain)
    }

    pub fn is_right(&self) -> bool {
        match (&self.decision.outcome, &self.expect) {
            (Outcome::Answer(given), Expect::Answer(expected)) => given == expected,
            (Outcome::Answers(given), Expect::Answers(expected)) => {
                given.len() == expected.len() && given.iter().all(|one| expected.contains(one))
            }
            (Outcome::Order, Expect::Order) => true,
            _ => false,
        }
    }

    /// Whether the likeliest candidate is the right one.
    pub fn is_best_right(&self) -> bool {
        let best = self.decision.candidates.first().map(|candidate| &candidate.target);
        match (best, &self.expect) {
            (Some(Target::Answer(given)), expected) => expected.answers().contains(given),
            (Some(Target::Order), Expect::Order) => true,
            _ => false,
        }
    }

    fn offered(&self) -> &[Target] {
        match &self.decision.outcome {
            Outcome::Choices(targets) => targets,
            _ => &[],
        }
    }

    fn is_among_choices(&self) -> bool {
        let expected = |target: &Target| match target {
            Target::Answer(id) => self.expect.answers().contains(id),
            Target::Order => self.expect == Expect::Order,
            Target::Person => false,
        };
        self.offered().iter().any(expected)
    }

    /// The confidence in the likeliest candidate; 0 where nothing was considered at all.
    pub fn confidence(&self) -> f64 {
        self.decision.candidates.first().map_or(0.0, |candidate| candidate.confidence)
    }
}

/// The area under the ROC curve, by ranks; ties count half.
fn auroc(judged: &[Judged]) -> f64 {
    let confidences = |is_in_scope: bool| {
        let mut all: Vec<f64> = judged
            .iter()
            .filter(|judged| judged.is_in_scope() == is_in_scope)
            .map(Judged::confidence)
            .collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (inside, outside) = (confidences(true), confidences(false));
    let below = |value: f64| {
        let less = outside.partition_point(|other| *other < value);
        let equal = outside.partition_point(|other| *other <= value) - less;
        count(less) + count(equal) / 2.0
    };
    let sum: f64 = inside.iter().map(|value| below(*value)).sum();
    let pairs = count(inside.len()) * count(outside.len());
    if pairs > 0.0 { sum / pairs } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Candidate;
    use crate::knowledge::{KnowledgeSet, Settings};

    /// Answers "a" with the confidence that a question states, from 0.5 on.
    fn stated(question: Question<'_>) -> Decision {
        let confidence: f64 = question.text.parse().unwrap();
        let outcome =
            if confidence >= 0.5 { Outcome::Answer("a".into()) } else { Outcome::Abstain };
        let target = Target::Answer("a".into());
        let candidates = vec![Candidate { target, title: "A".to_owned(), confidence }];
        Decision { outcome, candidates, explanation: String::new(), language: None }
    }

    struct Half;

    impl Thresholds for Half {
        fn at(&self, _: f64) -> (f64, Option<f64>) {
            (0.85, Some(0.95))
        }
    }

    fn figures(cases: &[EvalCase]) -> Report {
        let engine = crate::train::train(&KnowledgeSet::default(), &Settings::default(), None);
        report(&engine, &ask(cases, stated), &Half)
    }

    fn case(json: &str) -> EvalCase {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn figures_are_counted_over_all_cases() {
        let cases = [
            case(r#"{"question": "0.9", "expect": {"answer": "a"}, "id": "1", "tags": ["x"]}"#),
            case(r#"{"question": "0.8", "expect": {"answer": "b"}}"#),
            case(r#"{"question": "0.3", "expect": {"order": true}}"#),
            case(r#"{"question": "0.6", "expect": "handoff"}"#),
            case(r#"{"question": "0.1", "expect": "handoff", "locale": "en"}"#),
        ];
        let report = figures(&cases);
        assert_eq!((report.cases, report.answered, report.right, report.wrong), (5, 3, 1, 2));
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(report.coverage, 0.6) && close(report.wrong_rate, 0.4));
        assert!(report.wrong_rate_upper95 > 0.4 && report.right_rate_lower95 < 1.0 / 3.0);
        assert!(close(report.in_scope_accuracy, 1.0 / 3.0));
        assert!(close(report.auroc, 5.0 / 6.0), "{}", report.auroc);
        assert!(close(report.handoff_precision, 0.5) && close(report.handoff_recall, 0.5));
        let at = &report.risk_coverage[0];
        assert_eq!((at.expected.right, at.expected.wrong), (1, 0));
        assert_eq!(at.proven.as_ref().map(|proven| proven.right), Some(0));
    }

    #[test]
    fn cases_are_read_strictly() {
        for bad in [
            r#"{"question": "q"}"#,
            r#"{"question": "q", "expect": "order"}"#,
            r#"{"question": "q", "expect": {"order": false}}"#,
            r#"{"question": "q", "expect": {"answer": "a", "order": true}}"#,
            r#"{"question": "q", "expect": "handoff", "tag": []}"#,
        ] {
            assert!(serde_json::from_str::<EvalCase>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_cases_give_no_figures_but_no_panic_either() {
        let report = figures(&[]);
        assert!(report.auroc.abs() < 1e-9 && report.coverage.abs() < 1e-9);
        assert!(report.wrong_rate_upper95 >= 1.0);
    }
}
