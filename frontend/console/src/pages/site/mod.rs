//! Setting a site up: look, origins, the tag to paste and where it is seen, orders, another site.

mod embedding;
mod logo;
mod look;
mod orders;
mod preview;
mod state;

use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::Toasts;
use embedding::{allowing, pasting, sightings};
use leptos::prelude::*;
use look::look;
use orders::orders;
use state::Form;
use vouch_shared::setup::SiteSetup;

/// The room.
#[component]
pub(crate) fn SitePage() -> impl IntoView {
    let desk = Desk::of_context();
    let setup = RwSignal::new(None::<SiteSetup>);
    let fault = RwSignal::new(None::<String>);
    let load = move || {
        let Some(access) = desk.site() else { return };
        leptos::task::spawn_local(async move {
            match desk.api.get::<SiteSetup>(&on_site(&access.site, "setup")).await {
                Ok(loaded) => setup.set(Some(loaded)),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    };
    Effect::new(move |_| {
        setup.set(None);
        fault.set(None);
        load();
    });
    let shown = move || match (setup.get(), fault.get()) {
        (Some(setup), _) => rooms(desk, setup, load).into_any(),
        (None, Some(words)) => view! { <p class="empty" role="alert">{words}</p> }.into_any(),
        (None, None) => view! { <p class="empty" role="status">"One moment …"</p> }.into_any(),
    };
    view! {
        <header class="head">
            <h1>"Site"</h1>
            {move || adds_sites(desk).then(another)}
        </header>
        {shown}
    }
}

fn rooms(
    desk: Desk,
    setup: SiteSetup,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let form = Form::of(&setup);
    view! {
        <div class="columns wide">
            <div class="stack">
                {look(desk, form, setup.clone(), again)}
                {pasting(setup.tag.clone())}
                {sightings(setup.seen.clone(), again)}
                {allowing(setup.policy.clone())}
                {orders(desk, setup.clone(), again)}
            </div>
            {preview::preview(setup.site.clone(), form)}
        </div>
    }
}

/// Whoever runs every site may add one.
fn adds_sites(desk: Desk) -> bool {
    use vouch_shared::staff::Permission::ManageSite;
    let sites = desk.sites();
    !sites.is_empty() && sites.iter().all(|access| access.permissions.contains(&ManageSite))
}

fn another() -> impl IntoView {
    let desk = Desk::of_context();
    let toasts = Toasts::of_context();
    let open = RwSignal::new(false);
    let added = move |site: SiteSetup| {
        open.set(false);
        toasts.say(format!("{} is ready. Paste its tag.", site.settings.name));
        leptos::task::spawn_local(async move {
            // The list of sites comes with whoever is signed in.
            if let Ok(me) = desk.api.me().await {
                desk.seat(Some(me));
                desk.choose(site.site.as_str());
            }
        });
    };
    view! {
        <button class="secondary" data-testid="add-site" on:click=move |_| open.set(true)>"Add a site"</button>
        {move || open.get().then(|| state::new_site(desk, added, move || open.set(false)))}
    }
}
