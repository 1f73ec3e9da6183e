//! From an order number to an order card or a person. Whatever does not lead to a card looks and
//! lasts the same, so that nobody learns which order numbers exist.

use crate::auth::token::sha256_hex;
use crate::clock::unix_ms;
use crate::conversation::card::Payload;
use crate::conversation::session::Session;
use crate::conversation::turn::Reply;
use crate::error::Error;
use crate::orders::{Claim, Lookup};
use crate::store;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;
use vouch_shared::conversation::OrderClaim;
use vouch_shared::handoff::HandoffReason;

/// How long a claim that did not hold takes, whatever the reason. Longer than a look-up needs,
/// so that what is left of a difference in work drowns in it.
const FAILURE_TAKES: Duration = Duration::from_millis(350);
/// An address may fail this many times as often as one conversation: many people can share one.
const ADDRESS_FACTOR: i64 = 6;

/// Shows the form, with the number that is known already.
pub fn ask(session: &Session<'_>, number: Option<String>, why: &str) -> Reply {
    if !session.app().orders.contains_key(session.site_key()) {
        return Reply::handoff(session, HandoffReason::OrdersUnavailable, "orders=not_connected");
    }
    Reply::one(Payload::order_form(session.texts(), number, false), format!("order=asked {why}"))
}

/// Looks an order up for whoever can prove that it is theirs.
pub async fn open_order(
    session: &Session<'_>,
    claim: &OrderClaim,
    address: IpAddr,
) -> Result<Reply, Error> {
    let started = Instant::now();
    let parsed = Claim::parse(claim)
        .map_err(|error| Error::invalid(format!("say.order.{}", error.field), error.to_string()))?;
    let Some(reader) = session.app().orders.get(session.site_key()) else {
        return Ok(ask(session, None, ""));
    };
    let attempts = Attempts::of(session, &parsed, address);
    if attempts.locked().await? {
        let minutes = session.app().config.limits.order_lockout_minutes.to_string();
        let values = [("minutes", minutes.as_str())];
        let reason = HandoffReason::TooManyAttempts;
        return Ok(Reply::handoff_with(session, reason, &values, "order=locked"));
    }
    let now = session.app().clock.now();
    Ok(match reader.look_up(&parsed, now).await {
        Lookup::Verified(order) => {
            let why = format!("order=verified checks={}", order.checks().join(","));
            Reply::one(Payload::order(&order, session.texts()), why)
        }
        Lookup::NoMatch => {
            attempts.note_failure().await?;
            tokio::time::sleep_until(started + FAILURE_TAKES).await;
            let number = Some(parsed.number.as_str().to_owned());
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
    })
}

/// Failed tries by conversation, order number and address.
struct Attempts<'a> {
    session: &'a Session<'a>,
    subjects: [(String, i64); 3],
    now_ms: i64,
    since_ms: i64,
}

impl<'a> Attempts<'a> {
    fn of(session: &'a Session<'_>, claim: &Claim, address: IpAddr) -> Self {
        let limits = &session.app().config.limits;
        let most = i64::from(limits.order_attempts);
        let now_ms = unix_ms(session.app().clock.now());
        // Numbers and addresses are personal; a hash is all that counting needs.
        let hashed = |kind: &str, text: &str| format!("{kind}:{}", sha256_hex(text.as_bytes()));
        Self {
            session,
            subjects: [
                (format!("conversation:{}", session.conversation), most),
                (hashed("number", claim.number.as_str()), most),
                (hashed("address", &address.to_string()), most * ADDRESS_FACTOR),
            ],
            now_ms,
            since_ms: now_ms - i64::from(limits.order_lockout_minutes) * 60_000,
        }
    }

    async fn locked(&self) -> Result<bool, Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        for (subject, most) in &self.subjects {
            if store::order_attempt::count(store, site, subject, self.since_ms).await? >= *most {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn note_failure(&self) -> Result<(), Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        let subjects: Vec<String> = self.subjects.iter().map(|(name, _)| name.clone()).collect();
        store::order_attempt::insert(store, site, &subjects, self.now_ms, self.since_ms).await?;
        Ok(())
    }
}
