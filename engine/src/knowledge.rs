//! What an engine learns from: a site's approved answers in one language.

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
    /// Whether there are orders to look at; without them such questions need a person.
    pub orders: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { risk: 0.005, orders: true }
    }
}
