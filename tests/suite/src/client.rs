//! A shopper's widget without a browser: opens conversations, takes turns, fills in forms, and
//! believes nothing that is not signed.

use crate::keys::{JsonWebKeySet, TrustedKeys};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use vouch_shared::card::Card;
use vouch_shared::conversation::{
    ConversationCreated, ConversationView, IDENTITY_HEADER, NewConversation, OrderClaim, Say,
    TurnReply, TurnRequest,
};
use vouch_shared::handoff::{HandoffReply, HandoffRequest};
use vouch_shared::id::{AnswerId, ConversationId};
use vouch_shared::problem::Problem;
use vouch_shared::receipt::SignedReceipt;
use vouch_shared::site::SiteConfig;

const LIMIT: Duration = Duration::from_secs(20);

/// A client of one site.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    site: String,
    pinned: String,
    identity: Option<String>,
}

/// A conversation that this client opened.
#[derive(Clone, Debug)]
pub struct Conversation {
    pub id: ConversationId,
    pub token: String,
    /// The cards that opened it.
    pub cards: Vec<Card>,
}

/// An answer of the server, of any status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    /// A client of the server at `base` (`http://127.0.0.1:8787`) that trusts only what the key
    /// with the thumbprint `pinned` vouches for.
    pub fn new(base: &str, site: &str, pinned: &str) -> Result<Self> {
        // No connection is used twice: one that a test's proxy or a killed server has just closed
        // would fail a request that never reached it.
        let http = reqwest::Client::builder()
            .timeout(LIMIT)
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()?;
        let [base, site, pinned] = [base, site, pinned].map(str::to_owned);
        Ok(Self { http, base, site, pinned, identity: None })
    }

    /// The same client on a page that names somebody by a signed token.
    #[must_use]
    pub fn identified(&self, token: &str) -> Self {
        Self { identity: Some(token.to_owned()), ..self.clone() }
    }

    /// The same client speaking to another address, such as a proxy's.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// What the widget learns of its site.
    pub async fn config(&self) -> Result<SiteConfig> {
        let path = format!("/v1/sites/{}/config", self.site);
        self.send(Method::GET, &path, None, None::<&()>).await?.json(StatusCode::OK)
    }

    /// The site's signing keys, checked against the pinned one.
    pub async fn keys(&self) -> Result<TrustedKeys> {
        TrustedKeys::new(&self.config().await?.keys, &self.pinned)
    }

    /// The keys that the server publishes.
    pub async fn jwks(&self) -> Result<JsonWebKeySet> {
        let reply = self.send(Method::GET, "/.well-known/jwks.json", None, None::<&()>).await?;
        reply.json(StatusCode::OK)
    }

    /// Opens a conversation in the site's own language.
    pub async fn open(&self) -> Result<Conversation> {
        let path = format!("/v1/sites/{}/conversations", self.site);
        let reply = self.send(Method::POST, &path, None, Some(&NewConversation::default())).await?;
        let created: ConversationCreated = reply.json(StatusCode::CREATED)?;
        let cards = self.verify(&created.cards).await?;
        Ok(Conversation { id: created.id, token: created.token, cards })
    }

    /// Asks a question in words.
    pub async fn ask(&self, conversation: &Conversation, question: &str) -> Result<Vec<Card>> {
        self.say(conversation, Say::Text(question.to_owned())).await
    }

    /// Picks a title that a card offered.
    pub async fn choose(&self, conversation: &Conversation, answer: &str) -> Result<Vec<Card>> {
        self.say(conversation, Say::Choose(AnswerId::from(answer))).await
    }

    /// Asks for an order with the e-mail address as proof.
    pub async fn order(
        &self,
        conversation: &Conversation,
        number: &str,
        email: &str,
    ) -> Result<Vec<Card>> {
        let claim = OrderClaim { email: Some(email.to_owned()), ..order_number(number) };
        self.say(conversation, Say::Order(claim)).await
    }

    /// Takes a turn with a turn id of its own.
    pub async fn say(&self, conversation: &Conversation, say: Say) -> Result<Vec<Card>> {
        let reply = self.reply(conversation, &new_id("turn"), say).await?;
        self.verify(&reply.cards).await
    }

    /// Takes a turn and gives the reply with its cards unread.
    pub async fn reply(
        &self,
        conversation: &Conversation,
        turn_id: &str,
        say: Say,
    ) -> Result<TurnReply> {
        let request = TurnRequest { turn_id: turn_id.into(), say };
        self.turn(conversation, &request).await?.json(StatusCode::OK)
    }

    /// Sends a turn as it is and gives the answer as it is.
    pub async fn turn(&self, conversation: &Conversation, turn: &impl Serialize) -> Result<Reply> {
        self.post(conversation, "turns", turn).await
    }

    /// Sends the contact form and gives the ticket with its receipt card.
    pub async fn hand_off(
        &self,
        conversation: &Conversation,
        form: &HandoffRequest,
    ) -> Result<(HandoffReply, Vec<Card>)> {
        let reply = self.post(conversation, "handoff", form).await?;
        let reply: HandoffReply = reply.json(StatusCode::CREATED)?;
        let cards = self.verify(&reply.cards).await?;
        Ok((reply, cards))
    }

    /// The conversation so far, with its cards checked.
    pub async fn resume(
        &self,
        conversation: &Conversation,
    ) -> Result<(ConversationView, Vec<Card>)> {
        let path = format!("/v1/conversations/{}", conversation.id);
        let reply = self.send(Method::GET, &path, Some(&conversation.token), None::<&()>).await?;
        let view: ConversationView = reply.json(StatusCode::OK)?;
        let cards = self.verify(&view.cards).await?;
        Ok((view, cards))
    }

    /// The receipt of a conversation as text: its whole ledger, every entry as it is kept.
    pub async fn receipt_text(&self, conversation: &Conversation) -> Result<String> {
        let path = format!("/v1/conversations/{}/receipt", conversation.id);
        let reply = self.send(Method::GET, &path, Some(&conversation.token), None::<&()>).await?;
        let signed: SignedReceipt = reply.json(StatusCode::OK)?;
        let payload = signed.receipt.split('.').nth(1).context("no payload")?;
        Ok(String::from_utf8(URL_SAFE_NO_PAD.decode(payload)?)?)
    }

    /// Posts to a route of the conversation, such as `turns`.
    pub async fn post(
        &self,
        conversation: &Conversation,
        route: &str,
        body: &impl Serialize,
    ) -> Result<Reply> {
        let path = format!("/v1/conversations/{}/{route}", conversation.id);
        self.send(Method::POST, &path, Some(&conversation.token), Some(body)).await
    }

    /// Sends any request to the server.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&impl Serialize>,
    ) -> Result<Reply> {
        let mut request = self.request(method, path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
            if let Some(identity) = &self.identity {
                request = request.header(IDENTITY_HEADER, identity);
            }
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Reply::of(request).await
    }

    /// A request to fill in by hand: other headers, bodies that are not JSON.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// Believes cards only when both the pinned key's list and `jwks.json` account for them.
    pub async fn verify(&self, cards: &[String]) -> Result<Vec<Card>> {
        let (trusted, published) = (self.keys().await?, self.jwks().await?);
        let verify_card = |jws: &String| {
            let card = trusted.card(jws)?;
            ensure!(published.card(jws)? == card, "jwks.json and the key list disagree");
            Ok(card)
        };
        cards.iter().map(verify_card).collect()
    }
}

