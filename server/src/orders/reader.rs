//! The reader of one site's orders: a source, perhaps a second one that must agree, and the checks
//! on what comes through them.

use crate::orders::checks::second::Second;
use crate::orders::checks::{self, Context, carriers};
use crate::orders::claim::{Claim, Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;
use crate::orders::proof::{self, Confirmed};
use crate::orders::reading::{Asker, Reading, Records};
use crate::orders::recent::RecentOrders;
use crate::orders::report::{Report, RoleVerdict};
use crate::orders::source::Source;
use crate::orders::{FailedCheck, Lookup, VerifiedOrder};
use std::fmt;
use std::time::Duration;
use time::OffsetDateTime;
use vouch_shared::id::SiteKey;

/// Reads and checks orders of one store. It connects when it is first used.
pub struct OrderReader {
    source: Source,
    second: Option<SecondSource>,
    /// Preset and engine, such as `custom:postgres`, of every source.
    name: String,
    max_staleness: Option<Duration>,
    clock_tolerance: Duration,
    tracking_hosts: Vec<String>,
}

struct SecondSource {
    source: Source,
    max_staleness: Option<Duration>,
}

/// What every source gave at one time.
struct Readings {
    first: Reading,
    second: Option<Reading>,
}

impl OrderReader {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        let source = Source::new(config)?;
        let second = config.verify_with.as_deref();
        let second = second.map(|second| SecondSource::new(second, config)).transpose()?;
        let name = source.connector.source().to_owned();
        Ok(Self {
            name: match &second {
                Some(second) => format!("{name}+{}", second.source.connector.source()),
                None => name,
            },
            source,
            second,
            max_staleness: config.max_staleness_s.map(Duration::from_secs),
            clock_tolerance: Duration::from_secs(config.clock_tolerance_s),
            tracking_hosts: carriers::normalise_hosts(&config.tracking_hosts)?,
        })
    }

    /// Names the site in figures.
    #[must_use]
    pub fn for_site(mut self, site: &SiteKey) -> Self {
        let sources = self.second.as_mut().map(|second| &mut second.source);
        sources.into_iter().chain([&mut self.source]).for_each(|one| one.site = site.to_string());
        self
    }

    /// Looks up what a claim names, as the store has it at `now`.
    pub async fn look_up(&self, claim: &Claim, now: OffsetDateTime) -> Lookup {
        match self.read(&claim.number, Asker::Shopper(&claim.proof)).await {
            Err(detail) => Lookup::Unavailable { detail },
            Ok(readings) if !readings.first.is_proven() => Lookup::NoMatch,
            Ok(readings) => match self.verify(readings, &self.context(claim, now)) {
                Ok(order) => Lookup::Verified(Box::new(order)),
                Err(failed) => Lookup::CheckFailed(failed),
            },
        }
    }

    /// The address that a code for an order goes to, if the claim fits exactly one order that has
    /// one. Nothing else of the order is told.
    pub async fn mailbox(&self, claim: &Claim) -> Result<Option<Email>, String> {
        let reading = self.read(&claim.number, Asker::Shopper(&claim.proof)).await?.first;
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
        let records = self.source.recent(email).await?;
        let made_from = (self.source.connector.source(), now);
        Ok(records.map(|records| RecentOrders::of(email, records, made_from)))
    }

    /// Every source is read, at the same time, each within the time limit: what is read of one
    /// does not depend on what another gives.
    async fn read(&self, number: &OrderNumber, by: Asker<'_>) -> Result<Readings, String> {
        let second = async {
            match &self.second {
                Some(second) => second.source.read(number, by).await.map(Some),
                None => Ok(None),
            }
        };
        let (first, second) = tokio::join!(self.source.read(number, by), second);
        let second = second.map_err(|error| format!("the second source: {error}"));
        Ok(Readings { first: first?, second: second? })
    }

    fn verify(
        &self,
        readings: Readings,
        context: &Context<'_>,
    ) -> Result<VerifiedOrder, FailedCheck> {
        let second = self.second.as_ref().zip(readings.second).map(|(second, reading)| {
            let source = second.source.connector.source();
            let max_staleness = second.max_staleness;
            Second::new(reading, &Context { max_staleness, source, ..*context })
        });
        checks::verify(readings.first, &Context { second: second.as_ref(), ..*context })
    }

    /// Whether the role that Vouch reads the store with can only read, and that of the second
    /// source.
    pub async fn role(&self) -> RoleVerdict {
        match (self.source.connector.role().await, &self.second) {
            (RoleVerdict::ReadsOnly, Some(second)) => second.source.connector.role().await,
            (verdict, _) => verdict,
        }
    }

    /// Looks at the connection, the queries and their columns, and at one order where a number is
    /// given. Meant for the owner: it needs no proof and shows nothing of the order but checks.
    pub async fn check(&self, number: Option<&OrderNumber>, now: OffsetDateTime) -> Report {
        let mut report = Report::default();
        self.source.connector.check(number, &mut report).await;
        let mut connected = report.is_connected();
        if let Some(second) = &self.second {
            let mut of_second = Report::default();
            second.source.connector.check(number, &mut of_second).await;
            connected &= of_second.is_connected();
            report.add_all("verify_with", of_second);
        }
        if let (Some(number), true) = (number, connected) {
            self.check_order(number, now, &mut report).await;
        }
        report
    }

    async fn check_order(&self, number: &OrderNumber, now: OffsetDateTime, report: &mut Report) {
        let readings = match self.read(number, Asker::Owner).await {
            Ok(readings) => readings,
            Err(error) => return report.add("read", false, error),
        };
        if !readings.first.is_proven() {
            return report.add("read", false, format!("no order {}", number.as_str()));
        }
        match self.verify(readings, &self.context_for(number, None, now)) {
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
            source: &self.name,
            second: None,
        }
    }
}

impl SecondSource {
    /// The time limit is the first source's; what both share is said once.
    fn new(config: &OrdersConfig, first: &OrdersConfig) -> Result<Self, OrdersError> {
        let misplaced = [
            ("verify_with", config.verify_with.is_some()),
            ("tracking_hosts", !config.tracking_hosts.is_empty()),
            ("recent_url", config.recent_url.is_some()),
        ];
        if let Some((name, _)) = misplaced.into_iter().find(|(_, given)| *given) {
            return Err(OrdersError::NotForSecond(name));
        }
        let config = OrdersConfig { timeout_ms: first.timeout_ms, ..config.clone() };
        Ok(Self {
            source: Source::new(&config).map_err(|error| OrdersError::Second(Box::new(error)))?,
            max_staleness: config.max_staleness_s.map(Duration::from_secs),
        })
    }
}

impl fmt::Debug for OrderReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderReader").field("source", &self.name).finish_non_exhaustive()
    }
}
