//! The turn: one message of the shopper, one decision, cards that are durable before they leave.

use crate::clock::timestamp;
use crate::conversation::card::{Offer, Payload, parse_satisfaction};
use crate::conversation::session::Session;
use crate::conversation::{again, follow_up, input, order_flow};
use crate::error::Error;
use crate::handoff::rules::parse_number;
use crate::handoff::silence;
use crate::handoff::steps::shopper_wrote;
use crate::knowledge::library::SiteKnowledge;
use crate::ledger::{Append, Beside, DeskRows, Entry, RequestKey, Said};
use crate::orders::{self, Asked, Claim, Proof};
use crate::store::{self, takeover::TakeoverRow};
use std::net::IpAddr;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_engine::decision::{Candidate, Decision, Outcome, Question};
use vouch_engine::knowledge::Target;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON};
use vouch_shared::conversation::{Say, TurnReply, TurnRequest};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{AnswerId, TicketNumber, TurnId};
use vouch_shared::reply::Satisfaction;
use vouch_shared::ticket::Considered;

/// What a turn is answered with, and why.
pub struct Reply {
    pub cards: Vec<Payload>,
    /// One readable line for the ledger.
    pub decision: String,
    /// Set when the reply hands over to a person.
    pub handoff: Option<HandoffReason>,
    /// The try that opened an order. It stops counting once the reply is durable.
    pub succeeded: Option<String>,
    /// The answers that were considered, likeliest first.
    pub considered: Vec<Considered>,
}

impl Reply {
    /// A reply of one card.
    pub fn one(card: Payload, decision: impl Into<String>) -> Self {
        Self::new(vec![card], decision.into(), None)
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
        let card = handoff_card(session, reason, values);
        let decision = format!("handoff={} {why}", reason.as_str());
        Self::new(vec![card], decision.trim_end().to_owned(), Some(reason))
    }

    fn new(cards: Vec<Payload>, decision: String, handoff: Option<HandoffReason>) -> Self {
        Self { cards, decision, handoff, considered: Vec::new(), succeeded: None }
    }
}

/// "A person will answer", as the site promises it now.
fn handoff_card(session: &Session<'_>, reason: HandoffReason, values: &[(&str, &str)]) -> Payload {
    let expected_by = session.visitor.expected_by(session.app().clock.now());
    Payload::handoff(session.texts(), reason, values, expected_by)
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
    let said = say.said(session);
    if let Some(taken) = silence::find(session).await? {
        return pass_on(session, (&request.turn_id, key), said, &taken).await;
    }
    if let Parsed::Choose(choice) = &say
        && let Some(rated) = parse_satisfaction(choice)
    {
        return rate(session, (&request.turn_id, key), said, rated).await;
    }
    let reply = decide(session, &say, address).await?;
    metrics::counter!("vouch_turns", "handoff" => reply.handoff.map_or("none", HandoffReason::as_str))
        .increment(1);
    record(session, (&request.turn_id, key), said, reply).await
}

/// Hands what was said to the person who has the say. The machine adds nothing (P3 holds all the
/// same: it is durable, and announced, before the shopper hears that it arrived).
async fn pass_on(
    session: &Session<'_>,
    (turn, key): (&TurnId, RequestKey),
    said: Said,
    taken: &TakeoverRow,
) -> Result<TurnReply, Error> {
    let now = session.app().clock.now();
    let rows = silence::rows(session, said.shown(), taken, now).await?;
    let decision = format!("taken_over ticket=V-{}", taken.ticket);
    let entry = entry(turn, said, Reply::new(Vec::new(), decision, None), &[], now);
    append(session, (turn, key), entry, Some(Beside::Desk(Box::new(rows)))).await
}

