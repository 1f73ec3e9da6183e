//! `vouch calibrate`: reviewed cases decide how sure a site's engine may be. What is stored is used
//! by running servers within a second.

use super::{Context, cases, nothing_published, output};
use crate::clock::timestamp;
use crate::config::Site;
use crate::knowledge::calibration::calibrations;
use crate::knowledge::cases::write_cases;
use crate::knowledge::library::Library;
use crate::knowledge::material::Material;
use crate::knowledge::trained::{Reviews, Trained};
use crate::knowledge::workflow;
use crate::store::calibration::CalibrationRow;
use crate::store::{self, Store};
use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use vouch_engine::evaluate::EvalCase;
use vouch_engine::knowledge::Settings;
use vouch_engine::threshold::Claim;
use vouch_shared::staff::Permission;

#[derive(Debug, Args)]
pub(super) struct Calibrate {
    #[arg(long)]
    site: String,
    /// Reviewed cases, as `vouch eval` takes them: the newer they are, and the more like what
    /// shoppers ask, the better. Those that stand already if it is left out.
    #[arg(long)]
    cases: Option<PathBuf>,
    /// The share of all questions that may get a wrong answer. It holds until `risk` in the
    /// configuration is changed.
    #[arg(long, value_parser = super::risk)]
    risk: Option<f64>,
    /// Use the threshold that the cases prove but for a doubt of 10 %, not that of the expected
    /// share of wrong answers.
    #[arg(long)]
    proven: bool,
    /// The e-mail address of the staff member who answers for it.
    #[arg(long = "as", value_name = "EMAIL")]
    by: Option<String>,
}

/// How one language is calibrated.
#[derive(Serialize)]
struct Statement {
    locale: String,
    cases: usize,
    risk: f64,
    threshold: f64,
    /// Before these cases.
    threshold_before: Option<f64>,
    /// Whether `threshold` is the proven one.
    proven: bool,
    proven_threshold: f64,
    claim: Claim,
    sentence: String,
    author: Option<String>,
    at: String,
}

/// A calibration that is about to be stored, by language.
type New = BTreeMap<String, Reviews>;

