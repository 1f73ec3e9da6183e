//! How the engine does on the public sets: trained on their training part, asked the part that
//! is for validation, with thresholds that did not see the questions that are scored.

use crate::data::{self, Row, Scope, Split};
use crate::table::{self, Line, RISKS};
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use vouch_engine::embedder::Embedder;
use vouch_engine::engine::Engine;
use vouch_engine::evaluate::{EvalCase, Expect, Report, ask, report};
use vouch_engine::factory::train_calibrator;
use vouch_engine::knowledge::{Answer, KnowledgeSet, Settings};
use vouch_engine::shipped::Coefficients;
use vouch_engine::train::train;

/// How many parts CLINC150's validation questions are split into.
const FOLDS: usize = 5;
const SETTINGS: Settings = Settings { risk: 0.005, orders: false };

/// Measures everything that has a text in its name.
pub(crate) fn run(folder: &Path, weights: &Path, only: &str, shops: usize) -> Result<()> {
    let rows = data::read(folder)?;
    let embedder = data::embedder(weights)?;
    let shop =
        |name: &str| -> Vec<Row> { rows.iter().filter(|row| row.shop == name).cloned().collect() };
    let mut made: BTreeMap<String, Coefficients> = BTreeMap::new();
    let mut without = |shop: &str| -> Result<Coefficients> {
        let shop = shop.trim_end_matches("-few").to_owned();
        if !made.contains_key(&shop) {
            let mut sources = data::sources(&rows);
            sources.retain(|source| source.name != shop);
            let trained = train_calibrator(&sources, Some(&embedder), shops, "bench");
            made.insert(shop.clone(), trained.coefficients);
        }
        Ok(made[&shop].clone())
    };
    table::head()?;
    for (name, each) in [
        ("sofmattress", 0),
        ("powerplay11", 0),
        ("bitext", 3),
        ("bitext", 5),
        ("bitext", 10),
        ("clinc150-few", 10),
    ] {
        let label = if each == 0 { name.to_owned() } else { format!("{name} {each}") };
        if !only.split(',').any(|part| label.contains(part)) {
            continue;
        }
        let own = shop(name.trim_end_matches("-few"));
        let repeats = if each == 0 || name == "clinc150-few" { 1 } else { 3 };
        for repeat in 0..repeats {
            let knowledge = knowledge(&own, each, repeat);
            let engine = train(&knowledge, &SETTINGS, Some(&embedder));
            let engine = match shops {
                0 => engine,
                _ => engine.with_coefficients(without(name)?, SETTINGS.risk),
            };
            let cases = cases(own.iter().filter(|row| row.split == Split::Val), &knowledge);
            let judged = ask(&cases, |question| engine.decide(question));
            say(&label, &report(&engine, &judged, &engine))?;
        }
    }
    if only.split(',').any(|part| "size".contains(part)) {
        size(&embedder, &shop("clinc150"))?;
    }
    if only.split(',').any(|part| "clinc150 full".contains(part)) {
        let own = shop("clinc150");
        let knowledge = knowledge(&own, 0, 0);
        let cases = cases(own.iter().filter(|row| row.split == Split::Val), &knowledge);
        let engine = train(&knowledge, &SETTINGS, Some(&embedder));
        folds(engine, &cases)?;
    }
    Ok(())
}

/// Scores each fifth of the cases with thresholds and coefficients that the other four gave.
fn folds(mut engine: Engine, cases: &[EvalCase]) -> Result<()> {
    let mut folded = Folded::default();
    for fold in 0..FOLDS {
        let part = |own: bool| -> Vec<EvalCase> {
            let all = cases.iter().enumerate();
            all.filter(|(at, _)| (at % FOLDS == fold) == own).map(|(_, one)| one.clone()).collect()
        };
        let calibrated = engine.calibrated_by(&part(false), SETTINGS.risk);
        let judged = ask(&part(true), |question| calibrated.engine.decide(question));
        let report = report(&calibrated.engine, &judged, &calibrated);
        folded.add(&report, judged.iter().filter(|one| one.is_in_scope()).count());
        engine = calibrated.engine;
    }
    folded.say()
}

/// The counts of all parts together.
#[derive(Default)]
struct Folded {
    cases: usize,
    in_scope: usize,
    auroc: f64,
    accuracy: f64,
    /// By risk: right and wrong with the expected threshold, and with the proven one.
    at: [[usize; 4]; RISKS.len()],
}

