//! Opening a conversation, or picking up the one that this tab (or visitor) had.

use crate::chat::{Chat, Line, Phase};
use crate::failure::Failure;
use crate::store::Session;
use crate::task::spawn;
use crate::timeline::{Moment, arrange};
use leptos::prelude::*;
use vouch_shared::conversation::ConversationView;
use vouch_shared::id::{Timestamp, TurnId};
use vouch_ui::verified::VerifiedCard;

impl Chat {
    /// Opens the conversation; what the shopper asked meanwhile is said as soon as it is open.
    pub(crate) fn connect(self) {
        self.phase.set(Phase::Opening);
        spawn(async move {
            match self.resume_or_create().await {
                Ok(()) => {
                    self.phase.set(Phase::Ready);
                    self.listen();
                    let waiting = self.desk.write_value().waiting.take();
                    if let Some(question) = waiting {
                        self.ask(question);
                    }
                }
                Err(_) => self.give_up("server"),
            }
        });
    }

    /// Leaves this conversation behind and opens another.
    pub(crate) fn start_over(self) {
        if self.phase.get_untracked() != Phase::Ready || self.busy.get_untracked() {
            return;
        }
        self.desk.with_value(|desk| desk.store.forget());
        self.trouble.set(None);
        self.settled.set(0);
        self.entries.set(Vec::new());
        self.draft.set(String::new());
        self.connect();
    }

    async fn resume_or_create(self) -> Result<(), Failure> {
        if let Some(session) = self.desk.with_value(|desk| desk.store.load()) {
            match self.api().get_conversation(&session).await {
                Ok(view) => return self.resume(session, view).await,
                Err(Failure::Gone) => {}
                Err(failure) => return Err(failure),
            }
        }
        let cards = self.create().await?;
        self.add_cards(&cards).await;
        Ok(())
    }

    /// Opens a new conversation and gives back the cards that it starts with.
    pub(crate) async fn create(self) -> Result<Vec<String>, Failure> {
        let locale = self.desk.with_value(|desk| desk.locale.clone());
        let created = self.api().create_conversation(&locale).await?;
        self.enter(Session { id: created.id, token: created.token });
        Ok(created.cards)
    }

    async fn resume(self, session: Session, view: ConversationView) -> Result<(), Failure> {
        self.enter(session);
        let cards = self.verify_all(&view.cards).await;
        for moment in arrange(view.turns, cards, place_of) {
            match moment {
                Moment::Said(text) => {
                    self.push(Line::Said(text));
                }
                Moment::Card(card) => self.show_card(card),
            }
        }
        Ok(())
    }

    fn enter(self, session: Session) {
        self.desk.update_value(|desk| {
            desk.store.save(&session);
            desk.session = Some(session);
            desk.identity = desk.bridge.identity();
        });
    }

    /// Hands the shopper, and what was meant to be said, to the loader's own form.
    fn give_up(self, reason: &'static str) {
        self.open.set(false);
        let words = self.desk.write_value().waiting.take().unwrap_or_default();
        self.bridge().fail(reason, &words);
    }
}

fn place_of(card: &VerifiedCard) -> (Option<TurnId>, Timestamp) {
    let card = card.card();
    (card.turn.clone(), card.issued_at.clone())
}
