//! The latest orders of an address that the shop vouches for, from the owner's endpoint.

use super::HttpStore;
use super::endpoint::Endpoint;
use super::message::one_json;
use crate::orders::claim::Email;
use crate::orders::recent::MAX_RECENT;
use crate::orders::record::RecentRecord;
use crate::orders::value::{Text, Time};
use serde::{Deserialize, Serialize};
use vouch_shared::order::OrderState;

/// The latest orders of an address.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct OfAddress<'a> {
    /// In lower case.
    pub(super) email: &'a str,
}

/// What is answered. Members that are not documented are passed over.
#[derive(Debug, Deserialize)]
struct RecentReply {
    orders: Vec<RecentMessage>,
}

#[derive(Debug, Deserialize)]
struct RecentMessage {
    number: Text,
    email: Text,
    placed_at: Time,
    state: Option<Text>,
}

impl<'a> OfAddress<'a> {
    pub(super) fn new(email: &'a Email) -> Self {
        Self { email: email.as_str() }
    }
}

impl HttpStore {
    /// Whether the owner's endpoint lists orders.
    pub(crate) fn has_recent(&self) -> bool {
        self.recent.is_some()
    }

    /// The latest orders of an address; none without an address to ask for them.
    pub(crate) async fn recent(&self, email: &Email) -> Result<Vec<RecentRecord>, String> {
        match &self.recent {
            Some(endpoint) => self.list(endpoint, email).await,
            None => Ok(Vec::new()),
        }
    }

    pub(super) async fn list(
        &self,
        endpoint: &Endpoint,
        email: &Email,
    ) -> Result<Vec<RecentRecord>, String> {
        let now = self.clock.now().unix_timestamp();
        let question = self.question(OfAddress::new(email));
        let answer = self.send(endpoint, &question, &self.key, now).await?;
        records(answer.body_of_success()?)
    }
}

/// The orders of an answer, or why they cannot be read.
pub(super) fn records(body: &[u8]) -> Result<Vec<RecentRecord>, String> {
    let reply: RecentReply = one_json(body)?;
    if reply.orders.len() > MAX_RECENT {
        return Err(format!("the answer lists more than {MAX_RECENT} orders"));
    }
    let record = |order: RecentMessage| RecentRecord {
        number: order.number.0,
        email: order.email.0,
        placed_at: order.placed_at.0,
        state: order.state.and_then(|state| OrderState::parse(&state.0)),
    };
    Ok(reply.orders.into_iter().map(record).collect())
}
