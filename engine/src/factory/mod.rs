//! How the shipped coefficients are made: many small shops are simulated from public questions,
//! an engine learns each, and what it makes of questions that it has not seen teaches the
//! calibrator how much evidence is worth. Reached by `cargo xtask train-calibrator`.
//!
//! A simulated shop keeps some of a source's answers and lets go of others; questions of those
//! are near misses. Half of the shops keep answers that lie close together, so that the answers
//! that are let go are near twins. Questions from other sources are far away.

mod random;
mod report;
mod shop;
mod table;

use crate::calibrate::{Calibrator, Case, weigh};
use crate::embedder::Embedder;
use crate::knowledge::Answer;
use crate::math::count;
use crate::shipped::Coefficients;
use std::sync::Arc;
use vouch_shared::id::AnswerId;

/// The mix that coefficients and thresholds are made for: questions with an answer, near misses
/// and far ones.
const MIX: [f64; 3] = [0.6, 0.2, 0.2];
/// How many examples an answer gets in a simulated shop.
const EXAMPLES: [usize; 6] = [3, 5, 8, 10, 15, 20];
/// The rows of the threshold table: shops with at least so many examples an answer.
const ROWS: [f64; 5] = [1.0, 4.0, 6.5, 9.0, 12.0];
/// How strongly coefficients are held near zero, in cases.
const PENALTY: f64 = 150.0;

/// Public questions with labels.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub name: String,
    /// Where it is from and under which licence.
    pub licence: String,
    /// Its answers with their questions; text and titles where the source has them.
    pub answers: Vec<Answer>,
    /// Real traffic of a whole shop: each question with its answer, or none where none fits.
    pub traffic: Vec<(String, Option<AnswerId>)>,
    /// Questions that fit no answer.
    pub outside: Vec<String>,
}

/// A coefficients file, and what it was seen to do.
pub struct Trained {
    pub coefficients: Coefficients,
    /// One line a source: what the coefficients made without it do on its shops.
    pub report: Vec<String>,
}

/// One question to a simulated shop.
struct Asked {
    source: usize,
    /// 0 with an answer, 1 near, 2 far; 3 and 4 real traffic with and without an answer.
    kind: usize,
    examples_an_answer: f64,
    case: Case,
}

/// Simulates so many shops a source and fits the coefficients.
pub fn train_calibrator(
    sources: &[Source],
    embedder: Option<&Arc<Embedder>>,
    shops: usize,
    version: &str,
) -> Trained {
    let asked = ask(sources, embedder, shops);
    let crossed = cross(&asked, sources.len());
    let thresholds = table::table(&asked, &crossed, sources.len());
    let report = report::report(sources, &asked, &crossed, &thresholds);
    let coefficients = Coefficients {
        version: version.to_owned(),
        sources: sources
            .iter()
            .map(|source| format!("{}: {}", source.name, source.licence))
            .collect(),
        thresholds,
        calibrator: fit(asked.iter()),
    };
    Trained { coefficients, report }
}

/// Simulates the shops of all sources, on all processors.
fn ask(sources: &[Source], embedder: Option<&Arc<Embedder>>, shops: usize) -> Vec<Asked> {
    let each: Vec<(usize, usize)> =
        (0..sources.len()).flat_map(|source| (0..shops).map(move |shop| (source, shop))).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let simulate = |part: &[(usize, usize)]| -> Vec<Asked> {
        let shops = part.iter();
        shops.flat_map(|&(source, shop)| shop::simulate(sources, source, shop, embedder)).collect()
    };
    std::thread::scope(|scope| {
        let parts = each.chunks(each.len().div_ceil(threads).max(1));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || simulate(part))).collect();
        let done = running.into_iter().map(|one| one.join().expect("a simulation does not panic"));
        done.flatten().collect()
    })
}

fn fit<'a>(asked: impl Iterator<Item = &'a Asked>) -> Calibrator {
    let mut cases: Vec<(usize, Case)> =
        asked.map(|one| (one.source * 5 + one.kind, one.case.clone())).collect();
    let groups = cases.iter().map(|(group, _)| group + 1).max().unwrap_or_default();
    let shares: Vec<f64> = (0..groups).map(|group| share_of(group % 5)).collect();
    weigh(&mut cases, &shares);
    let mean = cases.iter().map(|(_, case)| case.weight).sum::<f64>() / count(cases.len().max(1));
    for (_, case) in &mut cases {
        // The penalty is in cases; let there be as many as were asked.
        case.weight /= mean;
    }
    let cases: Vec<Case> = cases.into_iter().map(|(_, case)| case).collect();
    Calibrator::fit(&cases, PENALTY)
}

/// What a kind of question weighs within its source.
fn share_of(kind: usize) -> f64 {
    match kind {
        0..3 => MIX[kind],
        _ => 0.5,
    }
}

/// The confidence in each question by coefficients that were made without its source.
fn cross(asked: &[Asked], sources: usize) -> Vec<f64> {
    let fitted: Vec<Calibrator> =
        (0..sources).map(|source| fit(asked.iter().filter(|one| one.source != source))).collect();
    asked.iter().map(|one| fitted[one.source].probability(&one.case.features)).collect()
}
