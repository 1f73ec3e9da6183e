//! A reply in the making.

use crate::api::Failure;
use crate::pages::ticket::Room;
use leptos::prelude::*;
use vouch_shared::reply::{Insert, MAX_INSERTS, ReplyCards, StaffReply};

/// Something that goes with the reply, with the card that the shopper will see.
#[derive(Clone)]
pub(super) struct Chosen {
    pub(super) label: String,
    pub(super) insert: Insert,
    /// Signed for looking at it here, as no widget would take it.
    pub(super) card: String,
}

/// What is being written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) room: Room,
    pub(super) text: RwSignal<String>,
    pub(super) chosen: RwSignal<Vec<Chosen>>,
    pub(super) fault: RwSignal<Option<String>>,
    /// New for each reply: sending the same again sends it once.
    id: RwSignal<String>,
}

impl Draft {
    pub(super) fn new(room: Room) -> Self {
        Self {
            room,
            text: RwSignal::new(String::new()),
            chosen: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
            id: RwSignal::new(new_id()),
        }
    }

    pub(super) fn request(self) -> StaffReply {
        StaffReply {
            reply_id: self.id.get_untracked(),
            text: self.text.get_untracked(),
            inserts: self.chosen.get_untracked().into_iter().map(|one| one.insert).collect(),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.with(|text| text.trim().is_empty()) && self.chosen.with(Vec::is_empty)
    }

    /// Puts something below the text once the server has shown its card: what cannot be sent is
    /// told here, and not only when the reply is.
    pub(super) fn insert(self, label: String, insert: Insert) {
        let is_there = |all: &Vec<Chosen>| all.iter().any(|one| one.insert == insert);
        if self.chosen.with_untracked(is_there) {
            return;
        }
        if self.chosen.with_untracked(Vec::len) >= MAX_INSERTS {
            let full = format!("A reply holds at most {MAX_INSERTS} cards. Send another one.");
            return self.fault.set(Some(full));
        }
        let Some(path) = untrack(move || self.room.path("/preview")) else { return };
        leptos::task::spawn_local(async move {
            let inserts = vec![insert.clone()];
            let request = StaffReply { reply_id: new_id(), text: String::new(), inserts };
            let shown = self.room.desk.api.post::<ReplyCards>(&path, &request).await;
            // The room may have been left meanwhile.
            let _ = self.fault.try_set(shown.as_ref().err().map(Failure::words));
            // The first card is for what is typed.
            if let Some(card) = shown.ok().and_then(|shown| shown.cards.into_iter().nth(1)) {
                let _ = self.chosen.try_update(|all| all.push(Chosen { label, insert, card }));
            }
        });
    }

    pub(super) fn remove(self, insert: &Insert) {
        self.chosen.update(|all| all.retain(|one| one.insert != *insert));
    }

    pub(super) fn clear(self) {
        self.text.set(String::new());
        self.chosen.set(Vec::new());
        self.id.set(new_id());
    }
}

fn new_id() -> String {
    let part = || js_sys::Math::random().to_bits();
    format!("reply-{:x}-{:x}", part(), part())
}
