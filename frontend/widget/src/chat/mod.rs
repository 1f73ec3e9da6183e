//! The conversation as the widget holds it. [`Chat`] is a handle that components copy around;
//! the files here are its parts: opening and resuming, turns, trust, contact forms, and what people
//! write meanwhile.

mod contact;
mod live;
mod opening;
mod trust;
mod turn;

use crate::api::Api;
use crate::bridge::Bridge;
use crate::failure::Failure;
use crate::look;
use crate::store::{Session, Store};
use leptos::prelude::*;
use vouch_shared::conversation::TurnRequest;
use vouch_shared::id::Timestamp;
use vouch_ui::actions::{Action, Actions};
use vouch_ui::card::with_promise;
use vouch_ui::drawing::{Drawing, draw};
use vouch_ui::keys::TrustedKeys;
use vouch_ui::text::Texts;
use vouch_ui::verified::VerifiedCard;
use web_sys::AbortController;

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
    pub(crate) texts: Texts,
    pub(crate) max_text_chars: usize,
    draft: RwSignal<String>,
    desk: StoredValue<Desk, LocalStorage>,
}

/// What the conversation works with and nothing on the screen follows.
pub(crate) struct Desk {
    pub(crate) bridge: Bridge,
    pub(crate) api: Api,
    pub(crate) store: Store,
    pub(crate) keys: TrustedKeys,
    pub(crate) locale: String,
    pub(crate) theme: String,
    pub(crate) session: Option<Session>,
    /// Whom the page named when the session was entered.
    pub(crate) identity: Option<String>,
    /// Ends the stream of what people write, while there is one.
    pub(crate) live: Option<AbortController>,
    /// What the shopper asked before the conversation was open.
    pub(crate) waiting: Option<String>,
    /// By when a person answers, as long as that was said just now.
    pub(crate) expected_by: Option<Timestamp>,
}

impl Chat {
    pub(crate) fn new(texts: Texts, max_text_chars: usize, desk: Desk) -> Self {
        Self {
            open: RwSignal::new(false),
            phase: RwSignal::new(Phase::Unopened),
            busy: RwSignal::new(false),
            entries: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            settled: RwSignal::new(0),
            texts,
            max_text_chars,
            draft: RwSignal::new(String::new()),
            desk: StoredValue::new_local(desk),
        }
    }

    /// What cards can do in this conversation.
    pub(crate) fn actions(self) -> Actions {
        let act = move |action| match action {
            Action::Choose(option) => self.choose(option),
            Action::Claim(claim) => self.claim(claim),
            Action::Rate(feedback) => self.rate(feedback),
            Action::AskForPerson => self.ask_for_person(),
            Action::Contact(contact) => self.send_contact(contact),
        };
        Actions { act: Callback::new(act), busy: self.busy, draft: self.draft }
    }

    /// The words above a form that no card opened, and by when a person answers.
    pub(crate) fn invitation(self, key: &str) -> Vec<Drawing> {
        let words = vec![draw("p").text(&self.texts.get(key))];
        self.desk.with_value(|desk| with_promise(words, desk.expected_by.as_ref()))
    }

    /// What was promised when the page asked for the site's texts is not promised for later.
    pub(crate) fn forget_promise(self) {
        self.desk.update_value(|desk| desk.expected_by = None);
    }

    fn api(self) -> Api {
        self.desk.with_value(|desk| desk.api.clone())
    }

    fn bridge(self) -> Bridge {
        self.desk.with_value(|desk| desk.bridge.clone())
    }

    /// The session. Without one the conversation is as good as gone.
    fn session(self) -> Result<Session, Failure> {
        self.desk.with_value(|desk| desk.session.clone()).ok_or(Failure::Gone)
    }

    /// Shows the panel, and opens the conversation the first time.
    pub(crate) fn show(self) {
        self.desk.with_value(|desk| look::apply_theme(&desk.bridge, &desk.theme));
        self.open.set(true);
        if self.phase.get_untracked() == Phase::Unopened {
            self.connect();
        } else {
            self.listen();
        }
    }

    /// Hides the panel; the conversation stays.
    pub(crate) fn hide(self) {
        self.open.set(false);
        self.stop_listening();
    }

    /// The shopper closes the panel. The loader hears of it once the panel is gone, for only then
    /// can the launcher take the focus back.
    pub(crate) fn leave(self) {
        self.hide();
        request_animation_frame(move || self.bridge().close());
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
