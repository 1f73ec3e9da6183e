//! From an order number to an order card or a person. Whatever does not lead to a card looks and
//! lasts the same, so that nobody learns which order numbers exist.

use crate::conversation::attempt::Attempt;
use crate::conversation::card::Payload;
use crate::conversation::order_code;
use crate::conversation::session::Session;
use crate::conversation::turn::Reply;
use crate::error::Error;
use crate::orders::{
    Asked, Claim, ClaimError, CodeRule, Lookup, OrderNumber, OrderReader, Proof, VerifiedOrder,
};
use std::net::IpAddr;
use vouch_shared::handoff::HandoffReason;

/// Shows the form, with the number that is known already.
pub fn ask(session: &Session<'_>, number: Option<String>, why: &str) -> Reply {
    if !session.visitor.has_orders() {
        return Reply::handoff(session, HandoffReason::OrdersUnavailable, "orders=not_connected");
    }
    Reply::one(Payload::order_form(session.texts(), number, None), format!("order=asked {why}"))
}

/// Shows the form, below the latest orders of whom the shop's signed identity names.
pub async fn offer(session: &Session<'_>, why: &str) -> Reply {
    let reader = session.visitor.site.order_reader.as_ref();
    let (Some(reader), Some(email)) = (reader, session.shopper.email()) else {
        return ask(session, None, why);
    };
    match reader.recent(&email, session.app().clock.now()).await {
        Ok(Some(recent)) if !recent.is_empty() => {
            let card = Payload::own_orders(session.texts(), &recent);
            Reply::one(card, format!("order=offered source={} {why}", recent.source()))
        }
        Ok(_) => ask(session, None, why),
        // The list is a convenience; the form still opens any order.
        Err(detail) => ask(session, None, &format!("recent=unavailable detail={detail:?} {why}")),
    }
}

/// Goes on with what the shopper gave in the form, or picked.
pub async fn answer_form(
    session: &Session<'_>,
    asked: &Asked,
    address: IpAddr,
) -> Result<Reply, Error> {
    let Some(reader) = &session.visitor.site.order_reader else {
        return Ok(ask(session, None, ""));
    };
    match asked {
        Asked::Claim(claim) => open_claim(session, reader, claim, address).await,
        Asked::Code(number, code) => {
            order_code::redeem(session, reader, (number, code), address).await
        }
        Asked::Number(number) => open_own(session, reader, number, address).await,
    }
}

/// Looks an order up whose number stood in a text, for whoever the shop vouches for; others are
/// asked for a proof.
pub async fn open_number(
    session: &Session<'_>,
    number: &OrderNumber,
    (why, address): (&str, IpAddr),
) -> Result<Reply, Error> {
    match &session.visitor.site.order_reader {
        Some(reader) if session.shopper.email().is_some() => {
            open_own(session, reader, number, address).await
        }
        _ => Ok(ask(session, Some(number.as_str().to_owned()), why)),
    }
}

/// Looks an order up with whom the shop's signed identity names as the proof.
async fn open_own(
    session: &Session<'_>,
    reader: &OrderReader,
    number: &OrderNumber,
    address: IpAddr,
) -> Result<Reply, Error> {
    if let Some(email) = session.shopper.email() {
        let claim = Claim { number: number.clone(), proof: Proof::Identity(email) };
        let attempt = Attempt::begin(session, number, address).await?;
        return open_with(session, reader, &claim, attempt).await;
    }
    if !session.shopper.is_named() {
        let error = ClaimError::no_proof();
        return Err(Error::invalid(format!("say.order.{}", error.field), error.to_string()));
    }
    // The page named somebody, but in a way that does not count (any more).
    let number = Some(number.as_str().to_owned());
    let card = Payload::order_form(session.texts(), number, Some("order_form.unsigned"));
    Ok(Reply::one(card, "order=asked identity=refused"))
}

/// Looks an order up for whoever can prove that it is theirs.
async fn open_claim(
    session: &Session<'_>,
    reader: &OrderReader,
    claim: &Claim,
    address: IpAddr,
) -> Result<Reply, Error> {
    let orders = session.visitor.site.orders.as_ref();
    if orders.is_some_and(|orders| orders.code == CodeRule::Required) {
        return order_code::request(session, reader, claim, address).await;
    }
    let attempt = Attempt::begin(session, &claim.number, address).await?;
    open_with(session, reader, claim, attempt).await
}

/// Looks an order up within a try that was counted.
pub(super) async fn open_with(
    session: &Session<'_>,
    reader: &OrderReader,
    claim: &Claim,
    attempt: Attempt<'_>,
) -> Result<Reply, Error> {
    if let Some(minutes) = attempt.locked_for_minutes().await? {
        attempt.take_back().await?;
        return Ok(locked(session, minutes, "order=locked"));
    }
    let found = reader.look_up(claim, session.app().clock.now()).await;
    match found {
        Lookup::NoMatch => attempt.pace().await,
        Lookup::Unavailable { .. } => {
            attempt.take_back().await?;
            attempt.pace().await;
        }
        Lookup::CheckFailed(_) => attempt.take_back().await?,
        Lookup::Verified(_) => {
            let reply = answer(session, claim, found);
            return Ok(Reply { succeeded: Some(attempt.id), ..reply });
        }
    }
    Ok(answer(session, claim, found))
}

/// Nothing is looked up for a while.
pub(super) fn locked(session: &Session<'_>, minutes: i64, why: &str) -> Reply {
    let minutes = minutes.to_string();
    let values = [("minutes", minutes.as_str())];
    Reply::handoff_with(session, HandoffReason::TooManyAttempts, &values, why)
}

fn answer(session: &Session<'_>, claim: &Claim, found: Lookup) -> Reply {
    match found {
        Lookup::Verified(order) => {
            let why = format!("order=verified checks={}", order.checks().join(","));
            let mut reply = Reply::one(Payload::order(&order, session.texts()), why);
            reply.cards.extend(next(session, &order));
            reply
        }
        Lookup::NoMatch => {
            let number = Some(claim.number.as_str().to_owned());
            let card = Payload::order_form(session.texts(), number, Some("order_form.no_match"));
            Reply::one(card, "order=no_match")
        }
        Lookup::CheckFailed(failed) => {
            metrics::counter!("vouch_order_checks_failed", "check" => failed.check).increment(1);
            let why = format!("order_check={} detail={:?}", failed.check, failed.detail);
            Reply::handoff(session, HandoffReason::OrderCheckFailed, &why)
        }
        Lookup::Unavailable { detail } => {
            metrics::counter!("vouch_orders_unavailable").increment(1);
            let why = format!("orders=unavailable detail={detail:?}");
            Reply::handoff(session, HandoffReason::OrdersUnavailable, &why)
        }
    }
}

/// What happens next, in approved text of its own card, where the owner names a section for the
/// state and it is in force.
fn next(session: &Session<'_>, order: &VerifiedOrder) -> Option<Payload> {
    let answer = session.visitor.site.orders.as_ref()?.next.get(&order.state())?;
    let knowledge = session.knowledge()?;
    let section = knowledge.sections.get(answer);
    if section.is_none() {
        tracing::warn!(
            site.key = %session.site_key(), section.answer = answer.as_str(),
            "[site.orders.next] names a section that is not in force"
        );
    }
    section.map(Payload::policy)
}
