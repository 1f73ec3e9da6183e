//! The turn: one message of the shopper, one decision, cards that are durable before they leave.

use crate::clock::timestamp;
use crate::conversation::card::{Offer, Payload};
use crate::conversation::session::Session;
use crate::conversation::{follow_up, input, order_flow};
use crate::error::Error;
use crate::knowledge::library::SiteKnowledge;
use crate::ledger::{Append, Beside, Entry, RequestKey, Said};
use crate::orders::{self, Asked, Claim, Proof};
use crate::store;
use std::net::IpAddr;
use std::sync::Arc;
use vouch_engine::decision::{Decision, Outcome, Question};
use vouch_engine::knowledge::Target;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON};
use vouch_shared::conversation::{Say, TurnReply, TurnRequest};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{AnswerId, TurnId};

/// What a turn is answered with, and why.
pub struct Reply {
    pub cards: Vec<Payload>,
    /// One readable line for the ledger.
    pub decision: String,
    /// Set when the reply hands over to a person.
    pub handoff: Option<HandoffReason>,
    /// The try that opened an order. It stops counting once the reply is durable.
    pub succeeded: Option<String>,
}

impl Reply {
    /// A reply of one card.
    pub fn one(card: Payload, decision: impl Into<String>) -> Self {
        Self { cards: vec![card], decision: decision.into(), handoff: None, succeeded: None }
    }

    /// A reply that hands over to a person.
    pub fn handoff(session: &Session<'_>, reason: HandoffReason, why: &str) -> Self {
        Self::handoff_with(session, reason, &[], why)
    }

    /// The same with values for the wording.
    pub fn handoff_with(
        session: &Session<'_>,
        reason: HandoffReason,
        values: &[(&str, &str)],
        why: &str,
    ) -> Self {
        let card = Payload::handoff(session.texts(), reason, values);
        let decision = format!("handoff={} {why}", reason.as_str());
        let decision = decision.trim_end();
        Self { handoff: Some(reason), ..Self::one(card, decision) }
    }
}

/// Takes a turn. The same turn again gives the same reply.
pub async fn take_turn(
    session: &Session<'_>,
    request: &TurnRequest,
    address: IpAddr,
) -> Result<TurnReply, Error> {
    input::client_id("turn_id", request.turn_id.as_str())?;
    // Salted with the token, which is not stored: the hash must not give away what proves an order.
    let key = RequestKey::salted(&session.token, request.turn_id.as_str(), &request.say);
    if let Some(reply) = replay(session, &request.turn_id, &key).await {
        return reply;
    }
    let say = Parsed::new(&request.say)?;
    session.app().limits.turn(&session.conversation, address)?;
    let reply = decide(session, &say, address).await?;
    metrics::counter!("vouch_turns", "handoff" => reply.handoff.map_or("none", HandoffReason::as_str))
        .increment(1);
    record(session, &request.turn_id, key, say.said(session), reply).await
}

/// The reply that this turn got before. While the database does not answer, nobody can know.
async fn replay(
    session: &Session<'_>,
    turn: &TurnId,
    key: &RequestKey,
) -> Option<Result<TurnReply, Error>> {
    let (site, conversation) = (session.site_key(), &session.conversation);
    let found =
        store::ledger::find_request(&session.app().store, site, conversation, "turn", &key.id)
            .await;
    let row = match found {
        Ok(row) => row?,
        Err(error) => return Some(Err(error.into())),
    };
    if row.request_hash.as_deref() != Some(&key.hash) {
        return Some(Err(Error::Conflict {
            kind: "turn-replayed",
            detail: "this turn_id was used for another message; choose a new one",
        }));
    }
    let entry = Entry::read(&row).map_err(Error::from);
    Some(entry.map(|entry| TurnReply { turn: turn.clone(), cards: entry.cards().to_vec() }))
}

/// A message that fits.
enum Parsed {
    Text(String),
    Choose(AnswerId),
    Order(Asked),
}

