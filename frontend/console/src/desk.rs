//! Whoever sits at the desk: the signed-in member and the site that they look at.

use crate::api::Api;
use leptos::prelude::*;
use vouch_shared::id::SiteKey;
use vouch_shared::staff::{Me, Permission, SiteAccess};

const SITE: &str = "vouch-console-site";

/// What every room works with. Cheap to copy; components take it from the context.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub(crate) api: Api,
    me: RwSignal<Option<Me>>,
    site: RwSignal<Option<SiteKey>>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { api: Api::new(), me: RwSignal::new(None), site: RwSignal::new(stored_site()) }
    }

    /// The desk of the room around the component.
    pub(crate) fn of_context() -> Self {
        expect_context()
    }

    /// Whoever is signed in.
    pub(crate) fn me(self) -> Option<Me> {
        self.me.get()
    }

    /// Seats somebody, or nobody.
    pub(crate) fn seat(self, me: Option<Me>) {
        self.me.set(me);
    }

    /// The sites to choose from.
    pub(crate) fn sites(self) -> Vec<SiteAccess> {
        self.me.with(|me| me.as_ref().map(|me| me.sites.clone()).unwrap_or_default())
    }

    /// The site that is looked at: the one chosen, else the first.
    pub(crate) fn site(self) -> Option<SiteAccess> {
        let (chosen, sites) = (self.site.get(), self.sites());
        let found = sites.iter().find(|access| Some(&access.site) == chosen.as_ref());
        found.or(sites.first()).cloned()
    }

    /// Looks at another site, also after the next reload.
    pub(crate) fn choose(self, site: &str) {
        if let Ok(Some(storage)) = window().local_storage() {
            // A full or forbidden storage only forgets the choice.
            let _ = storage.set_item(SITE, site);
        }
        self.site.set(Some(SiteKey::from(site)));
    }

    /// Whether the member may do that on the site that is looked at.
    pub(crate) fn may(self, permission: Permission) -> bool {
        self.site().is_some_and(|access| access.permissions.contains(&permission))
    }
}

fn stored_site() -> Option<SiteKey> {
    let storage = window().local_storage().ok().flatten()?;
    storage.get_item(SITE).ok().flatten().map(SiteKey)
}
