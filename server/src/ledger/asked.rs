//! What shoppers asked and what became of it: rows beside the ledger that save insights from
//! searching it.

use super::entry::{Entry, Said};
use super::line::value_in_line;
use crate::store;
use crate::store::insight::{self, NewQuestion};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use sqlx::AnyConnection;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{ConversationId, SiteKey};
use vouch_shared::insight::Outcome;

/// Guards that stop what asks nothing: recognised thanks, a lone smiley.
const NO_QUESTION: [&str; 2] = ["closing", "no-words"];

/// Notes what a turn says about questions.
pub(super) async fn note(
    connection: &mut AnyConnection,
    (site, conversation, sequence): (&SiteKey, &ConversationId, i64),
    entry: &Entry,
) -> Result<(), store::Error> {
    let Some(outcome) = outcome(entry) else { return Ok(()) };
    let Entry::Turn { at, said, handoff, .. } = entry else { return Ok(()) };
    let reason = handoff.map(HandoffReason::as_str);
    // A pick or an order's proof goes on with what Vouch asked back.
    let goes_on = !matches!(said, Said::Text(_));
    if goes_on && insight::settle(connection, (site, conversation), outcome, reason).await? {
        return Ok(());
    }
    let question = NewQuestion { site, conversation, sequence, at, outcome, reason };
    insight::insert(connection, &question).await
}

/// What a turn's reply makes of the question; nothing where the turn asked nothing, a person has
/// the say, or a ticket was judged.
fn outcome(entry: &Entry) -> Option<Outcome> {
    let Entry::Turn { decision, handoff, cards, .. } = entry else { return None };
    let kinds: Vec<String> = cards.iter().filter_map(|card| card_kind(card)).collect();
    let has = |kind: &str| kinds.iter().any(|other| other == kind);
    if has("notice") {
        return None;
    }
    if handoff.is_some() {
        let guard = value_in_line(decision, "guard");
        let asks = guard.is_none_or(|guard| !NO_QUESTION.contains(&guard.as_str()));
        return asks.then_some(Outcome::HandedOff);
    }
    [
        ("order", Outcome::Order),
        ("policy", Outcome::Text),
        ("order_form", Outcome::AskedBack),
        ("choices", Outcome::AskedBack),
    ]
    .into_iter()
    .find_map(|(kind, outcome)| has(kind).then_some(outcome))
}

/// The kind of a card. Only our own cards come here, so the signature is not checked again.
pub fn card_kind(jws: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Kind {
        kind: String,
    }
    let payload = URL_SAFE_NO_PAD.decode(jws.split('.').nth(1)?).ok()?;
    serde_json::from_slice::<Kind>(&payload).ok().map(|payload| payload.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(kinds: &[&str], decision: &str, handoff: Option<HandoffReason>) -> Entry {
        let card = |kind: &&str| {
            let payload = URL_SAFE_NO_PAD.encode(format!("{{\"kind\":\"{kind}\"}}"));
            format!("h.{payload}.s")
        };
        Entry::Turn {
            at: "2026-11-22T10:00:00.000Z".into(),
            turn: "t".into(),
            said: Said::Text("Thanks".into()),
            decision: decision.into(),
            handoff,
            cards: kinds.iter().map(card).collect(),
            rejected: Vec::new(),
        }
    }

    #[test]
    fn a_reply_tells_what_became_of_the_question() {
        let unsure = Some(HandoffReason::LowConfidence);
        let closing = "handoff=low_confidence abstain guard=closing engine=e";
        let quoted = "handoff=low_confidence abstain nearest=\"guard=closing\" engine=e";
        for (kinds, decision, handoff, expected) in [
            (vec!["policy", "policy"], "answers=a,b", None, Some(Outcome::Text)),
            // An order with the text of what happens next.
            (vec!["order", "policy"], "order=verified", None, Some(Outcome::Order)),
            (vec!["order_form"], "order=asked", None, Some(Outcome::AskedBack)),
            (vec!["choices"], "choices=a,b", None, Some(Outcome::AskedBack)),
            (vec!["handoff"], quoted, unsure, Some(Outcome::HandedOff)),
            (vec!["handoff"], closing, unsure, None),
            // Said to a person, and what was thought of a ticket.
            (vec![], "taken_over ticket=V-1001", None, None),
            (vec!["notice", "handoff"], "satisfaction=not_solved", unsure, None),
        ] {
            assert_eq!(outcome(&turn(&kinds, decision, handoff)), expected, "{kinds:?} {decision}");
        }
    }
}
