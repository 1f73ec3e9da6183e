//! A connector with its circuit breaker and its figures: one source of a site's orders.

use crate::orders::breaker::Breaker;
use crate::orders::claim::{Email, OrderNumber};
use crate::orders::config::OrdersConfig;
use crate::orders::connector::Connector;
use crate::orders::error::OrdersError;
use crate::orders::reading::{Asker, Reading};
use crate::orders::record::RecentRecord;
use tokio::time::Instant;

/// A source of orders. Each site has its own, so that a slow store holds up nobody else.
pub(crate) struct Source {
    pub(crate) connector: Connector,
    breaker: Breaker,
    /// Apart, because a list by e-mail address may be slow where single orders are not: few stores
    /// have an index for it.
    list_breaker: Breaker,
    /// The site's key; for figures.
    pub(crate) site: String,
}

impl Source {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        let connector = Connector::new(config)?;
        Ok(Self {
            connector,
            breaker: Breaker::default(),
            list_breaker: Breaker::default(),
            site: String::new(),
        })
    }

    /// One consistent read within the time limit; at once an error while the store is left alone.
    pub(crate) async fn read(
        &self,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Reading, String> {
        let reading = self.ask(&self.breaker, self.connector.read(number, by)).await?;
        tracing::debug!(orders.asked = ?reading.asked, "read the store");
        Ok(reading)
    }

    /// The latest orders of an address, in the same way; absent where the store has no such list.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Option<Vec<RecentRecord>>, String> {
        if !self.connector.has_recent() {
            return Ok(None);
        }
        self.ask(&self.list_breaker, self.connector.recent(email)).await.map(Some)
    }

    async fn ask<T>(
        &self,
        breaker: &Breaker,
        question: impl Future<Output = Result<T, String>>,
    ) -> Result<T, String> {
        let begun = Instant::now();
        let leave = match breaker.leave(begun) {
            Ok(leave) => leave,
            Err(pause) => {
                self.count("not_asked", begun);
                let seconds = pause.as_secs_f64().ceil();
                return Err(format!(
                    "not asked, because the last reads failed; tried again in {seconds} s"
                ));
            }
        };
        let answer = question.await;
        if answer.is_ok() {
            leave.succeeded();
            self.count("read", begun);
        } else {
            leave.failed(Instant::now());
            self.count("failed", begun);
        }
        answer
    }

    fn count(&self, outcome: &'static str, begun: Instant) {
        let labels = [("site", self.site.clone()), ("source", self.connector.source().to_owned())];
        let taken = begun.elapsed().as_secs_f64();
        let open = if self.breaker.is_open() { 1.0 } else { 0.0 };
        metrics::gauge!("vouch_orders_circuit_open", &labels).set(open);
        let [site, source] = labels;
        let labels = [site, source, ("outcome", outcome.to_owned())];
        metrics::histogram!("vouch_order_read_seconds", &labels).record(taken);
    }
}
