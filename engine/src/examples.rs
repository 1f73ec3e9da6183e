//! What an engine learns from: every example question, title and text, with the class it speaks
//! for. Classes are the approved answers, then order, person, and "outside" for all the rest.

use crate::intents::intents;
use crate::knowledge::{KnowledgeSet, Settings, Target};
use crate::normalise::words;
use crate::reading::{Reader, Reading};
use crate::space::Space;
use std::ops::Range;

/// The most examples that one regression is solved for; its time grows with their cube.
const MAX_EXAMPLES: usize = 16_000;
/// The fewest words of a sentence that says something.
const SENTENCE_WORDS: usize = 3;
/// The most sentences of an answer's text that are learnt.
const SENTENCES: usize = 24;
/// How alike a shipped example may be to a question of the shop's own.
const CLOSE: f32 = 0.55;

/// Where an example comes from, and so how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A question that must lead to this class.
    Question,
    /// The title of an answer, with the titles above it.
    Title,
    /// A sentence of an answer's text.
    Text,
    /// A question that must not be answered. Examples of one topic are left out together.
    Outside { topic: usize },
}

impl Source {
    /// How little such an example is trusted: the ridge of its row.
    pub(crate) fn noise(self) -> f32 {
        match self {
            Self::Question | Self::Title | Self::Outside { .. } => 0.1,
            Self::Text => 0.15,
        }
    }
}

/// One example.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) class: usize,
    pub(crate) source: Source,
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

impl Example {
    /// The topic of a question that must not be answered.
    pub(crate) fn topic(&self) -> Option<usize> {
        match self.source {
            Source::Outside { topic } => Some(topic),
            _ => None,
        }
    }
}

/// The examples of a site and the classes they speak for.
pub(crate) struct Examples {
    pub(crate) all: Vec<Example>,
    /// How many classes are approved answers; they come first.
    pub(crate) answers: usize,
    /// Whether there are orders to look at.
    pub(crate) orders: bool,
    pub(crate) reader: Reader,
    /// Which examples ship with the product, before any of them gives way.
    shipped: Range<usize>,
    /// How many examples speak for each class.
    sizes: Vec<usize>,
    /// The topics that the owner made, one a question.
    own_topics: Range<usize>,
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

    /// Whether a class can be chosen as what a question gets.
    pub(crate) fn is_choice(&self, class: usize) -> bool {
        class < self.answers || (self.orders && class == self.order())
    }

    /// Whether a class stands for what must not be answered, or for a person.
    pub(crate) fn is_outside(&self, class: usize) -> bool {
        class >= self.person()
    }

    /// How many examples speak for a class.
    pub(crate) fn of_class(&self, class: usize) -> usize {
        self.sizes.get(class).copied().unwrap_or_default()
    }

    /// How many example questions the answers have.
    pub(crate) fn questions(&self) -> usize {
        let is_own = |one: &&Example| one.class < self.answers && one.source == Source::Question;
        self.all.iter().filter(is_own).count()
    }

    /// The rows that are let in.
    pub(crate) fn rows(&self, wanted: impl Fn(&Example) -> bool) -> Vec<usize> {
        let all = self.all.iter().enumerate();
        all.filter(|(_, example)| wanted(example)).map(|(row, _)| row).collect()
    }

    /// Whether the owner named this topic as one that is not to be answered.
    pub(crate) fn is_own_topic(&self, topic: usize) -> bool {
        self.own_topics.contains(&topic)
    }

    /// Collects what a site has approved and what ships with the product.
    pub(crate) fn collect(knowledge: &KnowledgeSet, settings: &Settings) -> Self {
        let answers = knowledge.answers.len();
        let mut examples = Self {
            all: Vec::new(),
            answers,
            orders: settings.orders,
            reader: Reader::new(&knowledge.locale),
            shipped: 0..0,
            sizes: vec![0; answers + 3],
            own_topics: 0..0,
        };
        let budget = Budget::new(knowledge);
        for (class, answer) in knowledge.answers.iter().enumerate() {
            let questions = evenly(&answer.questions, budget.questions);
            for question in &questions {
                examples.add(class, Source::Question, question);
            }
            let mut titles = answer.path.clone();
            titles.push(answer.title.clone());
            // Without questions, the title has to stand in for one.
            if questions.is_empty() {
                examples.add(class, Source::Question, &titles.join(" "));
            } else if budget.texts {
                examples.add(class, Source::Title, &titles.join(" "));
            }
            if budget.texts {
                for sentence in statements(&answer.text) {
                    examples.add(class, Source::Text, sentence);
                }
            }
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
                if self.orders {
                    self.add(order, Source::Question, question);
                } else {
                    // Nobody can look: such a question needs a person.
                    self.add(outside, Source::Outside { topic }, question);
                }
            }
            topic += 1;
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
        self.own_topics.start = topic;
        for question in evenly(&knowledge.out_of_scope, MAX_EXAMPLES / 4) {
            self.add(outside, Source::Outside { topic }, question);
            topic += 1;
        }
        self.own_topics.end = topic;
    }

    /// Drops shipped examples that are close to a question of the shop's own: where the shop has
    /// an answer, it knows better what such a question is about. Requests for a person stay.
    pub(crate) fn give_way(&mut self, space: &Space) {
        let person = self.person();
        let is_own_question =
            |row: usize| row < self.shipped.start && self.all[row].source == Source::Question;
        let is_close = |row: usize| {
            let kernel = space.likeness_of(row).kernel;
            kernel.into_iter().enumerate().any(|(other, k)| k >= CLOSE && is_own_question(other))
        };
        let gives_way = |row: usize| {
            self.shipped.contains(&row) && self.all[row].class != person && is_close(row)
        };
        let leaving: Vec<bool> = (0..self.all.len()).map(gives_way).collect();
        let mut leaving = leaving.into_iter();
        self.all.retain(|_| !leaving.next().unwrap_or_default());
        self.sizes = vec![0; self.classes()];
        for example in &self.all {
            self.sizes[example.class] += 1;
        }
    }

    /// Lets go of what only training needs.
    pub(crate) fn settle(&mut self) {
        for example in &mut self.all {
            example.reading.words = Vec::new();
        }
    }

    fn add(&mut self, class: usize, source: Source, text: &str) {
        let reading = self.reader.read(text);
        if !reading.words.is_empty() {
            self.sizes[class] += 1;
            self.all.push(Example { class, source, text: text.to_owned(), reading });
        }
    }
}

/// The sentences of a text that say something.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    let sentences = text.lines().flat_map(|line| line.split_inclusive(". "));
    sentences.filter(|sentence| words(sentence).len() >= SENTENCE_WORDS).take(SENTENCES)
}

/// What of each answer there is room for.
struct Budget {
    questions: usize,
    texts: bool,
}

impl Budget {
    fn new(knowledge: &KnowledgeSet) -> Self {
        let answers = knowledge.answers.len().max(1);
        let questions: usize = knowledge.answers.iter().map(|answer| answer.questions.len()).sum();
        let sentences: usize =
            knowledge.answers.iter().map(|answer| statements(&answer.text).count()).sum();
        let texts = questions + answers + sentences <= MAX_EXAMPLES;
        Self { questions: (MAX_EXAMPLES / answers).max(1), texts }
    }
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
