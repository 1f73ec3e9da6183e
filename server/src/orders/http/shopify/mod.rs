//! Shopify's Admin GraphQL API. Two queries for every claim: one finds the orders of that number
//! and whose they are, one reads the order that the proof fits, or none. A third lists own orders.

mod check;
mod money;
mod order;
mod recent;
mod records;
mod reply;
mod state;
#[cfg(test)]
mod tests;

use self::order::{FindData, FoundOrder, OrderData};
use self::reply::Outcome;
use super::client::HttpClient;
use super::endpoint::Endpoint;
use super::{USER_AGENT, refuse_queries, time_limit, within};
use crate::orders::claim::{OrderNumber, normalise_number};
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;
use crate::orders::http::endpoint::EndpointError;
use crate::orders::proof;
use crate::orders::reading::{Asker, Reading, Records};
use crate::secret::Secret;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Request, Uri};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

const FIND: &str = include_str!("find.graphql");
const RECENT: &str = include_str!("recent.graphql");
const ORDER: &str = include_str!("order.graphql");
/// The version that `contract/` records; Shopify answers it until October 2027.
const DEFAULT_VERSION: &str = "2026-10";
/// An order that no shop has.
const NOTHING: &str = "gid://shopify/Order/0";

/// A shop on Shopify.
pub(crate) struct ShopifyStore {
    uri: Uri,
    host: String,
    version: String,
    token: HeaderValue,
    client: HttpClient,
    timeout: Duration,
}

impl ShopifyStore {
    /// Checks the configuration. Must be called within a Tokio runtime.
    pub(crate) fn new(config: &OrdersConfig) -> Result<Self, OrdersError> {
        refuse_queries(config)?;
        if config.max_staleness_s.is_some() {
            return Err(OrdersError::NotForPreset("max_staleness_s", config.preset.clone()));
        }
        let not_here =
            [("ca_file", config.ca_file.is_some()), ("recent_url", config.recent_url.is_some())];
        if let Some((name, _)) = not_here.into_iter().find(|(_, given)| *given) {
            return Err(OrdersError::NotForPreset(name, config.preset.clone()));
        }
        let version = config.api_version.as_deref().unwrap_or(DEFAULT_VERSION);
        if !is_version(version) {
            return Err(OrdersError::BadApiVersion(version.to_owned()));
        }
        let endpoint = Endpoint::parse(&config.url)?;
        if endpoint.path_and_query() != "/" {
            return Err(EndpointError::NotAShop.into());
        }
        let base = config.url.expose().trim_end_matches('/');
        let uri = format!("{base}/admin/api/{version}/graphql.json").parse();
        Ok(Self {
            uri: uri.map_err(|_| EndpointError::Malformed)?,
            host: endpoint.host().to_owned(),
            version: version.to_owned(),
            token: token(config.key.as_ref())?,
            client: HttpClient::new(None).map_err(OrdersError::BadCaFile)?,
            timeout: time_limit(config)?,
        })
    }

    /// Both queries within one time limit.
    pub(crate) async fn read(
        &self,
        number: &OrderNumber,
        by: Asker<'_>,
    ) -> Result<Reading, String> {
        within(self.timeout, self.read_unlimited(number, by)).await
    }

    async fn read_unlimited(&self, number: &OrderNumber, by: Asker<'_>) -> Result<Reading, String> {
        let found: FindData = self.ask(FIND, json!({ "search": search(number) })).await?;
        let named = |order: &FoundOrder| normalise_number(&order.name) == number.as_str();
        let orders: Vec<FoundOrder> = found.orders.nodes.into_iter().filter(named).collect();
        let proven = proven_order(by, &orders);
        let id = proven.map_or(NOTHING, |order| &order.id);
        let read: OrderData = self.ask(ORDER, json!({ "id": id })).await?;
        Ok(Reading {
            orders: orders.len(),
            records: proven.map(|order| records_of(order, read)),
            read_until: None,
            asked: vec!["find", "order"],
        })
    }

    /// One query. A shop that is asked too much is asked once more when there is room again.
    async fn ask<T: DeserializeOwned>(&self, query: &str, variables: Value) -> Result<T, String> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        for _ in 0..2 {
            let answer = self.client.send(self.request(body.clone())).await?;
            match reply::read(answer.body_of_success()?)? {
                Outcome::Data(data) => return Ok(data),
                Outcome::Throttled(wait) => tokio::time::sleep(wait).await,
            }
        }
        Err("Shopify says THROTTLED: other apps or sites use up this shop's rate limit".to_owned())
    }

    fn request(&self, body: String) -> Request<Full<Bytes>> {
        Request::post(self.uri.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::USER_AGENT, USER_AGENT)
            .header("x-shopify-access-token", self.token.clone())
            .body(Full::new(Bytes::from(body)))
            .expect("the address was parsed and the headers are plain")
    }
}

/// The order that the proof fits. Every order is compared, so that the time tells nothing.
fn proven_order<'o>(by: Asker<'_>, orders: &'o [FoundOrder]) -> Option<&'o FoundOrder> {
    let Asker::Shopper(proof) = by else { return orders.first() };
    let mut found = None;
    for order in orders {
        let postcode = order.shipping_address.as_ref().and_then(|address| address.zip.as_deref());
        let email = order.email.as_deref().unwrap_or_default();
        let fits = proof::fits(proof, email, postcode.unwrap_or_default());
        found = if bool::from(fits) { Some(order) } else { found };
    }
    found
}

/// What was read, if it is the order that was found, and unchanged since.
fn records_of(found: &FoundOrder, read: OrderData) -> Result<Records, String> {
    let order = read.order.ok_or("the order was found, but is gone")?;
    if order.id != found.id {
        return Err(format!("asked for {}, but Shopify gave {}", found.id, order.id));
    }
    if order.updated_at != found.updated_at {
        return Err("the order was changed while it was read; ask again".to_owned());
    }
    records::records(&order)
}

/// Shopify's names mostly begin with `#`, which shoppers leave out. An order number holds no quote.
fn search(number: &OrderNumber) -> String {
    let number = number.as_str();
    format!("name:\"{number}\" OR name:\"#{number}\"")
}

fn is_version(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').is_some_and(|(year, month)| digits(year, 4) && digits(month, 2))
}

fn token(key: Option<&Secret>) -> Result<HeaderValue, OrdersError> {
    let key = key.ok_or(OrdersError::MissingKey)?;
    let mut token = HeaderValue::from_str(key.expose()).map_err(|_| OrdersError::UnusableKey)?;
    token.set_sensitive(true);
    Ok(token)
}
