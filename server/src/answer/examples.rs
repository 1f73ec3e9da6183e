//! What an engine learns from: every example question, title and text, with the class it speaks
//! for. Classes are the approved answers, then order, person, and "outside" for all the rest.

use super::engine::{KnowledgeSet, Target};
use super::intents::intents;
use super::normalise::words;

/// The most examples that one regression is solved for; its time grows with their cube.
const MAX_EXAMPLES: usize = 3_000;

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
        let mut examples = Self { all: Vec::new(), answers: knowledge.answers.len() };
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
        for question in evenly(&knowledge.out_of_scope, MAX_EXAMPLES / 4) {
            self.add(outside, Source::Outside { topic }, question);
            // The owner's own examples are each a topic, so that they are left out one by one.
            topic += 1;
        }
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
