//! The work of a check: trains the coming engine, asks, and writes down what it found. It runs
//! beside the requests, tells how far it is, and ends with the server.

use super::coming;
use super::compare::{Asked, Pair, examples};
use crate::clock::Clock;
use crate::config::Site;
use crate::knowledge::calibration::{Calibration, calibrations};
use crate::knowledge::library::SiteKnowledge;
use crate::knowledge::trained::Trained;
use crate::knowledge::workflow::day;
use crate::store::{self, Store};
use crate::weights::Weights;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use vouch_engine::evaluate::EvalCase;
use vouch_engine::knowledge::{KnowledgeSet, Settings};
use vouch_shared::knowledge::{AnswerChange, CheckReport, LocaleReport, VersionId};

/// How often a check gives a sign of life.
const BEAT: Duration = Duration::from_millis(500);
/// The most changed questions that a report lists.
const MAX_CHANGES: usize = 200;

/// A check that is about to run.
pub struct Job {
    pub(super) id: String,
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) shutdown: CancellationToken,
    pub(super) subject: Subject,
}

/// What is checked.
pub(super) struct Subject {
    pub(super) site: Site,
    pub(super) weights: Weights,
    pub(super) current: Vec<Arc<SiteKnowledge>>,
    pub(super) versions: Vec<VersionId>,
    /// Cases that came with the request.
    pub(super) cases: Vec<EvalCase>,
}

/// Questions that were asked, and that there are.
#[derive(Default)]
struct Progress {
    done: AtomicI64,
    total: AtomicI64,
}

/// Everything that is compared, loaded.
struct Loaded {
    subject: Subject,
    old: BTreeMap<String, KnowledgeSet>,
    new: BTreeMap<String, KnowledgeSet>,
    calibrations: BTreeMap<String, Calibration>,
}

impl Job {
    /// Runs to its end.
    pub async fn run(self) {
        let Self { id, store, clock, shutdown, subject } = self;
        let report = report(&id, &store, &clock, shutdown, subject).await;
        let at = clock.timestamp().0;
        if let Err(error) = &report {
            tracing::error!(check.id = id, error = format!("{error:#}"), "a check failed");
        }
        let outcome = report.as_ref().ok().map(|(report, blocked)| (report, *blocked));
        let finished = store::publication_check::finish(&store, &id, outcome, &at).await;
        if let Err(error) = finished {
            tracing::error!(check.id = id, %error, "what a check found was not kept");
        }
    }
}

async fn report(
    id: &str,
    store: &Store,
    clock: &Clock,
    shutdown: CancellationToken,
    subject: Subject,
) -> anyhow::Result<(CheckReport, bool)> {
    let today = day(clock.now());
    let coming_day = first_day(store, &subject, &today).await?;
    let loaded = Loaded {
        old: coming::sets(store, &subject.site, &[], &today).await?,
        new: coming::sets(store, &subject.site, &subject.versions, &coming_day).await?,
        calibrations: calibrations(store, &subject.site).await?,
        subject,
    };
    let progress = Arc::new(Progress::default());
    let counted = Arc::clone(&progress);
    let mut work = tokio::task::spawn_blocking(move || loaded.compare(&counted, &shutdown));
    loop {
        tokio::select! {
            report = &mut work => return report?.context("the server is shutting down"),
            () = tokio::time::sleep(BEAT) => {}
        }
        let counts =
            (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
        store::publication_check::beat(store, id, counts, &clock.timestamp().0).await?;
    }
}

/// The day on which all of the versions hold.
async fn first_day(store: &Store, subject: &Subject, today: &str) -> anyhow::Result<String> {
    let mut day = today.to_owned();
    for id in &subject.versions {
        let version = store::knowledge::version(store, &subject.site.key, id).await?;
        let from = version.and_then(|version| version.effective_from);
        day = from.filter(|from| *from > day).unwrap_or(day);
    }
    Ok(day)
}

impl Loaded {
    fn compare(
        &self,
        progress: &Progress,
        shutdown: &CancellationToken,
    ) -> Option<(CheckReport, bool)> {
        let questions: Vec<_> =
            self.new.iter().map(|(locale, new)| self.questions(locale, new)).collect();
        let total: usize =
            questions.iter().map(|(cases, examples)| cases.len() + examples.len()).sum();
        progress.total.store(i64::try_from(total).unwrap_or(i64::MAX), Ordering::Relaxed);
        let mut step = || {
            progress.done.fetch_add(1, Ordering::Relaxed);
            !shutdown.is_cancelled()
        };
        let mut report = CheckReport::default();
        for ((locale, new), (cases, examples)) in self.new.iter().zip(&questions) {
            let (one, changes) = self.locale(locale, new, (cases, examples), &mut step)?;
            report.locales.push(one);
            report.changes.extend(changes);
        }
        report.changed = report.changes.len();
        report.changes.sort_by_key(|change| (!change.regression, change.kind));
        let blocked = report.changes.iter().any(|change| change.regression)
            || report.locales.iter().any(|locale| locale.above_risk);
        report.changes.truncate(MAX_CHANGES);
        Some((report, blocked))
    }

    /// The cases and the examples to ask in a language.
    fn questions(&self, locale: &str, new: &KnowledgeSet) -> (Vec<EvalCase>, Vec<String>) {
        let reviewed = self.calibrations.get(locale).map(|one| one.reviews.cases.clone());
        let own = &self.subject.site.locale;
        let given = self.subject.cases.iter().filter(|case| {
            let wanted = case.locale.as_ref().unwrap_or(own);
            let wanted = if self.new.contains_key(wanted) { wanted } else { own };
            wanted == locale
        });
        let mut cases = reviewed.unwrap_or_default();
        cases.extend(given.cloned());
        (cases, examples(self.old.get(locale).unwrap_or(&KnowledgeSet::default()), new))
    }

    fn locale(
        &self,
        locale: &str,
        new: &KnowledgeSet,
        (judged, compared): (&[EvalCase], &[String]),
        step: &mut dyn FnMut() -> bool,
    ) -> Option<(LocaleReport, Vec<AnswerChange>)> {
        let calibration = self.calibrations.get(locale);
        let accepted_risk = calibration.map_or(self.subject.site.risk, |one| one.risk);
        let settings = Settings { risk: accepted_risk, orders: self.subject.site.orders.is_some() };
        let reviews = calibration.map(|one| &one.reviews);
        let after = Trained::new(&self.subject.weights, new, settings, reviews);
        let today = self.subject.current.iter().find(|one| one.locale == locale);
        let before = today.map(|one| &one.trained);
        let nothing = KnowledgeSet::default();
        let old = self.old.get(locale).unwrap_or(&nothing);
        let pair = Pair { locale, before, after: &after, old, new };
        let Asked { changes, before: now, after: coming } = pair.ask(judged, compared, step)?;
        let worse = coming.wrong_rate_upper95 > now.wrong_rate_upper95;
        let report = LocaleReport {
            locale: locale.to_owned(),
            cases: judged.len(),
            examples: compared.len(),
            before: now,
            after: coming,
            accepted_risk,
            above_risk: before.is_some() && worse && coming.wrong_rate_upper95 > accepted_risk,
        };
        Some((report, changes))
    }
}
