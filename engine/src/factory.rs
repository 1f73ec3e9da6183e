//! How the shipped coefficients are made: many small shops are simulated from public questions,
//! an engine learns each, and what it makes of questions that it has not seen teaches the
//! calibrator how much evidence is worth. Reached by `cargo xtask train-calibrator`.
//!
//! A simulated shop keeps some of a source's answers and lets go of others; questions of those
//! are near misses. Half of the shops keep answers that lie close together, so that the answers
//! that are let go are near twins. Questions from other sources are far away.

use crate::calibrate::{Calibrator, Case, weigh};
use crate::embedder::Embedder;
use crate::engine::best;
use crate::knowledge::{Answer, KnowledgeSet, Settings};
use crate::math::count;
use crate::shipped::{Coefficients, Thresholds};
use crate::threshold::NEVER;
use crate::train::learn;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The mix that coefficients and thresholds are made for: questions with an answer, near misses
/// and far ones.
const MIX: [f64; 3] = [0.6, 0.2, 0.2];
/// How many examples an answer gets in a simulated shop.
const EXAMPLES: [usize; 6] = [3, 5, 8, 10, 15, 20];
/// The rows of the threshold table: shops with at least so many examples an answer.
const ROWS: [f64; 5] = [1.0, 4.0, 6.5, 9.0, 12.0];
/// The accepted risks of the threshold table.
const RISKS: [f64; 8] = [0.001, 0.0025, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05];
/// How much more than the accepted risk the shops of a single source may realise: every source is
/// an odd one out to coefficients that were made without it.
const WORST: f64 = 2.0;
/// How strongly coefficients are held near zero, in cases.
const PENALTY: f64 = 150.0;
/// How many questions of each kind a simulated shop is asked.
const ASKED: [usize; 3] = [250, 150, 100];

/// Public questions with labels.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub name: String,
    /// Where it is from and under which licence.
    pub licence: String,
    /// Questions by label.
    pub labelled: BTreeMap<String, Vec<String>>,
    /// Real traffic of a whole shop: each question with its label, or none where no answer fits.
    pub traffic: Vec<(String, Option<String>)>,
    /// Questions that fit no label.
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
    let mut asked = Vec::new();
    for source in 0..sources.len() {
        let mut random = Random::new(source);
        for shop in 0..shops {
            asked.extend(simulate(sources, source, shop, embedder, &mut random));
        }
    }
    let crossed = cross(&asked, sources.len());
    let thresholds = table(&asked, &crossed, sources.len());
    let report = report(sources, &asked, &crossed, &thresholds);
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

/// The thresholds that keep each risk on the shops of all sources together, and twice the
/// risk on those of each.
fn table(asked: &[Asked], crossed: &[f64], sources: usize) -> Vec<Thresholds> {
    let mut table: Vec<Thresholds> = Vec::new();
    for (index, &from) in ROWS.iter().enumerate().rev() {
        let to = ROWS.get(index + 1).copied().unwrap_or(f64::INFINITY);
        let of_source = |source: usize| {
            let wanted =
                |one: &Asked| one.source == source && (from..to).contains(&one.examples_an_answer);
            wrongs(asked, crossed, wanted)
        };
        let each: Vec<Vec<(f64, f64)>> =
            (0..sources).map(of_source).filter(|wrongs| !wrongs.is_empty()).collect();
        let share = 1.0 / count(each.len().max(1));
        let all: Vec<(f64, f64)> = each
            .iter()
            .flatten()
            .map(|(confidence, weight)| (*confidence, weight * share))
            .collect();
        let mut by_risk: Vec<(f64, f64)> = RISKS
            .iter()
            .map(|&risk| {
                let worst = each.iter().map(|own| keeping(own, WORST * risk)).fold(0.5, f64::max);
                (risk, keeping(&all, risk).max(worst))
            })
            .collect();
        // Never looser than where more is known.
        if let Some(better) = table.last() {
            for (own, (_, other)) in by_risk.iter_mut().zip(&better.by_risk) {
                own.1 = own.1.max(*other);
            }
        }
        table.push(Thresholds { examples_an_answer: from, by_risk });
    }
    table.reverse();
    table
}

