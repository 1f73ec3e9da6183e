//! The conversation as the widget holds it. [`Chat`] is a handle that components copy around;
//! the files here are its parts: opening and resuming, turns, trust, and contact forms.

mod contact;
mod opening;
mod trust;
mod turn;

use crate::api::Api;
use crate::bridge::Bridge;
use crate::look;
use crate::store::{Session, Store};
use leptos::prelude::*;
use vouch_shared::conversation::TurnRequest;
use vouch_shared::site::SiteConfig;
use vouch_ui::actions::Actions;
use vouch_ui::contact_form::Contact;
use vouch_ui::keys::TrustedKeys;
use vouch_ui::text::Texts;
use vouch_ui::verified::VerifiedCard;

/// One thing in the log.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) key: usize,
    pub(crate) line: Line,
}

#[derive(Clone)]
pub(crate) enum Line {
    /// What the shopper said.
    Said(String),
    /// A card; there is no other way to show an answer.
    Card(VerifiedCard),
    /// The widget's own contact form, under the wording of this key.
    Contact(&'static str),
}

/// What stands in the way of the shopper's last message.
#[derive(Clone)]
pub(crate) struct Trouble {
    pub(crate) text: String,
    /// The message, to send again as it is; absent where that would not help.
    pub(crate) again: Option<TurnRequest>,
}

/// How far the conversation has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Unopened,
    Opening,
    Ready,
}

/// The conversation. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub(crate) struct Chat {
    pub(crate) open: RwSignal<bool>,
    pub(crate) phase: RwSignal<Phase>,
    pub(crate) busy: RwSignal<bool>,
    pub(crate) entries: RwSignal<Vec<Entry>>,
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    /// The key of the last receipt: forms before it are done with.
    pub(crate) settled: RwSignal<usize>,
    pub(crate) config: StoredValue<SiteConfig>,
    pub(crate) texts: Texts,
    draft: RwSignal<String>,
    waiting: StoredValue<Option<String>>,
    session: StoredValue<Option<Session>>,
    keys: StoredValue<TrustedKeys>,
    api: StoredValue<Api>,
    store: StoredValue<Store>,
    bridge: StoredValue<Bridge, LocalStorage>,
}

impl Chat {
    pub(crate) fn new(
        bridge: Bridge,
        api: Api,
        store: Store,
        keys: TrustedKeys,
        config: SiteConfig,
    ) -> Self {
        Self {
            open: RwSignal::new(false),
            phase: RwSignal::new(Phase::Unopened),
            busy: RwSignal::new(false),
            entries: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            settled: RwSignal::new(0),
            texts: Texts::new(config.texts.clone(), &config.name),
            config: StoredValue::new(config),
            draft: RwSignal::new(String::new()),
            waiting: StoredValue::new(None),
            session: StoredValue::new(None),
            keys: StoredValue::new(keys),
            api: StoredValue::new(api),
            store: StoredValue::new(store),
            bridge: StoredValue::new_local(bridge),
        }
    }

    /// What cards can do in this conversation.
    pub(crate) fn actions(self) -> Actions {
        Actions {
            choose: Callback::new(move |option| self.choose(option)),
            claim: Callback::new(move |claim| self.claim(claim)),
            rate: Callback::new(move |feedback| self.rate(feedback)),
            person: Callback::new(move |()| self.ask_for_person()),
            contact: Callback::new(move |contact: Contact| self.send_contact(contact)),
            busy: self.busy.into(),
            draft: self.draft.into(),
        }
    }

    /// Shows the panel, and opens the conversation the first time.
    pub(crate) fn show(self) {
        self.bridge.with_value(|bridge| {
            self.config.with_value(|config| look::apply_theme(bridge, config))
        });
        self.open.set(true);
        if self.phase.get_untracked() == Phase::Unopened {
            self.connect();
        }
    }

    /// Hides the panel; the conversation stays.
    pub(crate) fn hide(self) {
        self.open.set(false);
    }

    /// The shopper closes the panel. The loader hears of it once the panel is gone, for only then
    /// can the launcher take the focus back.
    pub(crate) fn leave(self) {
        self.hide();
        request_animation_frame(move || self.bridge.with_value(Bridge::close));
    }

    /// Opens a contact form at the end of the log, unless one stands there already.
    pub(crate) fn ask_for_person(self) {
        let last = self.entries.with_untracked(|all| all.last().map(|entry| entry.line.clone()));
        if !matches!(last, Some(Line::Contact(_))) {
            self.push(Line::Contact("handoff.asked_for_person"));
        }
    }

    fn push(self, line: Line) -> usize {
        // The settled mark starts at zero, so keys start at one.
        let key = self.entries.with_untracked(|all| all.last().map_or(0, |last| last.key)) + 1;
        self.entries.update(|all| all.push(Entry { key, line }));
        key
    }
}
