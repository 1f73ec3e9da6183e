//! The interface of every engine: what it learns from, what it decides, and how it says why.

use std::fmt;
use vouch_shared::id::AnswerId;

/// What a question can be about. Order and person are built in and ship with their own examples.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An approved answer.
    Answer(AnswerId),
    /// The state of an order, which only the store's database knows.
    Order,
    /// A person.
    Person,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(id) => f.write_str(id.as_str()),
            Self::Order => f.write_str("(order)"),
            Self::Person => f.write_str("(person)"),
        }
    }
}

/// One approved answer as an engine sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub id: AnswerId,
    pub title: String,
    /// The titles above it, outermost first: the document's, then those of its headings.
    pub path: Vec<String>,
    /// The text without style, as `vouch_shared::block::plain_text` gives it.
    pub text: String,
    /// Example questions.
    pub questions: Vec<String>,
}

/// Everything that a site has approved in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnowledgeSet {
    /// BCP 47.
    pub locale: String,
    /// Counts up whenever the published knowledge changes.
    pub version: i64,
    pub answers: Vec<Answer>,
    /// Questions that must not be answered.
    pub out_of_scope: Vec<String>,
}

/// What the owner decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The share of all questions that may get a wrong answer, for example 0.005.
    pub risk: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { risk: 0.005 }
    }
}

/// An engine that has learnt a site's knowledge.
pub trait Engine: Send + Sync {
    /// Name and version, for the ledger.
    fn name(&self) -> &'static str;
    /// The confidence from which on an answer is given. Above 1 nothing but the repetition of an
    /// example question is answered.
    fn threshold(&self) -> f64;
    /// Decides what a question gets.
    fn decide(&self, question: &str) -> Decision;
}

/// What a question gets, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub outcome: Outcome,
    /// The likeliest targets, best first, at most five.
    pub candidates: Vec<Candidate>,
    /// One readable line for the ledger and for staff.
    pub explanation: String,
}

/// What a question gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Confident: this answer.
    Answer(AnswerId),
    /// Confident: the order flow.
    Order,
    /// The shopper asks for a person.
    Person,
    /// Something to choose from: two or three answers, one of which is confidently right, or the
    /// order form, which is likely wanted and states nothing.
    Choices(Vec<Target>),
    /// Not confident: a person.
    Abstain,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(id) => write!(f, "answer={id}"),
            Self::Order => f.write_str("order"),
            Self::Person => f.write_str("person"),
            Self::Choices(targets) => {
                let targets: Vec<_> = targets.iter().map(ToString::to_string).collect();
                write!(f, "choices={}", targets.join(","))
            }
            Self::Abstain => f.write_str("abstain"),
        }
    }
}

/// A target that was considered.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub target: Target,
    /// The answer's title; empty for the built-in targets.
    pub title: String,
    /// The calibrated probability that this target is right.
    pub confidence: f64,
}