/// Keeps what the shopper thought of a ticket of this conversation.
async fn rate(
    session: &Session<'_>,
    (turn, key): (&TurnId, RequestKey),
    said: Said,
    (ticket, verdict): (TicketNumber, Satisfaction),
) -> Result<TurnReply, Error> {
    let (app, site) = (session.app(), session.site_key());
    let number = parse_number(ticket.as_str()).unwrap_or_default();
    let row = store::ticket::find(&app.store, site, number).await?;
    let row = row.filter(|row| row.conversation == session.conversation.0).ok_or_else(|| {
        Error::invalid("say.choose", "no ticket of this conversation has this number")
    })?;
    let now = app.clock.now();
    let thanks = format!("talk.thanks_{}", verdict.as_str());
    let values = [("ticket", ticket.as_str())];
    let mut cards = vec![Payload::talk_notice(session.texts(), &thanks, &values)];
    let handoff = (verdict == Satisfaction::NotSolved).then_some(HandoffReason::AskedForPerson);
    cards.extend(handoff.map(|reason| handoff_card(session, reason, &[])));
    let mut rows = match handoff {
        Some(_) => shopper_wrote(app, &session.visitor.site, row, (said.shown(), now)),
        None => DeskRows::default(),
    };
    rows.rating = Some((number, verdict.as_str()));
    let reply = Reply::new(cards, format!("satisfaction={}", verdict.as_str()), handoff);
    let cards = session.sign(Some(turn), &reply.cards, now)?;
    let entry = entry(turn, said, reply, &cards, now);
    append(session, (turn, key), entry, Some(Beside::Desk(Box::new(rows)))).await
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
                let texts = session.texts();
                let label = match parse_satisfaction(answer) {
                    Some((_, verdict)) => texts.get(&format!("talk.{}", verdict.as_str())),
                    None => title().unwrap_or_else(|| texts.get(&format!("quick.{answer}"))),
                };
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
        _ => {
            let considered = decision.candidates.iter().map(considered).collect();
            let reply = answer_decision(session, knowledge.as_deref(), decision);
            Ok(Reply { considered, ..reply })
        }
    }
}

fn considered(candidate: &Candidate) -> Considered {
    Considered {
        answer: AnswerId(candidate.target.to_string()),
        title: candidate.title.clone(),
        // Four digits, as in the decision's line: the ledger is no place for noise.
        confidence: (candidate.confidence * 10_000.0).round() / 10_000.0,
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
                Some(cards) => Reply::new(cards, why, None),
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
    (turn, key): (&TurnId, RequestKey),
    said: Said,
    mut reply: Reply,
) -> Result<TurnReply, Error> {
    let now = session.app().clock.now();
    let beside = match reply.succeeded.clone() {
        Some(id) => Some(Beside::Succeeded(id)),
        None => again::reopen(session, &said, &mut reply, now).await?,
    };
    let cards = session.sign(Some(turn), &reply.cards, now)?;
    let spoken = said.clone();
    let entry = entry(turn, said, reply, &cards, now);
    match append(session, (turn, key.clone()), entry, beside).await {
        // A person took over while the machine was thinking: what it found is not shown.
        Err(Error::Unavailable(store::Error::TakenOver)) => {
            let taken = silence::find(session).await?;
            let taken = taken.ok_or(Error::Unavailable(store::Error::TakenOver))?;
            pass_on(session, (turn, key), spoken, &taken).await
        }
        done => done,
    }
}

fn entry(turn: &TurnId, said: Said, reply: Reply, cards: &[String], now: OffsetDateTime) -> Entry {
    Entry::Turn {
        at: timestamp(now).0,
        turn: turn.clone(),
        said,
        decision: one_line(&reply.decision),
        handoff: reply.handoff,
        cards: cards.to_vec(),
        rejected: if reply.handoff.is_some() { reply.considered } else { Vec::new() },
    }
}

/// Makes the turn durable, and only then lets its cards go.
async fn append(
    session: &Session<'_>,
    (turn, key): (&TurnId, RequestKey),
    entry: Entry,
    beside: Option<Beside>,
) -> Result<TurnReply, Error> {
    let cards = entry.cards().to_vec();
    let succeeded = match &beside {
        Some(Beside::Succeeded(id)) => Some(id.clone()),
        _ => None,
    };
    let append = Append {
        site: session.site_key().clone(),
        conversation: session.conversation.clone(),
        entry,
        request: Some(key.clone()),
        beside,
    };
    match session.app().ledger.append(append).await {
        Ok(()) => return Ok(TurnReply { turn: turn.clone(), cards }),
        Err(store::Error::TakenOver) => {
            take_back(session, succeeded.as_deref()).await?;
            return Err(store::Error::TakenOver.into());
        }
        Err(store::Error::Conflict) => {
            // The same turn came twice at once; the other one's reply counts.
            take_back(session, succeeded.as_deref()).await?;
            if let Some(earlier) = replay(session, turn, &key).await {
                return earlier;
            }
        }
        // The writer has logged why.
        Err(_) => {}
    }
    let now = session.app().clock.now();
    let card = handoff_card(session, HandoffReason::NotLogged, &[]);
    Ok(TurnReply { turn: turn.clone(), cards: session.sign(Some(turn), &[card], now)? })
}

/// A try that opened an order was no failure, whatever became of the reply.
async fn take_back(session: &Session<'_>, succeeded: Option<&str>) -> Result<(), Error> {
    if let Some(id) = succeeded {
        store::order_attempt::remove(&session.app().store, session.site_key(), id).await?;
    }
    Ok(())
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
