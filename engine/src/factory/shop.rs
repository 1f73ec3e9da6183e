//! A simulated shop: which of a source's answers it keeps, what it learns, and what it is asked.

use super::random::Random;
use super::{Asked, EXAMPLES, Source};
use crate::calibrate::Case;
use crate::embedder::Embedder;
use crate::engine::best;
use crate::knowledge::{Answer, KnowledgeSet, Settings};
use crate::math::count;
use crate::train::learn;
use std::sync::Arc;

/// How many questions of each kind a simulated shop is asked.
const ASKED: [usize; 3] = [250, 150, 100];
/// The fewest questions of an answer that a simulated shop takes from a source.
const ENOUGH: usize = 6;
/// The most answers of a simulated shop.
const MOST_ANSWERS: usize = 45;
/// How many questions make the centre of an answer.
const CENTRE: usize = 12;

/// A question to ask: its words, its kind, and the class that it should lead to.
type Question = (String, usize, Option<usize>);

/// Simulates one shop of a source, and says what its engine makes of questions that it has not
/// seen.
pub(super) fn simulate(
    sources: &[Source],
    number: usize,
    shop: usize,
    embedder: Option<&Arc<Embedder>>,
) -> Vec<Asked> {
    let source = &sources[number];
    let mut random = Random::new(&source.name, shop);
    let (answers, questions) = if !source.traffic.is_empty() && shop.is_multiple_of(3) {
        whole(source, shop, &mut random)
    } else {
        part(sources, number, shop, embedder, &mut random)
    };
    let total: usize = answers.iter().map(|answer: &Answer| answer.questions.len()).sum();
    let examples_an_answer = count(total) / count(answers.len().max(1));
    let knowledge =
        KnowledgeSet { locale: "en".to_owned(), version: 1, answers, out_of_scope: Vec::new() };
    let learnt = learn(&knowledge, &Settings { risk: 0.005, orders: false }, embedder);
    if let Some(embedder) = embedder {
        let texts: Vec<&str> = questions.iter().map(|(text, _, _)| text.as_str()).collect();
        embedder.embed_all(&texts);
    }
    let asked = questions.into_iter().filter_map(|(text, kind, class)| {
        let evidence = learnt.evidence(&text)?;
        let best = best(&learnt.examples, &evidence);
        let features = evidence.features(&[best], &learnt.examples, &learnt.reference);
        let case = Case { features, is_right: class == Some(best), weight: 1.0 };
        Some(Asked { source: number, kind, examples_an_answer, case })
    });
    asked.collect()
}

/// A shop of all answers, asked its real traffic.
fn whole(source: &Source, shop: usize, random: &mut Random) -> (Vec<Answer>, Vec<Question>) {
    let examples = EXAMPLES[shop % EXAMPLES.len()];
    let mut answers = Vec::new();
    for answer in &source.answers {
        let mut questions = answer.questions.clone();
        random.shuffle(&mut questions);
        questions.truncate(if shop == 0 { questions.len() } else { some_of(examples, random) });
        answers.push(Answer { questions, ..answer.clone() });
    }
    let asked = source.traffic.iter().map(|(text, id)| {
        let class = id.as_ref().and_then(|id| answers.iter().position(|one| one.id == *id));
        (text.clone(), if class.is_some() { 3 } else { 4 }, class)
    });
    let asked = asked.collect();
    (answers, asked)
}

/// A shop of some answers, asked about those, about the ones it let go, and about other things.
fn part(
    sources: &[Source],
    number: usize,
    shop: usize,
    embedder: Option<&Arc<Embedder>>,
    random: &mut Random,
) -> (Vec<Answer>, Vec<Question>) {
    let examples = EXAMPLES[shop % EXAMPLES.len()];
    let split = Split::draw(&sources[number], shop.is_multiple_of(2), embedder, random);
    let mut answers = Vec::new();
    let mut spare = Vec::new();
    for (class, answer) in split.kept.into_iter().enumerate() {
        let mut questions = answer.questions.clone();
        random.shuffle(&mut questions);
        let own = some_of(examples, random).min(questions.len() * 2 / 3).max(1);
        let rest = questions.split_off(own);
        spare.extend(rest.into_iter().map(|text| (text, 0, Some(class))));
        answers.push(Answer { questions, ..answer.clone() });
    }
    let near = split.gone.iter().flat_map(|answer| &answer.questions);
    let near = near.map(|text| (text.clone(), 1, None)).collect();
    let far = sources.iter().enumerate().flat_map(|(other, far)| {
        let questions = far.answers.iter().flat_map(|answer| &answer.questions);
        far.outside.iter().chain(questions.filter(move |_| other != number).step_by(7))
    });
    let far = far.map(|text| (text.clone(), 2, None)).collect();
    let kinds = [spare, near, far].into_iter().zip(ASKED);
    let asked = kinds.flat_map(|(questions, most)| random.some(questions, most)).collect();
    (answers, asked)
}

/// How many questions an answer gets: shops give some answers more than others.
fn some_of(examples: usize, random: &mut Random) -> usize {
    (examples + random.below(examples)).div_ceil(2) + examples / 4
}

/// Which answers a simulated shop keeps, and which it lets go.
struct Split<'a> {
    kept: Vec<&'a Answer>,
    gone: Vec<&'a Answer>,
}

impl<'a> Split<'a> {
    fn draw(
        source: &'a Source,
        close: bool,
        embedder: Option<&Arc<Embedder>>,
        random: &mut Random,
    ) -> Self {
        let enough = |answer: &&Answer| answer.questions.len() >= ENOUGH;
        let mut answers: Vec<&Answer> = source.answers.iter().filter(enough).collect();
        random.shuffle(&mut answers);
        let most = (answers.len() * 4 / 5).min(MOST_ANSWERS);
        let mut keep = (8 + random.below(most.saturating_sub(8).max(1))).min(most);
        if close && let Some(embedder) = embedder {
            // The neighbourhood of one answer, half of it kept.
            answers = neighbourhood(&answers, embedder);
            answers.truncate((keep * 2).max(10));
            random.shuffle(&mut answers);
            keep = keep.min(answers.len() * 2 / 3);
        }
        let gone = answers.split_off(keep);
        Self { kept: answers, gone }
    }
}

/// The answers by how close their questions lie to those of the first.
fn neighbourhood<'a>(answers: &[&'a Answer], embedder: &Arc<Embedder>) -> Vec<&'a Answer> {
    let first = centre(answers[0], embedder);
    let mut near: Vec<(f32, &Answer)> = answers
        .iter()
        .map(|answer| {
            let centre = centre(answer, embedder);
            (centre.iter().zip(&first).map(|(a, b)| a * b).sum(), *answer)
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    near.into_iter().map(|(_, answer)| answer).collect()
}

fn centre(answer: &Answer, embedder: &Arc<Embedder>) -> Vec<f32> {
    let texts: Vec<&str> = answer.questions.iter().take(CENTRE).map(String::as_str).collect();
    let vectors = embedder.embed_all(&texts);
    let mut sum = vec![0.0; vectors[0].len()];
    for vector in &vectors {
        // Rounded vectors differ in length; each counts the same.
        let whole: Vec<f32> = vector.iter().map(|value| f32::from(*value)).collect();
        for (sum, value) in sum.iter_mut().zip(unit(&whole)) {
            *sum += value;
        }
    }
    unit(&sum)
}

/// The same direction, one long.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    vector.iter().map(|value| value / length.max(f32::MIN_POSITIVE)).collect()
}
