//! What an owner is told about the endpoint: whether it answers, whether it refuses what it must
//! refuse, and what becomes of each documented member.

use super::HttpStore;
use super::endpoint::Endpoint;
use super::message::{OfNumber, records};
use super::recent::OfAddress;
use super::signature::REPLAY_WINDOW_S;
use crate::clock::new_token;
use crate::orders::claim::{Email, OrderNumber};
use crate::orders::report::Report;
use crate::secret::Secret;
use hyper::StatusCode;
use serde::Serialize;
use serde_json::Value;

/// The description that owners are given, and from which members are explained.
const SCHEMA: &str = include_str!("../../../../docs/schemas/orders-response-v1.json");

impl HttpStore {
    /// Asks for a number that no order has, then as nobody should be answered, then for the order
    /// itself where a number is given.
    pub(crate) async fn check(&self, number: Option<&OrderNumber>, report: &mut Report) {
        let nothing = OrderNumber::parse("?").expect("one character is a number that none has");
        match self.ask(&nothing).await {
            Err(error) => {
                return report.add(
                    "connection",
                    false,
                    format!("{}: {error}", self.endpoint.host()),
                );
            }
            Ok(reply) if !reply.orders.is_empty() => {
                report.add("orders", false, "an order came for a number that no order has");
            }
            Ok(_) => report.add("orders", true, "none for a number that no order has"),
        }
        report.add("connection", true, "answered; the signature was accepted");
        self.check_refusals(&self.endpoint, OfNumber::new(&nothing), "", report).await;
        self.check_list(report).await;
        let reply = match number {
            Some(number) => self.ask(number).await.ok(),
            None => None,
        };
        explain(reply.as_ref().and_then(|reply| reply.orders.first()), report);
    }

    /// The list of own orders, where the endpoint has one, under the same rules.
    async fn check_list(&self, report: &mut Report) {
        let Some(endpoint) = &self.recent else { return };
        let nobody = Email::parse("nobody@shop.example").expect("it is an address");
        match self.list(endpoint, &nobody).await {
            Err(error) => {
                let host = endpoint.host();
                return report.add("recent", false, format!("{host}: {error}"));
            }
            Ok(orders) if !orders.is_empty() => {
                report.add("recent", false, "orders came for an address that nobody has");
            }
            Ok(_) => report.add("recent", true, "answered; none for an address that nobody has"),
        }
        self.check_refusals(endpoint, OfAddress::new(&nobody), "recent.", report).await;
    }

    async fn check_refusals(
        &self,
        endpoint: &Endpoint,
        about: impl Serialize + Copy,
        part: &str,
        report: &mut Report,
    ) {
        let now = self.clock.now().unix_timestamp();
        let window = i64::from(REPLAY_WINDOW_S);
        let another = Secret::new(new_token());
        for (subject, key, at, who) in [
            ("signature", &another, now, "a request that is signed with another key"),
            ("replay_window", &self.key, now - 2 * window, "a request of ten minutes ago"),
        ] {
            let subject = format!("{part}{subject}");
            let question = self.question(about);
            match self.send(endpoint, &question, key, at).await.map(|answer| answer.status) {
                Ok(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                    report.add(subject, true, format!("{who} is refused"));
                }
                Ok(status) => report.add(
                    subject,
                    false,
                    format!("{who} must be refused with 401 or 403, but got {status}"),
                ),
                Err(error) => report.add(subject, false, error),
            }
        }
    }
}

/// Every documented member: what it means and, with an order, whether it is there and fits.
fn explain(order: Option<&Value>, report: &mut Report) {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the shipped schema is JSON");
    let first = |list: &str| order.and_then(|order| order.get(list)?.get(0));
    let parts = [("order", order), ("item", first("items")), ("parcel", first("parcels"))];
    for (part, value) in parts {
        let described = &schema["$defs"][part];
        let Some(members) = described["properties"].as_object() else { continue };
        for (name, member) in members {
            let required =
                described["required"].as_array().is_some_and(|all| all.contains(&(&**name).into()));
            let (ok, state) = match value.map(|value| value.get(name)) {
                None if required => (true, "needed"),
                None => (true, "may be left out"),
                Some(Some(Value::Null)) => (true, "null"),
                Some(Some(_)) => (true, "given"),
                Some(None) if required => (false, "missing"),
                Some(None) => (true, "left out, so what needs it is not checked"),
            };
            let meaning = member["description"].as_str().unwrap_or_default();
            report.add(format!("{part}.{name}"), ok, format!("{state}; {meaning}"));
        }
    }
    if let Some(Err(error)) = order.map(records) {
        report.add("read", false, error);
    }
}