/// The confidence of each wrong choice among some questions, and what it weighs in the mix.
fn wrongs(asked: &[Asked], crossed: &[f64], wanted: impl Fn(&Asked) -> bool) -> Vec<(f64, f64)> {
    let chosen: Vec<(&Asked, f64)> =
        asked.iter().zip(crossed.iter().copied()).filter(|(one, _)| wanted(one)).collect();
    let many = |kind: usize| count(chosen.iter().filter(|(one, _)| one.kind == kind).count());
    let sizes: Vec<f64> = (0..5).map(many).collect();
    let (made, real) = (f64::from(u8::from(sizes[0] > 0.0)), f64::from(u8::from(sizes[3] > 0.0)));
    let weight = |kind: usize| match kind {
        0..3 => MIX[kind] / sizes[kind].max(1.0) * made / (made + real).max(1.0),
        // Real traffic counts as it came.
        _ => 1.0 / (sizes[3] + sizes[4]).max(1.0) * real / (made + real).max(1.0),
    };
    let wrong = chosen.iter().filter(|(one, _)| !one.case.is_right);
    wrong.map(|(one, confidence)| (*confidence, weight(one.kind))).collect()
}

/// The lowest threshold that lets through no more than the risk.
fn keeping(wrongs: &[(f64, f64)], risk: f64) -> f64 {
    let mut wrongs = wrongs.to_vec();
    wrongs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut sum = 0.0;
    for (confidence, weight) in wrongs {
        sum += weight;
        if sum > risk {
            return confidence.next_up().min(NEVER);
        }
    }
    0.5
}

fn report(
    sources: &[Source],
    asked: &[Asked],
    crossed: &[f64],
    thresholds: &[Thresholds],
) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        for (index, row) in thresholds.iter().enumerate() {
            let to = ROWS.get(index + 1).copied().unwrap_or(f64::INFINITY);
            let own: Vec<(&Asked, f64)> = asked
                .iter()
                .zip(crossed.iter().copied())
                .filter(|(one, _)| {
                    one.source == number
                        && (row.examples_an_answer..to).contains(&one.examples_an_answer)
                })
                .collect();
            let threshold = row.by_risk[2].1;
            let of =
                |kinds: &[usize]| own.iter().filter(|(one, _)| kinds.contains(&one.kind)).count();
            let hits = |kinds: &[usize], right: bool| {
                own.iter()
                    .filter(|(one, confidence)| {
                        kinds.contains(&one.kind)
                            && *confidence >= threshold
                            && one.case.is_right == right
                    })
                    .count()
            };
            let best = |kinds: &[usize]| {
                own.iter().filter(|(one, _)| kinds.contains(&one.kind) && one.case.is_right).count()
            };
            if own.is_empty() {
                continue;
            }
            let percent = |part: usize, whole: usize| 100.0 * crate::math::share(part, whole);
            lines.push(format!(
                "{:12} examples>={:<4} t(.5%)={threshold:.4} best {:.1}% right {:.1}% wrong in {:.2}% near {:.2}% far {:.2}% | traffic {} right {:.1}% wrong {}",
                source.name, row.examples_an_answer, percent(best(&[0, 3]), of(&[0, 3])),
                percent(hits(&[0], true), of(&[0])), percent(hits(&[0], false), of(&[0])),
                percent(hits(&[1], false), of(&[1])), percent(hits(&[2], false), of(&[2])),
                of(&[3, 4]), percent(hits(&[3], true), of(&[3])), hits(&[3, 4], false),
            ));
        }
    }
    lines
}