impl Folded {
    fn add(&mut self, report: &Report, in_scope: usize) {
        self.cases += report.cases;
        self.in_scope += in_scope;
        self.auroc += report.auroc / count(FOLDS);
        self.accuracy += report.in_scope_accuracy / count(FOLDS);
        let rows = report.risk_coverage.iter().filter(|at| RISKS.contains(&at.risk));
        for (sums, at) in self.at.iter_mut().zip(rows) {
            let proven = at.proven.as_ref().map_or((0, 0), |it| (it.right, it.wrong));
            let counts = [at.expected.right, at.expected.wrong, proven.0, proven.1];
            for (sum, one) in sums.iter_mut().zip(counts) {
                *sum += one;
            }
        }
    }

    fn say(&self) -> Result<()> {
        for (label, at) in
            [("clinc150 full, fifths", 0), ("clinc150 full, fifths, proven at 90 %", 2)]
        {
            let rates = |sums: &[usize; 4]| {
                let (right, wrong) = (count(sums[at]), count(sums[at + 1]));
                (right / count(self.in_scope), wrong / count(self.cases))
            };
            let line = Line {
                label: label.to_owned(),
                cases: self.cases,
                accuracy: self.accuracy,
                auroc: self.auroc,
                at: self.at.iter().map(rates).collect(),
            };
            line.print()?;
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "thousands of cases")]
fn count(items: usize) -> f64 {
    items as f64
}

fn say(label: &str, report: &Report) -> Result<()> {
    Line::of(label, report).iter().try_for_each(Line::print)
}

/// A shop of a set's training questions, at most so many an answer; 0 for all.
fn knowledge(rows: &[Row], each: usize, repeat: usize) -> KnowledgeSet {
    let mut labelled: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut out_of_scope = Vec::new();
    for row in rows.iter().filter(|row| row.split == Split::Train) {
        match row.scope {
            Scope::In => labelled.entry(&row.label).or_default().push(row.text.clone()),
            Scope::Oos => out_of_scope.push(row.text.clone()),
        }
    }
    let answer = |(label, texts): (&str, Vec<String>)| {
        let step = texts.len().checked_div(each).unwrap_or(1).max(1);
        let most = if each == 0 { texts.len() } else { each };
        let questions = texts.into_iter().skip(repeat % step).step_by(step).take(most).collect();
        Answer {
            id: label.into(),
            title: label.replace(['_', '-', '/'], " "),
            path: Vec::new(),
            text: String::new(),
            questions,
        }
    };
    let answers = labelled.into_iter().map(answer).collect();
    KnowledgeSet { locale: "en".to_owned(), version: 1, answers, out_of_scope }
}

fn cases<'a>(rows: impl Iterator<Item = &'a Row>, knowledge: &KnowledgeSet) -> Vec<EvalCase> {
    rows.map(|row| {
        let known = knowledge.answers.iter().any(|answer| answer.id.as_str() == row.label);
        let inside = row.scope == Scope::In && known;
        EvalCase {
            id: None,
            question: row.text.clone(),
            expect: if inside {
                Expect::Answer(row.label.as_str().into())
            } else {
                Expect::Handoff
            },
            locale: None,
            after: None,
            tags: Vec::new(),
        }
    })
    .collect()
}

/// Shops of so many sections with five questions each: training, memory and the time of a
/// decision.
fn size(embedder: &Arc<Embedder>, rows: &[Row]) -> Result<()> {
    let texts: Vec<&String> =
        rows.iter().filter(|row| row.split == Split::Train).map(|row| &row.text).collect();
    for sections in [1_000, 600, 60] {
        let before = resident_mb();
        let answers =
            texts.chunks_exact(7).take(sections).enumerate().map(|(number, own)| Answer {
                id: format!("section-{number}").as_str().into(),
                title: own[0].clone(),
                path: Vec::new(),
                text: own[6].clone(),
                questions: own[1..6].iter().map(|text| (*text).clone()).collect(),
            });
        let (locale, answers) = ("en".to_owned(), answers.collect());
        let knowledge = KnowledgeSet { locale, version: 1, answers, out_of_scope: Vec::new() };
        let started = Instant::now();
        let engine = train(&knowledge, &SETTINGS, Some(embedder));
        let trained = started.elapsed().as_secs_f64();
        embedder.forget();
        let mut times: Vec<f64> = texts[9_000..9_400]
            .iter()
            .map(|text| {
                let started = Instant::now();
                let _ = engine.decide(text.as_str());
                started.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        writeln!(
            stdout().lock(),
            "{sections} sections, {} questions: trained {trained:.1} s; a decision p50 {:.1} ms, \
             p95 {:.1} ms; resident {:.0} MB more than before",
            sections * 5,
            times[200],
            times[380],
            resident_mb() - before,
        )?;
    }
    Ok(())
}

/// Resident memory of this process in MB (Linux).
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb: f64 =
        line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0.0);
    kb / 1024.0
}
