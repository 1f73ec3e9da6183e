//! What a person should look at in texts: links that lead nowhere, numbers that contradict each
//! other, questions under two answers. Hints are found by rules alone and keep nobody from going on.

mod contradictions;
mod links;
mod quantities;

use std::collections::BTreeSet;
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_engine::twins::duplicates;
use vouch_shared::block::{Block, Span, plain_text};
use vouch_shared::id::AnswerId;
use vouch_shared::knowledge::{Hint, Place, SectionText};

/// The most hints that are told at once.
const MAX_HINTS: usize = 100;

/// A section as the rules read it.
#[derive(Clone, Debug)]
pub struct Text {
    answer: AnswerId,
    title: String,
    words: String,
    /// Where its links lead, and the words to click on.
    links: Vec<(String, String)>,
    questions: Vec<String>,
}

impl Text {
    /// From a section.
    pub fn of(section: &SectionText) -> Self {
        let mut links = Vec::new();
        collect_links(&section.blocks, &mut links);
        Self {
            answer: section.answer.clone(),
            title: section.title.clone(),
            words: plain_text(&section.blocks),
            links,
            questions: section.questions.clone(),
        }
    }

    fn place(&self, words: &str) -> Place {
        let (answer, title) = (self.answer.clone(), self.title.clone());
        Place { answer, title, words: words.trim().to_owned() }
    }
}

fn collect_links(blocks: &[Block], links: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            Block::Paragraph { spans } | Block::Heading { spans, .. } => add_links(spans, links),
            Block::List { items, .. } => items.iter().for_each(|item| collect_links(item, links)),
            Block::Quote { blocks } => collect_links(blocks, links),
            Block::Table { head, rows } => {
                let cells = std::iter::once(head).chain(rows).flatten();
                cells.for_each(|cell| add_links(cell, links));
            }
        }
    }
}

fn add_links(spans: &[Span], links: &mut Vec<(String, String)>) {
    let link = |span: &Span| Some((span.href.clone()?, span.text.clone()));
    links.extend(spans.iter().filter_map(link));
}

/// What is to be said of some texts, among themselves and beside others. What others have among
/// themselves is not theirs.
pub fn about(own: &[Text], others: &[Text], origins: &[String]) -> Vec<Hint> {
    let all: Vec<&Text> = own.iter().chain(others).collect();
    let known: BTreeSet<&str> = all.iter().map(|text| text.answer.as_str()).collect();
    let mut hints: Vec<Hint> =
        own.iter().flat_map(|text| links::broken(text, &known, origins)).collect();
    hints.extend(contradictions::between(own, others));
    hints.extend(repeated(own, &all));
    hints.truncate(MAX_HINTS);
    hints
}

fn repeated(own: &[Text], all: &[&Text]) -> Vec<Hint> {
    let ids: BTreeSet<&AnswerId> = own.iter().map(|text| &text.answer).collect();
    let answer = |text: &&Text| Answer {
        id: text.answer.clone(),
        title: text.title.clone(),
        path: Vec::new(),
        text: String::new(),
        questions: text.questions.clone(),
    };
    let answers = all.iter().map(answer).collect();
    let set = KnowledgeSet { answers, ..KnowledgeSet::default() };
    let found = duplicates(&set).into_iter();
    let theirs = found.filter(|one| one.answers.iter().any(|id| ids.contains(id)));
    theirs.map(|one| Hint::Duplicate { question: one.question, answers: one.answers }).collect()
}
