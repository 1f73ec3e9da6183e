//! From what arrived to what is shown: cards are verified one by one, and one that fails leaves
//! a contact form in its place (P1).

use crate::chat::{Chat, Entry, Line};
use crate::task::spawn;
use leptos::prelude::*;
use vouch_shared::card::CardBody;
use vouch_ui::card::kind_of;
use vouch_ui::keys::TrustedKeys;
use vouch_ui::verified::{Reason, Refusal, VerifiedCard, verify};

impl Chat {
    /// Shows those of the cards that can be trusted, and gives back their kinds.
    pub(crate) async fn add_cards(self, cards: &[String]) -> Vec<&'static str> {
        let cards = self.verify_all(cards).await;
        let cards: Vec<_> = cards.into_iter().filter(|card| !self.has(card)).collect();
        let kinds = cards.iter().map(|card| kind_of(&card.card().body)).collect();
        for card in cards {
            self.show_card(card);
        }
        kinds
    }

    /// Whether a card stands there already: a reply and the stream both bring it.
    fn has(self, card: &VerifiedCard) -> bool {
        let is_it = |entry: &Entry| matches!(&entry.line, Line::Card(shown) if shown.card().id == card.card().id);
        self.entries.with_untracked(|all| all.iter().any(is_it))
    }

    pub(crate) fn show_card(self, card: VerifiedCard) {
        let receipt = matches!(card.card().body, CardBody::HandoffReceipt { .. });
        let key = self.push(Line::Card(card));
        if receipt {
            self.settled.set(key);
        }
    }

    /// The cards that can be trusted. If any cannot, a contact form says so, once.
    pub(crate) async fn verify_all(self, cards: &[String]) -> Vec<VerifiedCard> {
        let mut verified = Vec::with_capacity(cards.len());
        let mut refused = false;
        for jws in cards {
            match self.verify_one(jws).await {
                Ok(card) => verified.push(card),
                Err(refusal) => {
                    refused = true;
                    self.report(refusal);
                }
            }
        }
        if refused {
            self.push(Line::Contact("widget.refused"));
        }
        verified
    }

    /// A key id that is not listed may be newer than our list: then the list is asked for again,
    /// once, and must be by the same root key.
    async fn verify_one(self, jws: &str) -> Result<VerifiedCard, Refusal> {
        let session = self.session().map_err(|_| Reason::Scope)?;
        match verify(jws, &self.keys(), &session.id).await {
            Err(Refusal { reason: Reason::Kid, card: None }) => {
                self.renew_keys().await.ok_or(Reason::Kid)?;
                verify(jws, &self.keys(), &session.id).await
            }
            outcome => outcome,
        }
    }

    fn keys(self) -> TrustedKeys {
        self.desk.with_value(|desk| desk.keys.clone())
    }

    async fn renew_keys(self) -> Option<()> {
        let locale = self.desk.with_value(|desk| desk.locale.clone());
        let config = self.api().get_config(&locale).await.ok()?;
        let newer = self.keys().renew(&config.keys).await?;
        self.desk.update_value(|desk| desk.keys = newer);
        Some(())
    }

    /// Tells the page and the server that a card was not shown.
    fn report(self, refusal: Refusal) {
        self.bridge().emit("error", "reason", refusal.reason.as_str());
        if let Ok(session) = self.session() {
            let api = self.api();
            spawn(async move { api.report_refusal(&session, &refusal).await });
        }
    }
}