impl Parsed {
    fn new(say: &Say) -> Result<Self, Error> {
        match say {
            Say::Text(text) => Ok(Self::Text(input::question(text)?)),
            Say::Choose(choice) => {
                input::choice(choice)?;
                Ok(Self::Choose(choice.clone()))
            }
            Say::Order(claim) => Asked::parse(claim).map(Self::Order).map_err(|error| {
                Error::invalid(format!("say.order.{}", error.field), error.to_string())
            }),
        }
    }

    /// What is recorded as the shopper's words.
    fn said(&self, session: &Session<'_>) -> Said {
        match self {
            Self::Text(text) => Said::Text(text.clone()),
            Self::Order(asked) => Said::order(asked),
            Self::Choose(answer) => {
                let title = || Some(session.knowledge()?.sections.get(answer)?.full_title());
                let label =
                    title().unwrap_or_else(|| session.texts().get(&format!("quick.{answer}")));
                Said::Choose { answer: answer.clone(), label }
            }
        }
    }
}

async fn decide(session: &Session<'_>, say: &Parsed, address: IpAddr) -> Result<Reply, Error> {
    if session.app().stop.is_active() {
        return Ok(Reply::handoff(session, HandoffReason::Stopped, ""));
    }
    match say {
        Parsed::Text(text) => answer_text(session, text, address).await,
        Parsed::Choose(choice) => answer_choice(session, choice).await,
        Parsed::Order(asked) => order_flow::answer_form(session, asked, address).await,
    }
}

async fn answer_text(session: &Session<'_>, text: &str, address: IpAddr) -> Result<Reply, Error> {
    let found = orders::find_in_text(text);
    let (knowledge, decision) = weigh(session, text).await?;
    // An order number settles what the question is about, unless approved text clearly answers
    // it: "how do I send FW-104213 back?" is about returns.
    let about_order = found.number.is_some()
        && !matches!(decision.outcome, Outcome::Answer(_) | Outcome::Answers(_));
    match (&decision.outcome, found) {
        (_, orders::Found { number: Some(number), email: Some(email) }) if about_order => {
            let claim = Claim { number, proof: Proof::Email(email) };
            order_flow::answer_form(session, &Asked::Claim(claim), address).await
        }
        (_, orders::Found { number: Some(number), .. }) if about_order => {
            order_flow::open_number(session, &number, (&decision.explanation, address)).await
        }
        (Outcome::Order, _) => Ok(order_flow::offer(session, &decision.explanation).await),
        _ => Ok(answer_decision(session, knowledge.as_deref(), decision)),
    }
}

/// What the engine makes of a text, and the approved text that this rests on: in the language of
/// the conversation, or in that of the question.
async fn weigh(
    session: &Session<'_>,
    text: &str,
) -> Result<(Option<Arc<SiteKnowledge>>, Decision), Error> {
    let app = session.app();
    let Some(knowledge) = session.knowledge() else {
        return Ok((None, app.bare_engine.engine().decide(text)));
    };
    let after = follow_up::last_answer(session, &knowledge).await?;
    let question = Question { text, after: after.as_ref() };
    let decided = app.library.decide(&session.visitor.site, &session.visitor.locale, question);
    // A publication may have emptied the shelf in between.
    Ok(match decided {
        Some((knowledge, decision)) => (Some(knowledge), decision),
        None => (None, app.bare_engine.engine().decide(text)),
    })
}

