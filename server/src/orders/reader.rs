//! The reader of one site's orders: a connector, and the checks on what comes through it.

use crate::orders::Lookup;
use crate::orders::checks::{self, Context, carriers};
use crate::orders::claim::{Claim, Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::connector::Connector;
use crate::orders::error::OrdersError;
use crate::orders::proof::{self, Confirmed};
use crate::orders::reading::{Asker, Reading, Records};
use crate::orders::recent::RecentOrders;
use crate::orders::report::Report;
use std::fmt;
use std::time::Duration;
use time::OffsetDateTime;

/// Reads and checks orders of one store. It connects when it is first used.
pub struct OrderReader {
    connector: Connector,
    max_staleness: Option<Duration>,
    clock_tolerance: Duration,
    tracking_hosts: Vec<String>,
}

impl OrderReader {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        Ok(Self {
            connector: Connector::new(config)?,
            max_staleness: config.max_staleness_s.map(Duration::from_secs),
            clock_tolerance: Duration::from_secs(config.clock_tolerance_s),
            tracking_hosts: carriers::normalise_hosts(&config.tracking_hosts)?,
        })
    }

    /// Looks up what a claim names, as the store has it at `now`.
    pub async fn look_up(&self, claim: &Claim, now: OffsetDateTime) -> Lookup {
        match self.read(claim).await {
            Err(detail) => Lookup::Unavailable { detail },
            Ok(reading) if !reading.is_proven() => Lookup::NoMatch,
            Ok(reading) => match checks::verify(reading, &self.context(claim, now)) {
                Ok(order) => Lookup::Verified(Box::new(order)),
                Err(failed) => Lookup::CheckFailed(failed),
            },
        }
    }

    /// The address that a code for an order goes to, if the claim fits exactly one order that has
    /// one. Nothing else of the order is told.
    pub async fn mailbox(&self, claim: &Claim) -> Result<Option<Email>, String> {
        let reading = self.read(claim).await?;
        let Some(records) = reading.records else { return Ok(None) };
        let email = |records: Records| Email::parse(&records.order.email).ok();
        let email = records.ok().filter(|_| reading.orders == 1).and_then(email);
        if email.is_none() {
            tracing::warn!("a code was asked for an order that has no one address to mail it to");
        }
        Ok(email)
    }

    /// The latest orders of an address that the shop vouches for; absent where the store cannot be
    /// asked for that.
    pub async fn recent(
        &self,
        email: &Email,
        now: OffsetDateTime,
    ) -> Result<Option<RecentOrders>, String> {
        let records = self.connector.recent(email).await?;
        let made_from = (self.connector.source(), now);
        Ok(records.map(|records| RecentOrders::of(email, records, made_from)))
    }

    async fn read(&self, claim: &Claim) -> Result<Reading, String> {
        let reading = self.connector.read(&claim.number, Asker::Shopper(&claim.proof)).await?;
        tracing::debug!(orders.queries = ?reading.asked, "read the store");
        Ok(reading)
    }

    /// Looks at the connection, the queries and their columns, and at one order where a number is
    /// given. Meant for the owner: it needs no proof and shows nothing of the order but checks.
    pub async fn check(&self, number: Option<&OrderNumber>, now: OffsetDateTime) -> Report {
        let mut report = Report::default();
        self.connector.check(&mut report).await;
        if let (Some(number), true) = (number, report.is_connected()) {
            self.check_order(number, now, &mut report).await;
        }
        report
    }

    async fn check_order(&self, number: &OrderNumber, now: OffsetDateTime, report: &mut Report) {
        let reading = match self.connector.read(number, Asker::Owner).await {
            Ok(reading) => reading,
            Err(error) => return report.add("read", false, error),
        };
        if !reading.is_proven() {
            return report.add("read", false, format!("no order {}", number.as_str()));
        }
        let context = self.context_for(number, None, now);
        match checks::verify(reading, &context) {
            Ok(order) => order.checks().iter().for_each(|check| report.add(*check, true, "holds")),
            Err(failed) => report.add(failed.check, false, failed.detail),
        }
    }

    fn context<'a>(&'a self, claim: &'a Claim, now: OffsetDateTime) -> Context<'a> {
        self.context_for(&claim.number, proof::confirmed(&claim.proof), now)
    }

    fn context_for<'a>(
        &'a self,
        number: &'a OrderNumber,
        confirmed: Option<Confirmed>,
        now: OffsetDateTime,
    ) -> Context<'a> {
        Context {
            number,
            confirmed,
            now,
            clock_tolerance: self.clock_tolerance,
            max_staleness: self.max_staleness,
            tracking_hosts: &self.tracking_hosts,
            source: self.connector.source(),
        }
    }
}

impl fmt::Debug for OrderReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.connector.source();
        f.debug_struct("OrderReader").field("source", &source).finish_non_exhaustive()
    }
}
