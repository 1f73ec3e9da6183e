//! What an engine learns from: every example question, title and text, with the class it speaks
//! for. Classes are the approved answers, then order, person, and "outside" for all the rest.

use super::engine::{KnowledgeSet, Target};
use super::intents::intents;
use super::normalise::words;
use super::vocabulary::{Index, Vector};
use std::ops::Range;

/// The most examples that one regression is solved for; its time grows with their cube.
const MAX_EXAMPLES: usize = 3_000;

/// How similar a shipped example may be to a question of the shop's own.
const CLOSE: f64 = 0.5;

/// Where an example comes from, and so how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A question that must lead to this class.
    Question,
    /// The title of an answer, with the titles above it.
    Title,
    /// The text of an answer.
    Text,
    /// A question that must not be answered. Examples of one topic are left out together.
    Outside { topic: usize },
}

/// One example.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) class: usize,
    pub(crate) source: Source,
    pub(crate) text: String,
    pub(crate) words: Vec<String>,
}

/// The examples of a site and the classes they speak for.
pub(crate) struct Examples {
    pub(crate) all: Vec<Example>,
    /// How many classes are approved answers; they come first.
    pub(crate) answers: usize,
    /// Which examples ship with the product, before any of them gives way.
    shipped: Range<usize>,
}

impl Examples {
    /// The class of order questions.
    pub(crate) fn order(&self) -> usize {
        self.answers
    }

    /// The class of requests for a person.
    pub(crate) fn person(&self) -> usize {
        self.answers + 1
    }

    /// The class of what must not be answered.
    pub(crate) fn outside(&self) -> usize {
        self.answers + 2
    }

    /// How many classes there are.
    pub(crate) fn classes(&self) -> usize {
        self.answers + 3
    }

    /// Collects what a site has approved and what ships with the product.
    pub(crate) fn collect(knowledge: &KnowledgeSet) -> Self {
        let answers = knowledge.answers.len();
        let mut examples = Self { all: Vec::new(), answers, shipped: 0..0 };
        for (class, answer) in knowledge.answers.iter().enumerate() {
            let questions = evenly(&answer.questions, examples_each(knowledge));
            for question in &questions {
                examples.add(class, Source::Question, question);
            }
            let mut titles = answer.path.clone();
            titles.push(answer.title.clone());
            // Without questions, the title has to stand in for one.
            let source = if questions.is_empty() { Source::Question } else { Source::Title };
            examples.add(class, source, &titles.join(" "));
            examples.add(class, Source::Text, &answer.text);
        }
        examples.shipped.start = examples.all.len();
        examples.add_intents(knowledge);
        examples
    }

    fn add_intents(&mut self, knowledge: &KnowledgeSet) {
        let (order, person, outside) = (self.order(), self.person(), self.outside());
        let mut topic = 0;
        for intents in intents(&knowledge.locale) {
            for question in &intents.order {
                self.add(order, Source::Question, question);
            }
            for question in &intents.person {
                self.add(person, Source::Question, question);
            }
            for questions in intents.outside.values() {
                for question in questions {
                    self.add(outside, Source::Outside { topic }, question);
                }
                topic += 1;
            }
        }
        self.shipped.end = self.all.len();
        for question in evenly(&knowledge.out_of_scope, MAX_EXAMPLES / 4) {
            self.add(outside, Source::Outside { topic }, question);
            // The owner's own examples are each a topic, so that they are left out one by one.
            topic += 1;
        }
    }

    /// Drops shipped examples that are close to a question of the shop's own: where the shop has
    /// an answer, it knows better what such a question is about. Requests for a person stay.
    pub(crate) fn give_way(&mut self, index: &Index, vectors: &[Vector]) {
        let is_own_question =
            |row: usize| row < self.shipped.start && self.all[row].source == Source::Question;
        let is_close = |row: usize| {
            let similarities = index.similarities(&vectors[row]).into_iter().enumerate();
            similarities.into_iter().any(|(other, s)| s >= CLOSE && is_own_question(other))
        };
        let person = self.person();
        let gives_way = |row: usize| {
            self.all[row].class != person && self.shipped.contains(&row) && is_close(row)
        };
        let mut stays: Vec<bool> = (0..self.all.len()).map(|row| !gives_way(row)).collect();
        stays.reverse();
        self.all.retain(|_| stays.pop().unwrap_or(true));
    }

    fn add(&mut self, class: usize, source: Source, text: &str) {
        let words = words(text);
        if !words.is_empty() {
            self.all.push(Example { class, source, text: text.to_owned(), words });
        }
    }
}

/// How many questions of each answer can be used.
fn examples_each(knowledge: &KnowledgeSet) -> usize {
    (MAX_EXAMPLES / knowledge.answers.len().max(1)).max(3)
}

/// At most so many items, spread over the whole list.
fn evenly(items: &[String], most: usize) -> Vec<&String> {
    if items.len() <= most {
        return items.iter().collect();
    }
    (0..most).map(|index| &items[index * items.len() / most]).collect()
}

/// What the class of an answer or a built-in intent stands for; nothing for "outside".
pub(crate) fn target(class: usize, knowledge: &KnowledgeSet) -> Option<Target> {
    let answers = knowledge.answers.len();
    match knowledge.answers.get(class) {
        Some(answer) => Some(Target::Answer(answer.id.clone())),
        None if class == answers => Some(Target::Order),
        None if class == answers + 1 => Some(Target::Person),
        None => None,
    }
}
