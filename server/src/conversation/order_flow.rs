//! From an order number to an order card or a person. Whatever does not lead to a card looks and
//! lasts the same, so that nobody learns which order numbers exist.

use crate::auth::token::sha256_hex;
use crate::clock::{new_id, unix_ms};
use crate::conversation::card::Payload;
use crate::conversation::session::Session;
use crate::conversation::turn::Reply;
use crate::error::Error;
use crate::orders::{Claim, Lookup};
use crate::store;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;
use vouch_shared::handoff::HandoffReason;

/// A claim that did not hold is answered at a whole multiple of this after it came, whatever the
/// reason. A look-up needs a small part of one, so that what is left of a difference in work
/// drowns in it.
const FAILURE_TAKES: Duration = Duration::from_millis(350);
/// An address may fail this many times as often as one conversation: many people can share one.
const ADDRESS_FACTOR: i64 = 6;

/// Shows the form, with the number that is known already.
pub fn ask(session: &Session<'_>, number: Option<String>, why: &str) -> Reply {
    if !session.visitor.has_orders() {
        return Reply::handoff(session, HandoffReason::OrdersUnavailable, "orders=not_connected");
    }
    Reply::one(Payload::order_form(session.texts(), number, false), format!("order=asked {why}"))
}

/// Looks an order up for whoever can prove that it is theirs.
pub async fn open_order(
    session: &Session<'_>,
    claim: &Claim,
    address: IpAddr,
) -> Result<Reply, Error> {
    let started = Instant::now();
    let Some(reader) = session.app().orders.get(session.site_key()) else {
        return Ok(ask(session, None, ""));
    };
    // Counted before it is looked at: guesses sent at once, or by somebody who hangs up, count too.
    let attempt = Attempt::begin(session, claim, address).await?;
    if let Some(minutes) = attempt.locked_for_minutes().await? {
        attempt.take_back().await?;
        let minutes = minutes.to_string();
        let values = [("minutes", minutes.as_str())];
        let reason = HandoffReason::TooManyAttempts;
        return Ok(Reply::handoff_with(session, reason, &values, "order=locked"));
    }
    let found = reader.look_up(claim, session.app().clock.now()).await;
    if !matches!(found, Lookup::NoMatch) {
        attempt.take_back().await?;
    }
    if matches!(found, Lookup::NoMatch | Lookup::Unavailable { .. }) {
        wait(started).await;
    }
    Ok(answer(session, claim, found))
}

/// Until the next whole part of time that a failure takes. A store that is not even asked, because
/// it did not answer before, takes as long as one that was.
async fn wait(started: Instant) {
    let passed = started.elapsed().as_millis() / FAILURE_TAKES.as_millis();
    let parts = u32::try_from(passed).unwrap_or_default() + 1;
    tokio::time::sleep_until(started + FAILURE_TAKES * parts).await;
}

fn answer(session: &Session<'_>, claim: &Claim, found: Lookup) -> Reply {
    match found {
        Lookup::Verified(order) => {
            let why = format!("order=verified checks={}", order.checks().join(","));
            Reply::one(Payload::order(&order, session.texts()), why)
        }
        Lookup::NoMatch => {
            let number = Some(claim.number.as_str().to_owned());
            Reply::one(Payload::order_form(session.texts(), number, true), "order=no_match")
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

/// One try, counted by conversation, order number and address.
struct Attempt<'a> {
    session: &'a Session<'a>,
    id: String,
    subjects: [(String, i64); 3],
    now_ms: i64,
    since_ms: i64,
}

impl<'a> Attempt<'a> {
    async fn begin(
        session: &'a Session<'_>,
        claim: &Claim,
        address: IpAddr,
    ) -> Result<Self, Error> {
        let limits = &session.app().config.limits;
        let most = i64::from(limits.order_attempts);
        let now = session.app().clock.now();
        // Numbers and addresses are personal; a hash is all that counting needs.
        let hashed = |kind: &str, text: &str| format!("{kind}:{}", sha256_hex(text.as_bytes()));
        let attempt = Self {
            session,
            id: new_id(now),
            subjects: [
                (format!("conversation:{}", session.conversation), most),
                (hashed("number", claim.number.as_str()), most),
                (hashed("address", &address.to_string()), most * ADDRESS_FACTOR),
            ],
            now_ms: unix_ms(now),
            since_ms: unix_ms(now) - minutes_ms(limits.order_lockout_minutes),
        };
        let subjects: Vec<String> = attempt.subjects.iter().map(|(name, _)| name.clone()).collect();
        let (store, site) = (&session.app().store, session.site_key());
        let times = (attempt.now_ms, attempt.since_ms);
        store::order_attempt::insert(store, site, &attempt.id, &subjects, times).await?;
        Ok(attempt)
    }

    /// For how long nothing is looked up, when there were too many tries before this one.
    async fn locked_for_minutes(&self) -> Result<Option<i64>, Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        let mut longest = None;
        for (subject, most) in &self.subjects {
            let (tries, first) =
                store::order_attempt::count(store, site, subject, self.since_ms).await?;
            if tries > *most {
                let left_ms = first.unwrap_or(self.now_ms) - self.since_ms;
                longest = longest.max(Some((left_ms.max(1) - 1) / minutes_ms(1) + 1));
            }
        }
        Ok(longest)
    }

    /// A try that was no failure does not count.
    async fn take_back(&self) -> Result<(), Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        Ok(store::order_attempt::remove(store, site, &self.id).await?)
    }
}

fn minutes_ms(minutes: u32) -> i64 {
    i64::from(minutes) * 60_000
}
