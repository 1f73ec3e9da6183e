//! The storefronts that this server knows, each with what was opened for it: the way to its
//! orders and the keys of its signed identity. The list is exchanged while requests run when the
//! console changed a site, on this server or another that shares the data folder.

use crate::auth::identity::IdentityKeys;
use crate::config::{Config, Site};
use crate::orders::OrderReader;
use anyhow::Context as _;
use arc_swap::ArcSwap;
use std::ops::Deref;
use std::sync::Arc;

/// A storefront's settings, and what they open.
pub struct OpenSite {
    settings: Site,
    pub order_reader: Option<OrderReader>,
    pub identity_keys: Option<IdentityKeys>,
}

impl OpenSite {
    /// Opens what the settings name. Nothing is connected yet.
    pub fn open(settings: Site) -> anyhow::Result<Self> {
        let reader = settings.orders.as_ref().map(OrderReader::new).transpose();
        let reader = reader.with_context(|| format!("the orders of site `{}`", settings.key))?;
        let keys = settings.identity.as_ref().map(IdentityKeys::new).transpose();
        let keys = keys.map_err(anyhow::Error::msg);
        let keys = keys.with_context(|| format!("the identity of site `{}`", settings.key))?;
        let order_reader = reader.map(|reader| reader.for_site(&settings.key));
        Ok(Self { settings, order_reader, identity_keys: keys })
    }

    /// What the configuration says of it.
    pub fn settings(&self) -> &Site {
        &self.settings
    }
}

impl Deref for OpenSite {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.settings
    }
}

/// All storefronts of the moment.
pub struct Sites {
    open: ArcSwap<Vec<Arc<OpenSite>>>,
}

impl Sites {
    /// Opens every site of the configuration.
    pub fn open(settings: &[Site]) -> anyhow::Result<Self> {
        let open: anyhow::Result<Vec<_>> =
            settings.iter().map(|site| Ok(Arc::new(OpenSite::open(site.clone())?))).collect();
        Ok(Self { open: ArcSwap::from_pointee(open?) })
    }

    /// All of them, in the configuration's order.
    pub fn all(&self) -> Arc<Vec<Arc<OpenSite>>> {
        self.open.load_full()
    }

    /// The site of that key.
    pub fn find(&self, key: &str) -> Option<Arc<OpenSite>> {
        self.open.load().iter().find(|site| site.key.as_str() == key).cloned()
    }

    /// Opens again what the console changed since the last look. A site that stayed as it was
    /// keeps its connections. If any does not open, all stay as they were.
    pub fn refresh(&self, config: &Config) -> anyhow::Result<()> {
        let settings = config.current_sites()?;
        let known = self.all();
        if known.iter().map(|site| site.settings()).eq(&settings) {
            return Ok(());
        }
        let reopened = settings.into_iter().map(|site| {
            let same = known.iter().find(|open| *open.settings() == site);
            same.map_or_else(|| OpenSite::open(site).map(Arc::new), |same| Ok(Arc::clone(same)))
        });
        let reopened = reopened.collect::<anyhow::Result<Vec<_>>>()?;
        tracing::info!(sites = reopened.len(), "the sites have changed");
        self.open.store(Arc::new(reopened));
        Ok(())
    }
}
