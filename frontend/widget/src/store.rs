//! Remembers the conversation: within the tab, or across visits where the site allows it. Storage
//! may be closed to us (private windows, blocked cookies); then nothing is remembered.

use vouch_shared::id::ConversationId;
use vouch_ui::decode::{FromJs, field, from_json};
use vouch_ui::encode::{object, to_json};
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// A conversation and the token that opens it.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) id: ConversationId,
    pub(crate) token: String,
}

impl FromJs for Session {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self { id: field(value, "id")?, token: field(value, "token")? })
    }
}

/// Where one site's session is kept.
#[derive(Clone)]
pub(crate) struct Store {
    name: String,
    across_visits: bool,
}

impl Store {
    pub(crate) fn new(site: &str, across_visits: bool) -> Self {
        Self { name: format!("vouch-session-{site}"), across_visits }
    }

    pub(crate) fn load(&self) -> Option<Session> {
        from_json(&self.storage()?.get_item(&self.name).ok()??)
    }

    pub(crate) fn save(&self, session: &Session) {
        let (id, token) = (session.id.as_str().into(), session.token.as_str().into());
        let json = to_json(&object(&[("id", id), ("token", token)]));
        if let Some(storage) = self.storage() {
            // A full store only means that the next page starts anew.
            let _ = storage.set_item(&self.name, &json);
        }
    }

    pub(crate) fn forget(&self) {
        if let Some(storage) = self.storage() {
            // What cannot be removed could not have been saved.
            let _ = storage.remove_item(&self.name);
        }
    }

    fn storage(&self) -> Option<Storage> {
        let window = web_sys::window()?;
        let storage =
            if self.across_visits { window.local_storage() } else { window.session_storage() };
        storage.ok()?
    }
}
