//! What is measured: an answer set on its own, or a site as its server would answer.

use super::{Eval, RISK};
use crate::cli::{Context, cases, nothing_published, output};
use crate::config::{EngineSettings, Site};
use crate::knowledge::duplicates;
use crate::knowledge::folder::read_measuring_set;
use crate::knowledge::library::{Library, SiteKnowledge};
use crate::knowledge::material::learnable;
use crate::knowledge::trained::{Reviews, Trained};
use crate::weights::Weights;
use anyhow::{Context as _, bail};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use vouch_engine::decision::{Decision, Question};
use vouch_engine::evaluate::{EvalCase, Expect};
use vouch_engine::knowledge::{KnowledgeSet, Settings};
use vouch_engine::twins;
use vouch_shared::id::AnswerId;

pub(super) struct Subject {
    source: Source,
    /// The cases that it was calibrated by, where they were named with it.
    reviews: Option<Reviews>,
    /// The answers that exist.
    answers: BTreeSet<AnswerId>,
    /// The accepted share of wrong answers.
    pub(super) risk: f64,
    /// How long training took, loading included.
    pub(super) train_ms: f64,
}

enum Source {
    Set(Box<Trained>),
    Site { library: Library, site: Box<Site>, shelf: Arc<SiteKnowledge> },
}

impl Subject {
    /// An answer set, with the cases to calibrate by if there are any.
    pub(super) fn answer_set(eval: &Eval, asked: &[EvalCase]) -> anyhow::Result<Self> {
        let file = eval.knowledge.as_deref().context("name an answer set with --knowledge")?;
        let set = knowledge_set(file, &eval.locale)?;
        let found = twins::duplicates(&set);
        if !found.is_empty() && !eval.allow_duplicates {
            bail!("{}:\n{}", file.display(), duplicates::tell(&found));
        }
        let reviews = match &eval.calibrate {
            Some(file) => Some(Reviews { cases: cases::read(file)?, proven: eval.proven }),
            None => None,
        };
        let reviewed = reviews.iter().flat_map(|reviews| &reviews.cases);
        let orders = reviewed.chain(asked).any(|case| case.expect == Expect::Order);
        let risk = eval.risk.unwrap_or(RISK);
        let weights = Weights::load(&EngineSettings::default());
        output::warn_of(&weights);
        let started = Instant::now();
        let trained = Trained::new(&weights, &set, Settings { risk, orders }, reviews.as_ref());
        Ok(Self {
            source: Source::Set(Box::new(trained)),
            reviews,
            answers: set.answers.into_iter().map(|answer| answer.id).collect(),
            risk,
            train_ms: started.elapsed().as_secs_f64() * 1000.0,
        })
    }

    /// A site, in all its languages.
    pub(super) async fn site(eval: &Eval, context: &Context) -> anyhow::Result<Self> {
        let mut site = context.site(eval.site.as_deref().unwrap_or_default())?.clone();
        site.risk = eval.risk.unwrap_or(site.risk);
        let started = Instant::now();
        let library = context.library(&context.store().await?, &site).await?;
        let train_ms = started.elapsed().as_secs_f64() * 1000.0;
        let nothing = || nothing_published(&site);
        let shelf = library.find(&site, &site.locale).with_context(nothing)?;
        let shelves = library.of_site(&site.key);
        let answers = shelves.iter().flat_map(|shelf| shelf.sections.keys().cloned()).collect();
        let risk = site.risk;
        let source = Source::Site { library, site: Box::new(site), shelf };
        Ok(Self { source, reviews: None, answers, risk, train_ms })
    }

    /// The engine whose figures they are; a site's in its own language.
    pub(super) fn trained(&self) -> &Trained {
        match &self.source {
            Source::Set(trained) => trained,
            Source::Site { shelf, .. } => &shelf.trained,
        }
    }

    /// The cases that it was calibrated by.
    pub(super) fn reviewed(&self) -> Option<&[EvalCase]> {
        self.reviews.as_ref().map(|reviews| reviews.cases.as_slice())
    }

    /// Decides what a case's question gets.
    pub(super) fn decide(&self, case: &EvalCase) -> Decision {
        let question = Question { text: &case.question, after: case.after.as_ref() };
        match &self.source {
            Source::Set(trained) => trained.engine().decide(question),
            Source::Site { library, site, .. } => {
                let locale = case.locale.as_deref().unwrap_or(&site.locale);
                let decided = library.decide(site, locale, question);
                decided.expect("the site has text in its own language").1
            }
        }
    }

    /// Says which expected answers do not exist: a case that expects one can only go wrong.
    pub(super) fn complain_about(&self, cases: &[EvalCase]) {
        let missing: BTreeSet<&str> = cases
            .iter()
            .flat_map(|case| case.expect.answers())
            .filter(|id| !self.answers.contains(*id))
            .map(AnswerId::as_str)
            .collect();
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().take(5).copied().collect();
            output::complain(&format!(
                "warning: {} expected answers do not exist ({}{}): such cases count as answerable \
                 and cannot be right",
                missing.len(),
                names.join(", "),
                if missing.len() > names.len() { ", …" } else { "" },
            ));
        }
    }
}

fn knowledge_set(file: &Path, locale: &str) -> anyhow::Result<KnowledgeSet> {
    let document = read_measuring_set(file, locale).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the answer set cannot be used:\n{}", lines.join("\n"))
    })?;
    let answers = learnable(&document);
    let locale = locale.to_owned();
    Ok(KnowledgeSet { locale, version: 0, answers, out_of_scope: document.out_of_scope })
}