fn answer_decision(
    session: &Session<'_>,
    knowledge: Option<&SiteKnowledge>,
    decision: Decision,
) -> Reply {
    let why = decision.explanation;
    let Some(knowledge) = knowledge else {
        let asked = decision.outcome == Outcome::Person;
        let reason = if asked { HandoffReason::AskedForPerson } else { HandoffReason::NoKnowledge };
        return Reply::handoff(session, reason, &why);
    };
    let section = |id: &AnswerId| knowledge.sections.get(id);
    match decision.outcome {
        Outcome::Person => Reply::handoff(session, HandoffReason::AskedForPerson, &why),
        Outcome::Answer(id) => match section(&id) {
            Some(section) => Reply::one(Payload::policy(section), why),
            None => Reply::handoff(session, HandoffReason::LowConfidence, &why),
        },
        Outcome::Answers(ids) => {
            let cards: Option<Vec<_>> =
                ids.iter().map(|id| section(id).map(Payload::policy)).collect();
            match cards {
                Some(cards) => Reply { cards, decision: why, handoff: None, succeeded: None },
                None => Reply::handoff(session, HandoffReason::LowConfidence, &why),
            }
        }
        Outcome::Choices(targets) => {
            let offered: Vec<Offer<'_>> = targets
                .iter()
                .filter_map(|target| match target {
                    Target::Answer(id) => section(id).map(Offer::Section),
                    Target::Order => session.visitor.has_orders().then_some(Offer::Order),
                    Target::Person => Some(Offer::Person),
                })
                .collect();
            if offered.is_empty() {
                return Reply::handoff(session, HandoffReason::LowConfidence, &why);
            }
            Reply::one(Payload::choices(session.texts(), &offered), why)
        }
        Outcome::Order | Outcome::Abstain => {
            Reply::handoff(session, HandoffReason::LowConfidence, &why)
        }
    }
}

async fn answer_choice(session: &Session<'_>, choice: &AnswerId) -> Result<Reply, Error> {
    match choice.as_str() {
        CHOOSE_ORDER => return Ok(order_flow::offer(session, "chosen=order").await),
        CHOOSE_PERSON => {
            return Ok(Reply::handoff(session, HandoffReason::AskedForPerson, "chosen=person"));
        }
        _ => {}
    }
    let knowledge = session.knowledge();
    let section = knowledge.as_ref().and_then(|knowledge| knowledge.sections.get(choice));
    match section {
        Some(section) => Ok(Reply::one(Payload::policy(section), format!("chosen={choice}"))),
        None => Err(Error::invalid("say.choose", "no approved answer has this id")),
    }
}

/// Signs the reply, makes it durable, and only then lets it go (P3). Cards that were signed but
/// could not be recorded never leave this function.
async fn record(
    session: &Session<'_>,
    turn: &TurnId,
    key: RequestKey,
    said: Said,
    reply: Reply,
) -> Result<TurnReply, Error> {
    let now = session.app().clock.now();
    let cards = session.sign(Some(turn), &reply.cards, now)?;
    let append = Append {
        site: session.site_key().clone(),
        conversation: session.conversation.clone(),
        entry: Entry::Turn {
            at: timestamp(now).0,
            turn: turn.clone(),
            said,
            decision: one_line(&reply.decision),
            handoff: reply.handoff,
            cards: cards.clone(),
        },
        request: Some(key.clone()),
        beside: reply.succeeded.clone().map(Beside::Succeeded),
    };
    match session.app().ledger.append(append).await {
        Ok(()) => return Ok(TurnReply { turn: turn.clone(), cards }),
        Err(store::Error::Conflict) => {
            // The same turn came twice at once; the other one's reply counts.
            if let Some(id) = &reply.succeeded {
                store::order_attempt::remove(&session.app().store, session.site_key(), id).await?;
            }
            if let Some(earlier) = replay(session, turn, &key).await {
                return earlier;
            }
        }
        // The writer has logged why.
        Err(_) => {}
    }
    let card = Payload::handoff(session.texts(), HandoffReason::NotLogged, &[]);
    Ok(TurnReply { turn: turn.clone(), cards: session.sign(Some(turn), &[card], now)? })
}

/// A decision's line, whatever strangers' words are in it.
fn one_line(decision: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    decision.replace(breaks, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_stays_one_line() {
        let forged = "abstain nearest=\"a\nb\r\u{85}c\u{2028}answer=returns\"";
        assert_eq!(one_line(forged), "abstain nearest=\"a b  c answer=returns\"");
    }
}
