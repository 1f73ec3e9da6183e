//! Connectors over HTTP, for stores whose database cannot be reached: the request that Vouch signs
//! to the owner's endpoint, and Shopify's Admin API.

mod check;
mod client;
mod endpoint;
mod message;
mod recent;
pub(crate) mod shopify;
mod signature;
#[cfg(test)]
mod tests;

pub use self::endpoint::EndpointError;

use self::client::{Answer, HttpClient};
use self::endpoint::Endpoint;
use self::message::{OfNumber, Question, Reply, VERSION};
use self::signature::{MIN_KEY_BYTES, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER};
use crate::clock::{Clock, new_id};
use crate::orders::claim::OrderNumber;
use crate::orders::config::{OrdersConfig, Queries};
use crate::orders::error::OrdersError;
use crate::orders::reading::{Asker, Reading};
use crate::secret::Secret;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, header};
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// An owner's endpoint.
pub(crate) struct HttpStore {
    endpoint: Endpoint,
    /// Where the latest orders of an address are asked for.
    recent: Option<Endpoint>,
    key: Secret,
    client: HttpClient,
    timeout: Duration,
    /// Whether the owner asked for a limit on staleness, which an answer without `read_until`
    /// could not be held to.
    needs_read_until: bool,
    clock: Clock,
}

impl HttpStore {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        refuse_queries(config)?;
        if config.api_version.is_some() {
            return Err(OrdersError::NotForPreset("api_version", config.preset.clone()));
        }
        let key = config.key.clone().ok_or(OrdersError::MissingKey)?;
        if key.expose().len() < MIN_KEY_BYTES {
            return Err(OrdersError::ShortKey(MIN_KEY_BYTES));
        }
        let recent = config.recent_url.as_ref().map(Endpoint::parse);
        Ok(Self {
            endpoint: Endpoint::parse(&config.url)?,
            recent: recent.transpose().map_err(OrdersError::RecentEndpoint)?,
            key,
            client: HttpClient::new(config.ca_file.as_deref()).map_err(OrdersError::BadCaFile)?,
            timeout: time_limit(config)?,
            needs_read_until: config.max_staleness_s.is_some(),
            clock: Clock::System,
        })
    }

    /// One request, the same for every claim but for the number.
    pub(crate) async fn read(
        &self,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Reading, String> {
        Ok(self.ask(number).await?.reading(by))
    }

    async fn ask(&self, number: &OrderNumber) -> Result<Reply, String> {
        let now = self.clock.now().unix_timestamp();
        let answer = self
            .send(&self.endpoint, &self.question(OfNumber::new(number)), &self.key, now)
            .await?;
        let reply = Reply::parse(answer.body_of_success()?)?;
        if self.needs_read_until && reply.read_until.is_none() {
            return Err("max_staleness_s is set, but the answer has no read_until".to_owned());
        }
        Ok(reply)
    }

    /// A question that was never asked before.
    fn question<A>(&self, about: A) -> Question<A> {
        Question { version: VERSION, request_id: new_id(self.clock.now()), about }
    }

    /// Sends a request that is signed with this key at this time.
    async fn send(
        &self,
        endpoint: &Endpoint,
        question: &Question<impl Serialize>,
        key: &Secret,
        timestamp: i64,
    ) -> Result<Answer, String> {
        let body = serde_json::to_vec(question).expect("texts and a number are always JSON");
        let path = endpoint.path_and_query();
        let signature = Signed { timestamp, method: "POST", path, body: &body }.signature(key);
        let request = Request::post(endpoint.uri())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::USER_AGENT, USER_AGENT)
            .header(TIMESTAMP_HEADER, timestamp)
            .header(SIGNATURE_HEADER, signature)
            .body(Full::new(Bytes::from(body)))
            .expect("the address was parsed and the headers are plain");
        within(self.timeout, self.client.send(request)).await
    }
}

const USER_AGENT: &str = concat!("vouch/", env!("CARGO_PKG_VERSION"));

/// Does something within a time limit; errors come as text that staff may see.
async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, String>>,
) -> Result<T, String> {
    timeout(limit, work).await.unwrap_or_else(|_| {
        let limit = limit.as_millis();
        Err(format!("no answer within {limit} ms; is the store up and can it be reached?"))
    })
}

fn time_limit(config: &OrdersConfig) -> Result<Duration, OrdersError> {
    match config.timeout_ms {
        0 => Err(OrdersError::NotPositive("timeout_ms")),
        limit => Ok(Duration::from_millis(limit)),
    }
}

/// SQL beside an HTTP connector would be read by nobody.
fn refuse_queries(config: &OrdersConfig) -> Result<(), OrdersError> {
    if config.query == Queries::default() {
        return Ok(());
    }
    Err(OrdersError::NotForPreset("query", config.preset.clone()))
}
