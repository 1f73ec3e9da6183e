//! What an engine decides, and how it says why.

use crate::knowledge::Target;
use std::fmt;
use vouch_shared::id::AnswerId;

/// What a shopper says, and what was on the screen when they said it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub text: &'a str,
    /// The answer that was shown last, if the shopper has just read one.
    pub after: Option<&'a AnswerId>,
}

impl<'a> From<&'a str> for Question<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, after: None }
    }
}

/// What a question gets, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub outcome: Outcome,
    /// The likeliest targets, best first, at most five.
    pub candidates: Vec<Candidate>,
    /// One readable line for the ledger and for staff.
    pub explanation: String,
    /// The language of the question (ISO 639-1), where it is clearly another one than that of the
    /// approved text and so was not weighed.
    pub language: Option<&'static str>,
}

/// What a question gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Confident: this answer.
    Answer(AnswerId),
    /// Several questions in one message, each with its confident answer.
    Answers(Vec<AnswerId>),
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
            Self::Answers(ids) => {
                let ids: Vec<_> = ids.iter().map(AnswerId::as_str).collect();
                write!(f, "answers={}", ids.join(","))
            }
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
