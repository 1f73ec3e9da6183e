//! What people of the shop write, as they write it: listened for while the panel is open and the
//! conversation has a ticket. A closed panel shows nothing, so then the server sends mail.

use crate::chat::{Chat, Line, Phase};
use crate::failure::Failure;
use crate::store::Session;
use crate::task::spawn;
use leptos::prelude::*;
use std::time::Duration;
use vouch_shared::card::CardBody;
use web_sys::AbortController;

/// The pause before a stream that ended is opened again.
const AGAIN: Duration = Duration::from_secs(1);

impl Chat {
    /// Starts to listen, where a person may write.
    pub(crate) fn listen(self) {
        let is_open = self.open.get_untracked() && self.phase.get_untracked() == Phase::Ready;
        let is_listening = self.desk.with_value(|desk| desk.live.is_some());
        if !is_open || is_listening || !self.has_ticket() {
            return;
        }
        let (Ok(session), Ok(live)) = (self.session(), AbortController::new()) else { return };
        let signal = live.signal();
        self.desk.update_value(|desk| desk.live = Some(live));
        spawn(async move {
            // However it ended, it is tried again for as long as the panel is open.
            let _ = self.follow_stream(&session, &signal).await;
            if !signal.aborted() {
                self.stop_listening();
                set_timeout(move || self.listen(), AGAIN);
            }
        });
    }

    pub(crate) fn stop_listening(self) {
        if let Some(live) = self.desk.write_value().live.take() {
            live.abort();
        }
    }

    async fn follow_stream(
        self,
        session: &Session,
        signal: &web_sys::AbortSignal,
    ) -> Result<(), Failure> {
        let mut events = self.api().open_events(session, signal).await?;
        // The stream tells what comes; what came before it, a look back tells.
        let missed = self.api().get_conversation(session).await?;
        self.add_cards(&missed.cards).await;
        while let Some(cards) = events.next_cards().await {
            self.add_cards(&cards).await;
        }
        Ok(())
    }

    fn has_ticket(self) -> bool {
        self.entries.with_untracked(|all| {
            all.iter().any(|entry| {
                matches!(&entry.line, Line::Card(card) if matches!(
                    card.card().body,
                    CardBody::HandoffReceipt { .. } | CardBody::StaffMessage { .. }
                ))
            })
        })
    }
}
