//! Every site's approved text in memory, and the engine that learnt it. Training happens off the
//! request path; a finished library replaces the old one at once.

use crate::config::Site;
use crate::knowledge::approved::ApprovedSection;
use crate::knowledge::calibration::{Calibration, calibrations};
use crate::knowledge::material::Material;
use crate::knowledge::trained::Trained;
use crate::store::{self, Store};
use crate::weights::Weights;
use arc_swap::ArcSwap;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_engine::decision::{Decision, Question};
use vouch_engine::engine::Engine;
use vouch_engine::knowledge::{KnowledgeSet, Settings};
use vouch_shared::id::{AnswerId, SiteKey};

/// One site's approved text in one language.
pub struct SiteKnowledge {
    pub version: i64,
    pub locale: String,
    pub sections: BTreeMap<AnswerId, ApprovedSection>,
    pub trained: Trained,
}

impl SiteKnowledge {
    /// The engine that learnt it.
    pub fn engine(&self) -> &Engine {
        self.trained.engine()
    }
}

/// What the library was made from: how often each site published and calibrated, the settings that
/// training looks at, and the day, since text comes into force by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Edition {
    versions: BTreeMap<String, i64>,
    calibrations: BTreeMap<String, i64>,
    settings: BTreeMap<String, String>,
    day: String,
}

impl Edition {
    async fn read(store: &Store, sites: &[&Site], day: &str) -> anyhow::Result<Self> {
        let versions = store::knowledge::knowledge_versions(store).await?;
        let settings = |site: &&Site| {
            let settings = format!("{} {} {}", site.locale, site.risk, site.orders.is_some());
            (site.key.0.clone(), settings)
        };
        Ok(Self {
            versions: versions.into_iter().collect(),
            calibrations: store::calibration::counts(store).await?,
            settings: sites.iter().map(settings).collect(),
            day: day.to_owned(),
        })
    }

    /// Whether nothing has changed for a site.
    fn is_same_for(&self, other: &Self, site: &SiteKey) -> bool {
        let of = |all: &BTreeMap<String, i64>| all.get(site.as_str()).copied();
        // A library that was never filled has no day.
        self.day == other.day
            && of(&self.versions) == of(&other.versions)
            && of(&self.calibrations) == of(&other.calibrations)
            && self.settings.get(site.as_str()) == other.settings.get(site.as_str())
    }
}

type Shelves = BTreeMap<(SiteKey, String), Arc<SiteKnowledge>>;

/// All sites' knowledge.
pub struct Library {
    weights: Weights,
    shelves: ArcSwap<Shelves>,
    edition: ArcSwap<Edition>,
}

impl Library {
    /// An empty library, whose engines will compare by these weights.
    pub fn new(weights: Weights) -> Self {
        Self { weights, shelves: ArcSwap::default(), edition: ArcSwap::default() }
    }

    /// What its engines compare by.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// A site's knowledge in a language, or in the site's own where it has none in that.
    pub fn find(&self, site: &Site, locale: &str) -> Option<Arc<SiteKnowledge>> {
        let shelves = self.shelves.load();
        [locale, &site.locale]
            .iter()
            .find_map(|locale| shelves.get(&(site.key.clone(), (*locale).to_owned())).cloned())
    }

    /// Whether a site has approved text in a language.
    pub fn has(&self, site: &SiteKey, locale: &str) -> bool {
        self.shelves.load().contains_key(&(site.clone(), locale.to_owned()))
    }

    /// All of a site's knowledge, a shelf a language.
    pub fn of_site(&self, site: &SiteKey) -> Vec<Arc<SiteKnowledge>> {
        let shelves = self.shelves.load();
        let own = shelves.iter().filter(|((key, _), _)| key == site);
        own.map(|(_, shelf)| Arc::clone(shelf)).collect()
    }

    /// What a question gets from a site's knowledge, and which shelf says so: that of the given
    /// language, or where the question is clearly in another one in which the site has approved
    /// text, that one. Nothing where the site has published nothing.
    pub fn decide(
        &self,
        site: &Site,
        locale: &str,
        question: Question<'_>,
    ) -> Option<(Arc<SiteKnowledge>, Decision)> {
        let own = self.find(site, locale)?;
        let decision = own.engine().decide(question);
        let other = decision.language.and_then(|language| self.in_language(&site.key, language));
        Some(match other {
            Some(other) => {
                let decision = other.engine().decide(question);
                (other, decision)
            }
            None => (own, decision),
        })
    }

