//! Tries to open an order, counted by conversation, order number and address, so that guessing
//! ends soon wherever it comes from.

use crate::auth::token::sha256_hex;
use crate::clock::{new_id, unix_ms};
use crate::conversation::session::Session;
use crate::error::Error;
use crate::orders::OrderNumber;
use crate::store;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;

/// A try that failed is answered at a whole multiple of this after it came, whatever the reason.
/// A look-up needs a small part of one, so that what is left of a difference in work drowns in it.
const FAILURE_TAKES: Duration = Duration::from_millis(350);
/// An address may fail this many times as often as one conversation: many people can share one.
const ADDRESS_FACTOR: i64 = 6;

/// One try.
pub struct Attempt<'a> {
    session: &'a Session<'a>,
    pub id: String,
    subjects: [(String, i64); 3],
    started: Instant,
    now_ms: i64,
    since_ms: i64,
}

impl<'a> Attempt<'a> {
    /// Counts a try before anything is looked at: guesses sent at once, or by somebody who hangs
    /// up, count too.
    pub async fn begin(
        session: &'a Session<'_>,
        number: &OrderNumber,
        address: IpAddr,
    ) -> Result<Self, Error> {
        let limits = &session.app().config.limits;
        let most = i64::from(limits.order_attempts);
        let now = session.app().clock.now();
        let attempt = Self {
            session,
            id: new_id(now),
            subjects: [
                (format!("conversation:{}", session.conversation), most),
                (format!("number:{}", hashed(number.as_str())), most),
                (format!("address:{}", hashed(&address.to_string())), most * ADDRESS_FACTOR),
            ],
            started: Instant::now(),
            now_ms: unix_ms(now),
            since_ms: unix_ms(now) - minutes_ms(i64::from(limits.order_lockout_minutes)),
        };
        let (store, site) = (&session.app().store, session.site_key());
        let now_ms = attempt.now_ms;
        store::order_attempt::insert(store, site, &attempt.id, attempt.names(), now_ms).await?;
        Ok(attempt)
    }

    /// For how long nothing is looked up, when there were too many tries before this one.
    pub async fn locked_for_minutes(&self) -> Result<Option<i64>, Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        let counts = store::order_attempt::count(store, site, self.names(), self.since_ms).await?;
        let too_many = counts.into_iter().filter(|(subject, tries, _)| {
            self.subjects.iter().any(|(name, most)| name == subject && tries > most)
        });
        let left = |(_, _, first)| minutes_left(Some(first), self.now_ms, self.since_ms);
        Ok(too_many.map(left).max())
    }

    fn names(&self) -> [&str; 3] {
        self.subjects.each_ref().map(|(name, _)| name.as_str())
    }

    /// A try that was no failure does not count.
    pub async fn take_back(&self) -> Result<(), Error> {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        Ok(store::order_attempt::remove(store, site, &self.id).await?)
    }

    /// Waits until a failure may be answered. Old tries are forgotten in that time.
    pub async fn pace(&self) {
        let (store, site) = (&self.session.app().store, self.session.site_key());
        if let Err(error) = store::order_attempt::forget(store, site, self.since_ms).await {
            tracing::warn!(%error, "old tries to open orders are not forgotten");
        }
        let passed = self.started.elapsed().as_millis() / FAILURE_TAKES.as_millis();
        let parts = u32::try_from(passed).unwrap_or_default() + 1;
        tokio::time::sleep_until(self.started + FAILURE_TAKES * parts).await;
    }
}

/// Numbers and addresses are personal; a hash is all that counting needs.
pub(super) fn hashed(text: &str) -> String {
    sha256_hex(text.as_bytes())
}

/// When the first of too many falls out of what is counted.
pub(super) fn minutes_left(first: Option<i64>, now_ms: i64, since_ms: i64) -> i64 {
    let left_ms = first.unwrap_or(now_ms) - since_ms;
    (left_ms.max(1) - 1) / minutes_ms(1) + 1
}

pub(super) fn minutes_ms(minutes: i64) -> i64 {
    minutes * 60_000
}
