//! Taking turns: what the shopper says, and what becomes of it.

use crate::chat::{Chat, Line, Phase, Trouble};
use crate::failure::Failure;
use crate::id;
use crate::task::spawn;
use js_sys::Array;
use leptos::prelude::*;
use vouch_shared::card::ChoiceOption;
use vouch_shared::conversation::{Feedback, OrderClaim, Say, TurnReply, TurnRequest};
use vouch_shared::id::TurnId;
use vouch_ui::encode::object;
use vouch_ui::text::Texts;
use wasm_bindgen::JsValue;

impl Chat {
    /// Says something in the shopper's own words, as soon as the conversation is open.
    pub(crate) fn ask(self, question: String) {
        let question = question.trim().to_owned();
        if self.phase.get_untracked() == Phase::Ready {
            self.draft.set(question.clone());
            self.say(Say::Text(question.clone()), question);
        } else {
            self.desk.update_value(|desk| desk.waiting = Some(question));
        }
    }

    pub(crate) fn choose(self, option: ChoiceOption) {
        self.say(Say::Choose(option.choose), option.label);
    }

    pub(crate) fn claim(self, claim: OrderClaim) {
        let number = claim.number.clone();
        self.say(Say::Order(claim), number);
    }

    pub(crate) fn rate(self, feedback: Feedback) {
        if let Ok(session) = self.session() {
            let api = self.api();
            spawn(async move { api.give_feedback(&session, &feedback).await });
        }
    }

    /// Sends the message that did not go through again, under the same id, so that the server
    /// answers it once however often it arrives.
    pub(crate) fn try_again(self) {
        if let Some(request) = self.trouble.get_untracked().and_then(|trouble| trouble.again) {
            self.send(request);
        }
    }

    fn say(self, say: Say, shown: String) {
        if shown.is_empty() || self.busy.get_untracked() {
            return;
        }
        self.push(Line::Said(shown));
        self.send(TurnRequest { turn_id: TurnId(id::random()), say });
    }

    fn send(self, request: TurnRequest) {
        self.busy.set(true);
        self.trouble.set(None);
        spawn(async move {
            match self.take_turn(&request).await {
                Ok(reply) => self.receive(reply).await,
                Err(failure) => self.trouble.set(Some(trouble(failure, request, self.texts))),
            }
            self.busy.set(false);
        });
    }

    /// Takes the turn; in a new conversation if the server no longer knows this one.
    async fn take_turn(self, request: &TurnRequest) -> Result<TurnReply, Failure> {
        let api = self.api();
        let session = self.session();
        let outcome = match session {
            Ok(session) => api.take_turn(&session, request).await,
            Err(failure) => Err(failure),
        };
        if !matches!(outcome, Err(Failure::Gone)) {
            return outcome;
        }
        self.clear_for_another();
        self.create().await?;
        let session = self.session()?;
        api.take_turn(&session, request).await
    }

    /// Takes what was said to somebody else off the screen: the page names another person now.
    fn clear_for_another(self) {
        if self.desk.with_value(|desk| desk.identity != desk.bridge.identity()) {
            self.entries.update(|all| drop(all.drain(..all.len().saturating_sub(1))));
        }
    }

    async fn receive(self, reply: TurnReply) {
        let kinds = self.add_cards(&reply.cards).await;
        let list: Array = kinds.iter().map(|kind| JsValue::from_str(kind)).collect();
        let turn = object(&[("id", reply.turn.as_str().into()), ("kinds", list.into())]);
        let bridge = self.bridge();
        bridge.emit("turn", "turn", turn);
        if kinds.contains(&"handoff") {
            bridge.emit("handoff", "turn", reply.turn.as_str());
        }
    }
}

/// What the shopper is told, and whether sending the same again can help.
fn trouble(failure: Failure, request: TurnRequest, texts: Texts) -> Trouble {
    let again = Some(request);
    match failure {
        Failure::Unreachable | Failure::Gone => Trouble { text: texts.get("widget.lost"), again },
        Failure::SlowDown(seconds) => {
            let seconds = seconds.to_string();
            Trouble { text: texts.fill("widget.slow_down", &[("seconds", &seconds)]), again }
        }
        Failure::Refused(text) => Trouble { text, again: None },
    }
}