    /// A site's knowledge in a language, of whatever region: `de` finds `de-AT`.
    fn in_language(&self, site: &SiteKey, language: &str) -> Option<Arc<SiteKnowledge>> {
        let base = |shelf: &Arc<SiteKnowledge>| {
            shelf.locale.split('-').next().is_some_and(|base| base.eq_ignore_ascii_case(language))
        };
        self.of_site(site).into_iter().find(base)
    }

    /// Loads and trains again whatever has changed: a publication, a calibration, or a new day.
    pub async fn refresh(&self, store: &Store, sites: &[&Site], day: &str) -> anyhow::Result<()> {
        let edition = Edition::read(store, sites, day).await?;
        let known = self.edition.load_full();
        if *known == edition {
            return Ok(());
        }
        let mut shelves = Shelves::new();
        for site in sites {
            if known.is_same_for(&edition, &site.key) {
                let old = self.of_site(&site.key);
                let keyed =
                    |shelf: Arc<SiteKnowledge>| ((site.key.clone(), shelf.locale.clone()), shelf);
                shelves.extend(old.into_iter().map(keyed));
            } else {
                let version = edition.versions.get(site.key.as_str()).copied().unwrap_or_default();
                shelves.extend(self.load_site(store, site, version, day).await?);
            }
        }
        self.shelves.store(Arc::new(shelves));
        self.edition.store(Arc::new(edition));
        Ok(())
    }

    /// Loads and trains one site's knowledge, a shelf a language.
    async fn load_site(
        &self,
        store: &Store,
        site: &Site,
        version: i64,
        day: &str,
    ) -> anyhow::Result<Shelves> {
        let mut calibrations = calibrations(store, site).await?;
        let mut shelves = Shelves::new();
        for (locale, material) in Material::load(store, site, day).await? {
            let calibration = calibrations.remove(&locale);
            let set = material.knowledge_set(&locale, version);
            let trained = self.train(site, set, calibration).await?;
            let sections = material.sections;
            let ready = SiteKnowledge { version, locale: locale.clone(), sections, trained };
            tell(site, &ready);
            shelves.insert((site.key.clone(), locale), Arc::new(ready));
        }
        Ok(shelves)
    }

    /// Training is pure computing; it must not hold up a thread that serves requests.
    async fn train(
        &self,
        site: &Site,
        set: KnowledgeSet,
        calibration: Option<Calibration>,
    ) -> anyhow::Result<Trained> {
        let weights = self.weights.clone();
        let risk = calibration.as_ref().map_or(site.risk, |calibration| calibration.risk);
        let settings = Settings { risk, orders: site.orders.is_some() };
        let trained = tokio::task::spawn_blocking(move || {
            let reviews = calibration.map(|calibration| calibration.reviews);
            Trained::new(&weights, &set, settings, reviews.as_ref())
        });
        Ok(trained.await?)
    }
}

/// Says which engine answers, and from which confidence on.
fn tell(site: &Site, shelf: &SiteKnowledge) {
    let engine = shelf.engine();
    let labels = [("site", site.key.to_string()), ("locale", shelf.locale.clone())];
    metrics::gauge!("vouch_engine_threshold", &labels).set(engine.threshold());
    let calibrated = shelf.trained.proven_threshold().is_some();
    tracing::info!(
        site.key = %site.key, knowledge.version = shelf.version, knowledge.locale = %shelf.locale,
        engine.name = engine.name(), engine.threshold = engine.threshold(), calibrated,
        answers = shelf.sections.len(), "knowledge is ready"
    );
    if engine.threshold() >= 1.0 {
        tracing::warn!(
            site.key = %site.key, knowledge.locale = %shelf.locale,
            "nothing but repeated example questions will be answered: there are too few example \
             questions or reviewed cases for the accepted risk; see `vouch knowledge check`"
        );
    }
}