impl Calibrate {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let site = context.site(&self.site)?;
        let store = context.store().await?;
        let author = match &self.by {
            Some(by) => {
                let needed = Permission::ApproveKnowledge;
                Some(workflow::member(&store, &site.key, by, needed).await?)
            }
            None => None,
        };
        let library = context.library(&store, site).await?;
        let new = self.asked_for(&store, site, &library).await?;
        if new.is_empty() {
            let standing = standing(&store, site, &library).await?;
            say(context, site, &standing, "standing")?;
            return Ok(ExitCode::SUCCESS);
        }
        let materials = Material::load(&store, site, &context.today()).await?;
        let mut made = Vec::new();
        for (locale, reviews) in new {
            let material = materials.get(&locale).with_context(|| nothing_published(site))?;
            refuse_unknown(&reviews.cases, material)?;
            let version = library.find(site, &locale).map_or(0, |shelf| shelf.version);
            let risk = self.risk.unwrap_or(site.risk);
            let settings = Settings { risk, orders: site.orders.is_some() };
            let set = material.knowledge_set(&locale, version);
            let trained = Trained::new(library.weights(), &set, settings, Some(&reviews));
            let row = CalibrationRow {
                cases: write_cases(&reviews.cases),
                risk: risk.to_string(),
                configured_risk: site.risk.to_string(),
                proven: i64::from(reviews.proven),
                knowledge_version: version,
                author: author.clone(),
                created_at: timestamp(context.clock.now()).0,
                locale,
                version: 0,
            };
            let before = library.find(site, &row.locale).map(|shelf| shelf.engine().threshold());
            let statement = Statement::new(&row, &reviews, &trained, risk, before);
            made.push((row, statement.context("it was trained with reviews")?));
        }
        self.keep(context, site, &store, made).await
    }

    /// The cases to calibrate by, by the language in which the server would look for an answer;
    /// none where only what stands is asked for.
    async fn asked_for(
        &self,
        store: &Store,
        site: &Site,
        library: &Library,
    ) -> anyhow::Result<New> {
        let mut new = New::new();
        if let Some(file) = &self.cases {
            for case in cases::read(file)? {
                let wanted = case.locale.as_deref().unwrap_or(&site.locale);
                let found = library.find(site, wanted);
                let locale = found.with_context(|| nothing_published(site))?.locale.clone();
                let empty = || Reviews { cases: Vec::new(), proven: self.proven };
                new.entry(locale).or_insert_with(empty).cases.push(case);
            }
        } else if self.risk.is_some() || self.proven {
            for (locale, standing) in calibrations(store, site).await? {
                new.insert(locale, Reviews { proven: self.proven, ..standing.reviews });
            }
            if new.is_empty() {
                bail!("no cases were reviewed for `{}` yet; name some with --cases", site.key);
            }
        }
        Ok(new)
    }

    /// Stores calibrations, unless one would keep its engine from answering at all.
    async fn keep(
        &self,
        context: &Context,
        site: &Site,
        store: &Store,
        made: Vec<(CalibrationRow, Statement)>,
    ) -> anyhow::Result<ExitCode> {
        let is_silent = made.iter().any(|(_, statement)| statement.threshold >= 1.0);
        if !is_silent {
            for (row, _) in &made {
                store::calibration::insert(store, &site.key, row).await?;
            }
        }
        let statements: Vec<Statement> = made.into_iter().map(|(_, statement)| statement).collect();
        say(context, site, &statements, if is_silent { "not stored" } else { "stored" })?;
        if is_silent {
            let needed = statements.iter().map(|one| one.claim.needed).max().unwrap_or_default();
            output::complain(&format!(
                "error: nothing was stored: by these cases no question but a repeated example \
                 could be answered, so the site keeps its threshold. An accepted risk of this size \
                 takes at least {needed} reviewed cases with none wrong, with and without an \
                 answer; or accept more with --risk"
            ));
            return Ok(ExitCode::FAILURE);
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Statement {
    fn new(
        row: &CalibrationRow,
        reviews: &Reviews,
        trained: &Trained,
        risk: f64,
        threshold_before: Option<f64>,
    ) -> Option<Self> {
        let claim = trained.claim(&reviews.cases, risk);
        Some(Self {
            locale: row.locale.clone(),
            cases: reviews.cases.len(),
            risk,
            threshold: trained.engine().threshold(),
            threshold_before,
            proven: reviews.proven,
            proven_threshold: trained.proven_threshold()?,
            sentence: claim.to_string(),
            claim,
            author: row.author.clone(),
            at: row.created_at.clone(),
        })
    }
}

/// What stands, as the server uses it now.
async fn standing(store: &Store, site: &Site, library: &Library) -> anyhow::Result<Vec<Statement>> {
    let all = calibrations(store, site).await?;
    let statement = |(locale, one): (&String, &crate::knowledge::calibration::Calibration)| {
        let shelf = library.find(site, locale).filter(|shelf| shelf.locale == *locale)?;
        Statement::new(&one.row, &one.reviews, &shelf.trained, one.risk, None)
    };
    Ok(all.iter().filter_map(statement).collect())
}

/// A reviewed case whose answer does not exist would teach the engine that nothing fits.
fn refuse_unknown(cases: &[EvalCase], material: &Material) -> anyhow::Result<()> {
    let unknown = cases.iter().find_map(|case| {
        let mut named = case.expect.answers().iter();
        named.find(|id| !material.sections.contains_key(*id)).map(|id| (case, id))
    });
    match unknown {
        None => Ok(()),
        Some((case, id)) => bail!(
            "the case {:?} expects `{id}`, which is not published; correct the case, or publish \
             the answer first",
            case.question
        ),
    }
}

fn say(context: &Context, site: &Site, all: &[Statement], state: &str) -> anyhow::Result<()> {
    if context.json {
        let calibrations = json!({"site": site.key, "state": state, "calibrations": all});
        return output::say_json(&calibrations);
    }
    if all.is_empty() {
        output::say(&format!(
            "no cases were reviewed for `{}`: its threshold is the one that ships",
            site.key
        ));
    }
    for one in all {
        let rule = if one.proven { "proven" } else { "expected" };
        let before = one.threshold_before.map(|before| format!(", {before:.4} before"));
        let before = before.unwrap_or_default();
        let (risk, threshold) = (one.risk * 100.0, one.threshold);
        let by = one.author.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
        output::say(&format!("{}  {} cases  {state}  {}{by}", one.locale, one.cases, one.at));
        output::say(&format!("threshold   {threshold:.4} ({rule} at {risk} % accepted{before})"));
        output::say(&one.sentence);
        output::say(&super::eval::proven_sentence(one.proven_threshold, one.threshold));
    }
    Ok(())
}