/// A made-up shop, and what it is asked.
fn simulate(
    sources: &[Source],
    number: usize,
    shop: usize,
    embedder: Option<&Arc<Embedder>>,
    random: &mut Random,
) -> Vec<Asked> {
    let source = &sources[number];
    let examples = EXAMPLES[shop % EXAMPLES.len()];
    let whole = !source.traffic.is_empty() && shop.is_multiple_of(3);
    let split = if whole {
        Split::whole(source)
    } else {
        Split::draw(source, shop.is_multiple_of(2), embedder, random)
    };
    let mut questions: Vec<(String, usize, Option<usize>)> = Vec::new();
    let mut answers = Vec::new();
    let mut spare = Vec::new();
    for (class, label) in split.kept.iter().enumerate() {
        let mut texts = source.labelled[label].clone();
        random.shuffle(&mut texts);
        // Shops give some answers more examples than others.
        let most = if whole && shop == 0 {
            texts.len()
        } else {
            (examples + random.below(examples)).div_ceil(2) + examples / 4
        };
        let own = if whole { most.min(texts.len()) } else { most.min(texts.len() * 2 / 3).max(1) };
        let rest = texts.split_off(own);
        spare.extend(rest.into_iter().map(|text| (text, 0, Some(class))));
        answers.push(Answer {
            id: label.as_str().into(),
            title: label.replace(['_', '-', '/'], " "),
            path: Vec::new(),
            text: String::new(),
            questions: texts,
        });
    }
    if whole {
        questions.extend(source.traffic.iter().map(|(text, label)| {
            let class = label.as_ref().and_then(|l| split.kept.iter().position(|kept| kept == l));
            (text.clone(), if class.is_some() { 3 } else { 4 }, class)
        }));
    } else {
        questions.extend(random.some(spare, ASKED[0]));
        let near = split.gone.iter().flat_map(|label| &source.labelled[label]);
        questions.extend(random.some(near.map(|text| (text.clone(), 1, None)).collect(), ASKED[1]));
        let far = sources.iter().enumerate().flat_map(|(other, far)| {
            let labelled = far.labelled.values().flatten().filter(move |_| other != number);
            far.outside.iter().chain(labelled.step_by(7))
        });
        questions.extend(random.some(far.map(|text| (text.clone(), 2, None)).collect(), ASKED[2]));
    }
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

/// Which labels a simulated shop keeps, and which it lets go.
struct Split {
    kept: Vec<String>,
    gone: Vec<String>,
}

impl Split {
    fn whole(source: &Source) -> Self {
        Self { kept: source.labelled.keys().cloned().collect(), gone: Vec::new() }
    }

    fn draw(
        source: &Source,
        close: bool,
        embedder: Option<&Arc<Embedder>>,
        random: &mut Random,
    ) -> Self {
        let enough = |(_, texts): &(&String, &Vec<String>)| texts.len() >= 6;
        let mut labels: Vec<String> =
            source.labelled.iter().filter(enough).map(|(label, _)| label.clone()).collect();
        random.shuffle(&mut labels);
        let most = (labels.len() * 4 / 5).min(45);
        let keep = (8 + random.below(most.saturating_sub(8).max(1))).min(most);
        if close && let Some(embedder) = embedder {
            // The neighbourhood of one label, half of it kept.
            labels = neighbourhood(source, &labels, embedder);
            labels.truncate((keep * 2).max(10));
            random.shuffle(&mut labels);
            let keep = keep.min(labels.len() * 2 / 3);
            let gone = labels.split_off(keep);
            return Self { kept: labels, gone };
        }
        let gone = labels.split_off(keep);
        Self { kept: labels, gone }
    }
}

/// The labels by how close their questions lie to those of the first.
fn neighbourhood(source: &Source, labels: &[String], embedder: &Arc<Embedder>) -> Vec<String> {
    let centre = |label: &String| -> Vec<f32> {
        let texts: Vec<&str> = source.labelled[label].iter().take(12).map(String::as_str).collect();
        let vectors = embedder.embed_all(&texts);
        let mut sum = vec![0.0; vectors[0].len()];
        for vector in &vectors {
            for (sum, value) in sum.iter_mut().zip(vector.iter()) {
                *sum += f32::from(*value);
            }
        }
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        sum.into_iter().map(|value| value / length).collect()
    };
    let first = centre(&labels[0]);
    let mut near: Vec<(f32, &String)> = labels
        .iter()
        .map(|label| (centre(label).iter().zip(&first).map(|(a, b)| a * b).sum(), label))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.into_iter().map(|(_, label)| label.clone()).collect()
}

/// A small generator (`SplitMix64`, Steele and others 2014), so that the same data gives the same
/// coefficients.
struct Random(u64);

impl Random {
    fn new(seed: usize) -> Self {
        Self(u64::try_from(seed).unwrap_or_default().wrapping_add(20_261_122))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap_or_default()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// At most so many of some items.
    fn some<T>(&mut self, mut items: Vec<T>, most: usize) -> Vec<T> {
        self.shuffle(&mut items);
        items.truncate(most);
        items
    }
}
