//! What the shopper has just read: "and to Norway?" makes sense only after an answer.

use crate::conversation::session::Session;
use crate::error::Error;
use crate::knowledge::library::SiteKnowledge;
use crate::ledger::Entry;
use crate::store;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vouch_shared::card::{Card, Evidence, PolicyEvidence};
use vouch_shared::id::AnswerId;

/// The answer that the last reply of the conversation was, if it was exactly one approved section
/// that is still approved.
pub async fn last_answer(
    session: &Session<'_>,
    knowledge: &SiteKnowledge,
) -> Result<Option<AnswerId>, Error> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    let last = store::ledger::last_reply(&session.app().store, site, conversation).await?;
    let Some(row) = last else { return Ok(None) };
    let entry = Entry::read(&row)?;
    let [card] = entry.cards() else { return Ok(None) };
    let Some(shown) = policy(card) else { return Ok(None) };
    let is_shown = |evidence: &PolicyEvidence| {
        (&evidence.document, &evidence.section) == (&shown.document, &shown.section)
    };
    let mut sections = knowledge.sections.values();
    Ok(sections.find(|one| is_shown(one.evidence())).map(|section| section.answer().clone()))
}

/// What a recorded card rests on, if that is approved text. It is Vouch's own record, so its
/// signature is left to whoever shows it.
fn policy(card: &str) -> Option<PolicyEvidence> {
    let payload = URL_SAFE_NO_PAD.decode(card.split('.').nth(1)?).ok()?;
    let card: Card = serde_json::from_slice(&payload).ok()?;
    match card.evidence {
        Evidence::Policy(evidence) => Some(evidence),
        _ => None,
    }
}
