//! What is being filled in, and the form of a new site.

use crate::desk::Desk;
use crate::parts::{Field, Notice};
use leptos::prelude::*;
use vouch_shared::id::AnswerId;
use vouch_shared::setup::{NewSite, SiteSettings, SiteSetup};

/// The settings as they are being changed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) name: RwSignal<String>,
    /// One a line.
    pub(super) origins: RwSignal<String>,
    pub(super) theme: RwSignal<String>,
    pub(super) accent: RwSignal<String>,
    /// A `data:` URI; empty for none.
    pub(super) logo: RwSignal<String>,
    pub(super) position: RwSignal<String>,
    /// Empty for Vouch's own words.
    pub(super) greeting: RwSignal<String>,
    pub(super) quick_replies: RwSignal<Vec<AnswerId>>,
    version: StoredValue<String>,
}

impl Form {
    pub(super) fn of(setup: &SiteSetup) -> Self {
        let settings = setup.settings.clone();
        let greeting = settings.greeting.map(|answer| answer.0).unwrap_or_default();
        Self {
            name: RwSignal::new(settings.name),
            origins: RwSignal::new(settings.origins.join("\n")),
            theme: RwSignal::new(settings.theme),
            accent: RwSignal::new(settings.accent),
            logo: RwSignal::new(settings.logo),
            position: RwSignal::new(settings.position),
            greeting: RwSignal::new(greeting),
            quick_replies: RwSignal::new(settings.quick_replies),
            version: StoredValue::new(settings.version),
        }
    }

    /// As it is sent.
    pub(super) fn settings(self) -> SiteSettings {
        let greeting = self.greeting.get_untracked();
        SiteSettings {
            version: self.version.get_value(),
            name: self.name.get_untracked(),
            origins: lines(&self.origins.get_untracked()),
            theme: self.theme.get_untracked(),
            accent: self.accent.get_untracked(),
            logo: self.logo.get_untracked(),
            position: self.position.get_untracked(),
            greeting: (!greeting.is_empty()).then_some(AnswerId(greeting)),
            quick_replies: self.quick_replies.get_untracked(),
        }
    }
}

/// Lines that say something. People end origins with a slash; browsers do not.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim().trim_end_matches('/'));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Asks for what a new site needs.
pub(super) fn new_site(
    desk: Desk,
    added: impl Fn(SiteSetup) + Copy + 'static,
    leave: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let [key, name, origin] = [(); 3].map(|()| RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let new = NewSite {
            site: key.get_untracked().trim().into(),
            name: name.get_untracked(),
            origin: origin.get_untracked(),
        };
        leptos::task::spawn_local(async move {
            match desk.api.post::<SiteSetup>("/v1/staff/sites", &new).await {
                Ok(setup) => added(setup),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    };
    let place = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = place.get() {
            // A dialog that is open already stays so.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog node_ref=place aria-label="Add a site" on:close=move |_| leave()>
            <form class="stack" on:submit=submit>
                <h2>"Add a site"</h2>
                <Field label="The shop's name, as shoppers know it" value=name focus=true/>
                <Field label="Its address, such as https://shop.example" kind="url" value=origin/>
                <Field label="A public key word for the tag, such as pk_myshop" value=key/>
                <Notice words=fault/>
                <div class="row end">
                    <button type="button" class="secondary" on:click=move |_| leave()>"Cancel"</button>
                    <button class="primary">"Add"</button>
                </div>
            </form>
        </dialog>
    }
}
