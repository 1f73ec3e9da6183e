//! `vouch eval`: how the engine does on cases with known answers, on a site's published text or on
//! an answer set without any site.

mod figures;
mod plots;
mod subject;
mod table;

pub(super) use table::proven_sentence;

use super::{Context, cases, output};
use clap::Args;
use figures::{Claimed, Figures};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use subject::Subject;
use vouch_engine::evaluate::{EvalCase, Judged, report};

/// The accepted risk where nothing says otherwise.
const RISK: f64 = 0.005;

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// Measure what this site has published.
    #[arg(long, required_unless_present = "knowledge", conflicts_with = "knowledge")]
    site: Option<String>,
    /// Measure a .jsonl answer set. Needs no configuration and no database, and reads neither.
    #[arg(long, value_name = "ANSWERS")]
    knowledge: Option<PathBuf>,
    /// Cases, one JSON object a line: {"question": "…", "expect": {"answer": "returns/how-long"}}.
    #[arg(long)]
    cases: PathBuf,
    /// Reviewed cases to calibrate by first; none of them should be among those that are scored.
    #[arg(long, value_name = "CASES", requires = "knowledge")]
    calibrate: Option<PathBuf>,
    /// The share of all questions that may get a wrong answer; a site's own if it is left out.
    #[arg(long, value_parser = super::risk)]
    risk: Option<f64>,
    /// Use the threshold that the reviewed cases prove but for a doubt of 10 %.
    #[arg(long, requires = "calibrate")]
    proven: bool,
    /// Take example questions that stand under two answers.
    #[arg(long, requires = "knowledge")]
    allow_duplicates: bool,
    /// The answer set's language.
    #[arg(long, value_name = "LOCALE", default_value = crate::texts::DEFAULT_LOCALE)]
    locale: String,
    /// Draw the risk-coverage curve and the calibration diagram as SVG files into this folder.
    #[arg(long, value_name = "DIR")]
    plots: Option<PathBuf>,
}

impl Eval {
    /// Whether it measures an answer set, for which there need not be any configuration.
    pub(super) fn is_without_site(&self) -> bool {
        self.knowledge.is_some()
    }

    /// Measures an answer set.
    pub(super) fn run_alone(&self, json: bool) -> anyhow::Result<ExitCode> {
        let cases = cases::read(&self.cases)?;
        let subject = Subject::answer_set(self, &cases)?;
        self.measure(&subject, &cases, json)
    }

    /// Measures a site.
    pub(super) async fn run(&self, context: &Context) -> anyhow::Result<ExitCode> {
        let cases = cases::read(&self.cases)?;
        let subject = Subject::site(self, context).await?;
        self.measure(&subject, &cases, context.json)
    }

    fn measure(
        &self,
        subject: &Subject,
        cases: &[EvalCase],
        json: bool,
    ) -> anyhow::Result<ExitCode> {
        subject.complain_about(cases);
        let (judged, took_ms) = ask(subject, cases);
        let trained = subject.trained();
        let report = report(trained.engine(), &judged, trained);
        let claim = Claimed::new(trained, subject.reviewed(), &report, subject.risk);
        if let Some(folder) = &self.plots {
            plots::draw(folder, &judged, &report, subject.risk)?;
        }
        let figures = Figures::new(&report, &claim, subject.train_ms, took_ms, cases, &judged);
        if json {
            output::say_json(&figures)?;
        } else {
            output::say(table::of(&figures).trim_end());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Asks all cases, one after the other, and how long each took in milliseconds.
fn ask(subject: &Subject, cases: &[EvalCase]) -> (Vec<Judged>, Vec<f64>) {
    let judge = |case: &EvalCase| {
        let started = Instant::now();
        let decision = subject.decide(case);
        let took = started.elapsed().as_secs_f64() * 1000.0;
        let (question, expect) = (case.question.clone(), case.expect.clone());
        (Judged { question, expect, decision }, took)
    };
    cases.iter().map(judge).unzip()
}
