//! Every site's approved text in memory, and the engine that learnt it. Training happens off the
//! request path; a finished library replaces the old one at once.

use crate::config::Site;
use crate::knowledge::approved::ApprovedSection;
use crate::store::knowledge::VersionRow;
use crate::store::{self, Store};
use arc_swap::ArcSwap;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_engine::embedder::Embedder;
use vouch_engine::engine::Engine;
use vouch_engine::knowledge::{Answer, KnowledgeSet, Settings};
use vouch_engine::train::train;
use vouch_shared::id::{AnswerId, SiteKey};

/// One site's approved text in one language.
pub struct SiteKnowledge {
    pub version: i64,
    pub locale: String,
    pub sections: BTreeMap<AnswerId, ApprovedSection>,
    pub engine: Arc<Engine>,
}

/// What the library was made from: versions and the day, since text comes into force by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Edition {
    versions: BTreeMap<String, i64>,
    day: String,
}

/// All sites' knowledge.
pub struct Library {
    embedder: Option<Arc<Embedder>>,
    shelves: ArcSwap<BTreeMap<(SiteKey, String), Arc<SiteKnowledge>>>,
    edition: ArcSwap<Edition>,
}

impl Library {
    /// An empty library. Without an embedder its engines compare words only.
    pub fn new(embedder: Option<Arc<Embedder>>) -> Self {
        Self { embedder, shelves: ArcSwap::default(), edition: ArcSwap::default() }
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

    /// Loads and trains again whatever has changed: a publication, or a new day.
    pub async fn refresh(&self, store: &Store, sites: &[Site], day: &str) -> anyhow::Result<()> {
        let versions: BTreeMap<String, i64> =
            store::knowledge::knowledge_versions(store).await?.into_iter().collect();
        let edition = Edition { versions, day: day.to_owned() };
        let known = self.edition.load_full();
        if *known == edition {
            return Ok(());
        }
        let mut shelves = BTreeMap::new();
        for site in sites {
            let version = edition.versions.get(site.key.as_str()).copied().unwrap_or_default();
            let same = known.day == day && known.versions.get(site.key.as_str()) == Some(&version);
            if same {
                let old = self.shelves.load();
                let of_site = |(key, _): &(&(SiteKey, String), _)| key.0 == site.key;
                shelves.extend(old.iter().filter(of_site).map(|(k, v)| (k.clone(), v.clone())));
            } else {
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
    ) -> anyhow::Result<Vec<Shelf>> {
        let mut languages: BTreeMap<String, Material> = BTreeMap::new();
        for current in in_force(store::knowledge::versions(store, &site.key).await?, day) {
            let material = languages.entry(current.locale.clone()).or_default();
            material.add(store, site, &current).await?;
        }
        let mut shelves = Vec::new();
        for (locale, material) in languages {
            let settings = Settings { risk: site.risk, orders: site.orders.is_some() };
            let embedder = self.embedder.clone();
            let knowledge = material.knowledge_set(&locale, version);
            // Training is pure computing; it must not hold up a thread that serves requests.
            let engine = tokio::task::spawn_blocking(move || {
                train(&knowledge, &settings, embedder.as_ref())
            })
            .await?;
            tracing::info!(
                site.key = %site.key, knowledge.version = version, knowledge.locale = %locale,
                engine.name = engine.name(), engine.threshold = engine.threshold(),
                answers = material.sections.len(), "knowledge is ready"
            );
            let knowledge = SiteKnowledge {
                version,
                locale: locale.clone(),
                sections: material.sections,
                engine: Arc::new(engine),
            };
            shelves.push(((site.key.clone(), locale), Arc::new(knowledge)));
        }
        Ok(shelves)
    }
}

type Shelf = ((SiteKey, String), Arc<SiteKnowledge>);

/// The newest published version of each document that has begun by that day, unless it has run
/// out: an older version that it replaced does not come back.
fn in_force(versions: Vec<VersionRow>, day: &str) -> Vec<VersionRow> {
    let mut newest: BTreeMap<(String, String), VersionRow> = BTreeMap::new();
    for version in versions {
        let begun = version.effective_from.as_deref().is_none_or(|from| from <= day);
        if version.state == "published" && begun {
            let key = (version.document.clone(), version.locale.clone());
            // Rows come newest first.
            newest.entry(key).or_insert(version);
        }
    }
    let running = |version: &VersionRow| version.effective_to.as_deref().is_none_or(|to| day <= to);
    newest.into_values().filter(running).collect()
}

#[derive(Default)]
struct Material {
    sections: BTreeMap<AnswerId, ApprovedSection>,
    answers: Vec<Answer>,
    out_of_scope: Vec<String>,
}

impl Material {
    async fn add(
        &mut self,
        store: &Store,
        site: &Site,
        version: &VersionRow,
    ) -> anyhow::Result<()> {
        self.out_of_scope.extend(version.out_of_scope()?);
        for row in store::knowledge::sections(store, &site.key, version).await? {
            match ApprovedSection::read(version, &row, row.path()?) {
                Ok(section) if section.blocks().is_empty() => {}
                Ok(section) if self.sections.contains_key(section.answer()) => {
                    // Import refuses this; whoever got around it must not decide what is said.
                    self.answers.retain(|known| known.id != *section.answer());
                    self.sections.remove(section.answer());
                    tracing::error!(
                        site.key = %site.key, section.answer = row.answer,
                        "two documents have this answer; both are left out"
                    );
                }
                Ok(section) => {
                    self.answers.push(answer(&section, row.questions()?));
                    self.sections.insert(section.answer().clone(), section);
                }
                Err(reason) => tracing::error!(
                    site.key = %site.key, section.answer = row.answer, %reason,
                    "a section is left out"
                ),
            }
        }
        Ok(())
    }

    fn knowledge_set(&self, locale: &str, version: i64) -> KnowledgeSet {
        KnowledgeSet {
            locale: locale.to_owned(),
            version,
            answers: self.answers.clone(),
            out_of_scope: self.out_of_scope.clone(),
        }
    }
}

fn answer(section: &ApprovedSection, questions: Vec<String>) -> Answer {
    let document = section.document_title().to_owned();
    Answer {
        id: section.answer().clone(),
        title: section.title().to_owned(),
        path: std::iter::once(document).chain(section.path().iter().cloned()).collect(),
        text: section.text(),
        questions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_in_force_counts_and_the_next_one_waits_for_its_day() {
        let version =
            |version: i64, state: &str, from: Option<&str>, to: Option<&str>| VersionRow {
                document: "returns".to_owned(),
                locale: "en".to_owned(),
                version,
                kind: "policy".to_owned(),
                title: String::new(),
                effective_from: from.map(str::to_owned),
                effective_to: to.map(str::to_owned),
                content_hash: String::new(),
                out_of_scope: "[]".to_owned(),
                state: state.to_owned(),
                author: String::new(),
                approved_by: None,
                approved_at: None,
                published_at: None,
            };
        let versions = vec![
            version(4, "draft", None, None),
            version(3, "published", Some("2027-01-01"), None),
            version(2, "published", Some("2026-01-01"), Some("2026-11-30")),
            version(1, "published", None, None),
        ];
        let on = |day: &str| in_force(versions.clone(), day).first().map(|v| v.version);
        assert_eq!(on("2025-06-01"), Some(1));
        assert_eq!(on("2026-11-30"), Some(2));
        assert_eq!(on("2026-12-01"), None);
        assert_eq!(on("2027-01-01"), Some(3));
    }
}
