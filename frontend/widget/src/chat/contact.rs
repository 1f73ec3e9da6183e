//! Contact forms: sent at once, or kept by the loader until the server is back (P7).

use crate::api::handoff_to_js;
use crate::chat::Chat;
use crate::failure::Failure;
use crate::id;
use crate::task::spawn;
use leptos::prelude::*;
use vouch_shared::handoff::{HandoffReply, HandoffRequest};
use vouch_shared::id::{HandoffId, TicketNumber};
use vouch_ui::contact_form::{Contact, Progress};
use vouch_ui::text::Texts;

impl Chat {
    /// Sends a filled-in form and shows what becomes of it.
    pub(crate) fn send_contact(self, contact: Contact) {
        let texts = self.texts;
        let request = HandoffRequest {
            handoff_id: HandoffId(id::random()),
            name: contact.name,
            email: contact.email.trim().to_owned(),
            message: contact.message,
            consent: true,
        };
        let progress = contact.progress;
        progress.set(Progress::Sending);
        spawn(async move {
            match self.hand_off(&request).await {
                Ok(reply) => {
                    let thanks = thanks(&reply.ticket, &request.email, texts);
                    self.bridge().emit("ticket", "ticket", reply.ticket.as_str());
                    // The receipt card, once shown, takes the place of forms above it.
                    progress.set(Progress::Sent(thanks));
                    self.add_cards(&reply.cards).await;
                    self.listen();
                }
                Err(Failure::Refused(why)) => progress.set(Progress::Refused(why)),
                Err(Failure::SlowDown(seconds)) => {
                    let seconds = seconds.to_string();
                    let text = texts.fill("widget.slow_down", &[("seconds", &seconds)]);
                    progress.set(Progress::Refused(text));
                }
                Err(Failure::Unreachable | Failure::Gone) => self.keep(request, progress, texts),
            }
        });
    }

    /// Hands the form to the loader, which sends it under the same id until it arrives.
    fn keep(self, request: HandoffRequest, progress: RwSignal<Progress>, texts: Texts) {
        let form = handoff_to_js(&request);
        progress.set(Progress::Kept);
        let delivered = move |ticket: String| {
            let thanks = thanks(&TicketNumber(ticket), &request.email, texts);
            // The form may be gone from the screen by then.
            let _ = progress.try_set(Progress::Sent(thanks));
        };
        self.bridge().keep(&form, delivered);
    }

    async fn hand_off(self, request: &HandoffRequest) -> Result<HandoffReply, Failure> {
        let api = self.api();
        let session = self.session()?;
        match api.hand_off(&session, request).await {
            Err(Failure::Gone) => {
                self.create().await?;
                let session = self.session()?;
                api.hand_off(&session, request).await
            }
            outcome => outcome,
        }
    }
}

fn thanks(ticket: &TicketNumber, email: &str, texts: Texts) -> String {
    texts.fill("receipt.text", &[("ticket", ticket.as_str()), ("email", email)])
}
