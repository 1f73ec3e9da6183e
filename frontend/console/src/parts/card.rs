//! A card as the shopper saw it: checked against the site's keys on this device, drawn by the same
//! code, and styled by the widget's own sheet inside a shadow root. What cannot be verified is not
//! shown.

use crate::api::{Api, Failure};
use crate::desk::Desk;
use crate::parts::framed;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_shared::id::ConversationId;
use vouch_shared::site::SiteConfig;
use vouch_shared::staff::SiteAccess;
use vouch_ui::card::card_facts;
use vouch_ui::keys::TrustedKeys;
use vouch_ui::text::Texts;
use vouch_ui::verified::{Refusal, VerifiedCard, verify};

/// What a site's cards are checked and drawn with. Cheap to clone.
#[derive(Clone)]
pub(crate) struct CardCheck(Arc<Kit>);

struct Kit {
    keys: TrustedKeys,
    texts: BTreeMap<String, String>,
    shop: String,
    locale: String,
}

impl CardCheck {
    /// Fetches wording and keys. The keys count only if they are of the root key that whoever is
    /// signed in was told of.
    pub(crate) async fn load(api: Api, access: &SiteAccess) -> Result<Self, String> {
        let path = format!("/v1/sites/{}/config", access.site);
        let config: SiteConfig =
            api.get(&path).await.map_err(|failure: Failure| failure.words())?;
        let untrusted = || "The site's keys are not those of its root key; no card is shown.";
        let root = access.root_key.as_deref().ok_or_else(untrusted)?;
        let keys =
            TrustedKeys::pin(&config.keys, root, &access.site).await.ok_or_else(untrusted)?;
        let SiteConfig { texts, name: shop, locale, .. } = config;
        Ok(Self(Arc::new(Kit { keys, texts, shop, locale })))
    }

    /// Puts the site's wording into the context of the component that asks, for drawings.
    pub(crate) fn provide_texts(&self) {
        let Kit { texts, shop, locale, .. } = &*self.0;
        provide_context(Texts::new(texts.clone(), shop, locale.clone()));
    }
}

/// A card of a conversation, as soon as it is verified; why not, where it cannot be.
#[component]
pub(crate) fn CardView(
    jws: String,
    conversation: ConversationId,
    check: CardCheck,
) -> impl IntoView {
    check.provide_texts();
    let verdict: RwSignal<Option<Result<VerifiedCard, Refusal>>> = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let checked = verify(&jws, &check.0.keys, &conversation).await;
        // The room may have been left meanwhile.
        let _ = verdict.try_set(Some(checked));
    });
    move || match verdict.get() {
        None => view! { <p class="quiet" role="status">"Checking the signature …"</p> }.into_any(),
        Some(Ok(card)) => framed(card_facts(&card)),
        Some(Err(refusal)) => view! { <Refused refusal/> }.into_any(),
    }
}

#[component]
fn Refused(refusal: Refusal) -> impl IntoView {
    let reason = refusal.reason.as_str();
    view! {
        <p class="refused" role="alert" data-testid="card-refused" data-reason=reason>
            "This card could not be verified ("{reason}"), so it is not shown. Tell whoever runs Vouch."
        </p>
    }
}

/// What the cards of the site that is looked at are checked with, as soon as it is there.
pub(crate) fn checks_of_site(desk: Desk) -> RwSignal<Option<Result<CardCheck, String>>> {
    let checks = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(access) = desk.site() else { return };
        leptos::task::spawn_local(async move {
            let loaded = CardCheck::load(desk.api, &access).await;
            // The room may have been left meanwhile.
            let _ = checks.try_set(Some(loaded));
        });
    });
    checks
}