impl Reply {
    /// Sends a request and reads the whole answer.
    pub async fn of(request: reqwest::RequestBuilder) -> Result<Self> {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        // A stream of events has no end to wait for.
        let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
        let body = if kind == Some(b"text/event-stream") {
            Vec::new()
        } else {
            response.bytes().await?.to_vec()
        };
        Ok(Self { status, headers, body })
    }

    /// The body, when the status is the expected one.
    pub fn json<T: DeserializeOwned>(&self, expected: StatusCode) -> Result<T> {
        ensure!(self.status == expected, "{} instead of {expected}: {}", self.status, self.text());
        serde_json::from_slice(&self.body).with_context(|| self.text())
    }

    /// The problem, when the answer is one and says so in its media type and its body.
    pub fn problem(&self) -> Result<Problem> {
        let media_type = self.headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
        let expected = vouch_shared::problem::PROBLEM_MEDIA_TYPE;
        ensure!(media_type == Some(expected.as_bytes()), "not a problem: {media_type:?}");
        let problem: Problem = serde_json::from_slice(&self.body).with_context(|| self.text())?;
        ensure!(problem.status == self.status.as_u16(), "{} but {problem:?}", self.status);
        Ok(problem)
    }

    /// The body as JSON of any form.
    pub fn value(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| self.text())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A claim of nothing but a number.
pub fn order_number(number: &str) -> OrderClaim {
    OrderClaim { number: number.to_owned(), email: None, postcode: None, code: None }
}

/// An id for a turn or a hand-off that this process did not use before.
pub fn new_id(what: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{what}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
