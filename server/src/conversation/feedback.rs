//! What shoppers, and their widgets, think of cards. Both go to the ledger for the reviewers.

use crate::clock::timestamp;
use crate::conversation::input;
use crate::conversation::session::Session;
use crate::error::Error;
use crate::ledger::{Append, Entry};
use vouch_shared::conversation::{Feedback, MAX_TEXT_CHARS, Refusal};
use vouch_shared::id::CardId;

/// Records whether a card helped.
pub async fn give_feedback(session: &Session<'_>, feedback: &Feedback) -> Result<(), Error> {
    input::client_id("card", feedback.card.as_str())?;
    let words = feedback.words.as_deref().map(input::clean).filter(|words| !words.is_empty());
    if words.as_ref().is_some_and(|words| words.chars().count() > MAX_TEXT_CHARS) {
        let detail = format!("longer than {MAX_TEXT_CHARS} characters; please shorten it");
        return Err(Error::invalid("words", detail));
    }
    let at = timestamp(session.app().clock.now()).0;
    let (card, verdict) = (feedback.card.clone(), feedback.verdict);
    append(session, Entry::Feedback { at, card, verdict, words }).await
}

/// Records that a widget would not show a card: somebody between us and the shopper changed it,
/// or we signed something that we should not have. Either way the operator must know.
pub async fn note_refusal(session: &Session<'_>, refusal: &Refusal) -> Result<(), Error> {
    if let Some(card) = &refusal.card {
        input::client_id("card", card.as_str())?;
    }
    metrics::counter!("vouch_cards_refused").increment(1);
    tracing::error!(
        site.key = %session.site_key(), conversation.id = %session.conversation,
        refusal.reason = refusal.reason.as_str(), "a widget refused a card"
    );
    let at = timestamp(session.app().clock.now()).0;
    let card: Option<CardId> = refusal.card.clone();
    append(session, Entry::Refusal { at, card, reason: refusal.reason.as_str().to_owned() }).await
}

async fn append(session: &Session<'_>, entry: Entry) -> Result<(), Error> {
    let append = Append {
        site: session.site_key().clone(),
        conversation: session.conversation.clone(),
        entry,
        request: None,
        beside: None,
    };
    Ok(session.app().ledger.append(append).await?)
}
