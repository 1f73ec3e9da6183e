//! Answers that take each other's questions, and questions that stand under two answers: what an
//! owner should know before shoppers find out.

use crate::engine::Engine;
use crate::features::Features;
use crate::knowledge::KnowledgeSet;
use crate::normalise::words;
use std::collections::BTreeMap;
use vouch_shared::id::AnswerId;

/// A question whose whole answer was left out, and where it went.
pub(crate) struct Stray {
    pub(crate) own: usize,
    pub(crate) other: usize,
    pub(crate) text: String,
    pub(crate) features: Features,
}

/// Questions of one answer that another would have taken, had the first not existed: shoppers who
/// ask for something like the first, which the shop does not answer, would get the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Twins {
    pub of: AnswerId,
    pub taken_by: AnswerId,
    /// How many of its questions.
    pub questions: usize,
    /// The one that was taken with the most confidence.
    pub example: String,
    pub confidence: f64,
}

impl Engine {
    /// Near twins, the most confident first: pairs where a question would have been answered at
    /// this confidence with what belongs to another.
    pub fn twins(&self, confidence: f64) -> Vec<Twins> {
        let mut pairs: BTreeMap<(usize, usize), Vec<(f64, &Stray)>> = BTreeMap::new();
        for stray in &self.learnt.strays {
            let sure = self.calibrator.probability(&stray.features);
            if sure >= confidence {
                pairs.entry((stray.own, stray.other)).or_default().push((sure, stray));
            }
        }
        let mut twins: Vec<Twins> = pairs
            .into_iter()
            .filter_map(|((own, other), mut strays)| {
                strays.sort_by(|a, b| b.0.total_cmp(&a.0));
                let (confidence, first) = strays.first()?;
                Some(Twins {
                    of: self.learnt.answer(own)?,
                    taken_by: self.learnt.answer(other)?,
                    questions: strays.len(),
                    example: first.text.clone(),
                    confidence: *confidence,
                })
            })
            .collect();
        twins.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        twins
    }
}

/// A question that stands under more than one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub question: String,
    pub answers: Vec<AnswerId>,
}

/// Example questions that lead to two answers at once; case, accents and punctuation do not count.
pub fn duplicates(knowledge: &KnowledgeSet) -> Vec<Duplicate> {
    let mut seen: BTreeMap<Vec<String>, (String, Vec<AnswerId>)> = BTreeMap::new();
    for answer in &knowledge.answers {
        for question in &answer.questions {
            let entry =
                seen.entry(words(question)).or_insert_with(|| (question.clone(), Vec::new()));
            if !entry.1.contains(&answer.id) {
                entry.1.push(answer.id.clone());
            }
        }
    }
    seen.into_values()
        .filter(|(_, answers)| answers.len() > 1)
        .map(|(question, answers)| Duplicate { question, answers })
        .collect()
}
